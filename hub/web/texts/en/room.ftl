# The conference in its room, and the shared view on the projector.

kind-access-screen = shared view
event-access-screen = { $named ->
    [0] { $who } showed the shared view of a case conference
   *[other] { $who } showed { $what } to everybody present at a case conference
}
kind-conference-room = conference room
event-conference-room = { $who } opened or closed the room of a case conference, or connected a window with the shared view
kind-conference-present = people present confirmed
event-conference-present = { $who } confirmed who is present at a case conference

screen-title = Shared view
screen-sentence = This shows only what everybody present may see.
screen-off = Picture off (B)
screen-wait = One moment …
screen-no-script = This view needs JavaScript: without it, it could not be locked when somebody comes or leaves. So nothing is shown here.
screen-nothing = At the moment there is nothing that everybody present may see.
screen-notice = If you are here as a guest: what stands here you may use for this conversation only, and pass on to nobody (§ 78 SGB X).
screen-shut = Locked until the people present are confirmed.
screen-dark = The picture is off.
screen-over = This view has ended. You can close the window.
screen-cut = The connection is interrupted. So nothing is shown here.
screen-code = Code
screen-code-text = The person who chairs the conference tells you the code. It is valid for ten minutes and only once.
screen-code-send = Open the view
screen-code-wrong = This code is not valid. It may have been used, or be older than ten minutes: ask for a new one.

room-title = Conference { $number }: in the room
room-when = Planned from { $begin } to { $end }.
room-closed = The room is not open. The shared view shows nothing.
room-open = Open the room
room-over = This conference is over.
room-state-shut = The shared view is locked until you confirm who is present.
room-state-view = The shared view shows what everybody present may see.
room-state-dark = The picture is off.
room-who = Who is here?
room-topics = Topics
room-topic = Topic { $place }: { $number }
room-since = since { $moment }
room-family = of the family
room-guest-nameless = Guest
room-guest-school = school
room-guest-kita = day care
room-guest-interpreter = interpreter
room-guest-support = support person
room-guest-doctor = doctor's practice
room-guest-other = another guest
room-others = { $count ->
    [0] Is somebody here who is not on the list? Then count them here.
    [one] One person is here who is not on the list. Until they leave, the view shows nothing. Plan them in if they are to stay.
   *[other] { $count } people are here who are not on the list. Until they leave, the view shows nothing. Plan them in if they are to stay.
}
room-others-more = One more is here
room-others-less = One of them has left
room-confirm = Confirm who is present
room-screen = Shared view
room-screen-none = No window is open. The view ends by itself: { $until }.
room-screen-bound = A window is open. A new code ends it as soon as it is used. The view ends by itself: { $until }.
room-screen-open = Open the projector view
room-screen-here = Open on this device (new window)
room-code-text = On another device: open { $address } and enter this code. It is valid for ten minutes and only once.
room-dark = Picture off
room-light = Picture on
room-ask = Ask for consent now
room-ask-text = Questions and answers go through the talk as always. As soon as somebody has said yes or no, the shared view changes by itself. Only if the person brings it up, alone, in another room; the picture is off. A no is not named at the table.
room-ask-link = To the consents of this family
room-end = End
room-end-text = After this no window shows anything. Who was here and when is kept for six months. The minutes say only who was here, not when.
room-close = Close the room
room-fault-changed = Something changed meanwhile. Please look once more who is here.
room-fault-closed = The room is not open, or it is open already. Nothing was changed.
room-fault-unknown = There is no such thing in this conference. Nothing was changed.
