kind-log-incident = Zwischenfall: Protokoll wiederhergestellt
event-log-incident = { $who } nahm Einträge, die verloren waren, aus den Kopien der Zeugen zurück
kind-log-keys_turned = Schlüssel des Protokolls für einen neuen Monat
kind-keys-renewed = Schlüssel einer Stelle ausgetauscht
event-keys-renewed = { $who } tauschte den Schlüssel einer Stelle aus; was für den alten verschlossen war, wird neu verschlossen
event-log-keys_turned = { $who } verschloss, was im Protokoll lebt, für den neuen Monat; der Schlüssel des alten endet
kind-key-rotated = Wechsel eines Schlüssels des Protokolls
event-key-rotated = { $who } hielt fest, wessen Unterschriften unter dem Protokoll jetzt gelten
