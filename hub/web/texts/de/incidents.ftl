kind-log-incident = Zwischenfall: Protokoll wiederhergestellt
event-log-incident = { $who } nahm Einträge, die verloren waren, aus den Kopien der Zeugen zurück
kind-key-rotated = Wechsel eines Schlüssels des Protokolls
event-key-rotated = { $who } hielt fest, wessen Unterschriften unter dem Protokoll jetzt gelten
