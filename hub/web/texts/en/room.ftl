# The conference in its room, and the shared view on the projector.

kind-access-screen = shared view
event-access-screen = { $named ->
    [0] { $who } showed the shared view of a case conference
   *[other] { $who } showed { $what } to everybody present at a case conference
}
kind-conference-room = conference room
event-conference-room = { $who } opened or closed the room of a case conference, or bound a shared view
kind-conference-present = people present confirmed
event-conference-present = { $who } confirmed who is present at a case conference
