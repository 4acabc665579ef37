talk-fault-reason_signs = The reason holds characters that cannot be seen. Please type it anew.
talk-fault-place = The place holds characters that cannot be seen. Please type it anew.
talk-fault-witnesses = The names of the witnesses hold characters that cannot be seen. Please type them anew.
talk-fault-interpreter = The name of the interpreter holds characters that cannot be seen. Please type it anew.
talk-fault-meanwhile = Since it was signed, something of it was taken back. Please talk about it once more.
kind-consent-sheet = Sheet about a consent
event-consent-sheet = { $named ->
    [0] { $who } printed a sheet or brought it back
   *[other] { $who } printed a sheet or brought it back: { $what }
}
kind-consent-request_answered = Answer to a request
event-consent-request_answered = { $named ->
    [0] { $who } answered a request for a consent
   *[other] { $who } answered a request for a consent: { $what }
}
