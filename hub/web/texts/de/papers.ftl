# Nachweise der Rechenschaft: Verzeichnis, Vereinbarung, Folgenabschätzung, Stand der Einwilligungen.

menu-papers = Nachweise
papers-title = Nachweise
papers-text = Diese Papiere entstehen in dem Augenblick, in dem Sie sie öffnen: aus dem Feldkatalog, den Regeln in Kraft, den Fristen und den Einstellungen. Was nur Menschen entscheiden, steht darin als offener Punkt, bis es vereinbart ist.
papers-read = Lesen
papers-pdf = Als PDF mitnehmen
papers-data = Als Daten mitnehmen (JSON)
papers-back = Zurück zu den Nachweisen
papers-page = Seite
papers-limits = Den Stand der Einwilligungen zu öffnen ist ein Eintrag im Protokoll. Zahlen unter fünf stehen als „•“. Beschäftigte werden nirgends gezählt.
paper-verzeichnis = Verzeichnis von Verarbeitungstätigkeiten
    .text = Was Ihre Stelle im FAM verarbeitet, wozu, über wen, für wen und wie lange (Art. 30 DSGVO).
paper-vereinbarung = Das Wesentliche der Vereinbarung
    .text = Wer was gemeinsam verantwortet; so, dass es Familien zur Verfügung gestellt werden kann (Art. 26 DSGVO).
paper-folgenabschaetzung = Folgenabschätzung mit Risikoverzeichnis
    .text = Rahmen der Datenschutz-Folgenabschätzung: Notwendigkeit, Risiken, Maßnahmen und die Tests, die sie zeigen (Art. 35 DSGVO).
paper-abrufverfahren = Festlegung zum Abruf
    .text = Anlass, Empfänger, Art der Daten, Maßnahmen und was vor dem Start geschehen muss (§ 79 SGB X).
paper-einwilligungsstand = Stand der Einwilligungen
    .text = Für wie viele Personen welche Kategorien offen, abgelehnt oder beendet sind, nur als Zahlen (Art. 5 Abs. 2 DSGVO).

kind-log-coverage = Blick auf den Stand der Einwilligungen
event-log-coverage = { $who } sah den Stand der Einwilligungen in Zahlen
event-log-coverage-denied = { $who } wollte den Stand der Einwilligungen in Zahlen sehen und wurde abgelehnt
