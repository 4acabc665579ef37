kind-log-erase = Löschung im Protokoll nach Fristablauf
event-log-erase = { $who } löschte, was das Protokoll nicht länger enthalten darf
kind-log-hold = Aussetzen der Löschung
event-log-hold = { $who } setzte eine Löschung aus oder hob das wieder auf
