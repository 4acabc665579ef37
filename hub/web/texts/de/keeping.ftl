kind-log-erase = Löschung im Protokoll nach Fristablauf
event-log-erase = { $who } löschte, was das Protokoll nicht länger enthalten darf
kind-record-erased = Löschung der Akte einer Familie
event-record-erased = { $who } löschte die Akte der Familie im Hub mit ihren Schlüsseln
kind-log-hold = Aussetzen der Löschung
event-log-hold = { $who } setzte eine Löschung aus oder hob das wieder auf
