talk-fault-reason_signs = Der Grund enthält Zeichen, die man nicht sieht. Bitte tippen Sie ihn neu.
talk-fault-place = Der Ort enthält Zeichen, die man nicht sieht. Bitte tippen Sie ihn neu.
talk-fault-witnesses = „Wer war noch dabei?“ enthält Zeichen, die man nicht sieht. Bitte tippen Sie es neu.
talk-fault-interpreter = Der Name der übersetzenden Person enthält Zeichen, die man nicht sieht. Bitte tippen Sie ihn neu.
talk-fault-meanwhile = Seit der Unterschrift wurde etwas davon zurückgenommen. Bitte sprechen Sie noch einmal darüber.
kind-consent-sheet = Bogen zu einer Einwilligung
event-consent-sheet = { $named ->
    [0] { $who } druckte einen Bogen oder brachte ihn zurück
   *[other] { $who } druckte einen Bogen oder brachte ihn zurück: { $what }
}
kind-consent-request_answered = Antwort auf eine Anfrage
event-consent-request_answered = { $named ->
    [0] { $who } beantwortete eine Anfrage nach einer Einwilligung
   *[other] { $who } beantwortete eine Anfrage nach einer Einwilligung: { $what }
}
