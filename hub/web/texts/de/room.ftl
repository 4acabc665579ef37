# Die Konferenz im Raum und die gemeinsame Ansicht am Beamer.

kind-access-screen = Gemeinsame Ansicht
event-access-screen = { $named ->
    [0] { $who } zeigte in einer Fallkonferenz die gemeinsame Ansicht
   *[other] { $who } zeigte in einer Fallkonferenz allen Anwesenden { $what }
}
kind-conference-room = Konferenzraum
event-conference-room = { $who } öffnete oder schloss den Raum einer Fallkonferenz oder band eine gemeinsame Ansicht
kind-conference-present = Anwesende bestätigt
event-conference-present = { $who } bestätigte, wer in einer Fallkonferenz anwesend ist
