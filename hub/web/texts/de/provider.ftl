# Demo-Anmeldung

provider-title = Demo-Anmeldung
provider-text = Ohne Passwort: Wählen Sie, als wer Sie sich anmelden. Alle Personen sind erfunden.
provider-for = Anmelden bei: { $group }
provider-here = Konten für diese Adresse
provider-elsewhere = Konten anderer Stellen
provider-elsewhere-text = Sie werden von hier an ihre eigene Adresse verwiesen.
provider-account = { $name }
provider-account-role = { $role } · { $agency }
provider-refused = Diese Anmeldung ist nicht möglich
provider-refused-text = Die Anfrage der Anwendung ist unvollständig oder unbekannt: { $reason }
provider-left = Abgemeldet
provider-left-text = Hier bleibt keine Anmeldung bestehen.
provider-back = Zurück zur Anwendung
demo-title = Demo: Kreis Musterau
demo-text = Pro Arbeit (Jobcenter) und Jugendamt begleiten gemeinsam Familien. Jede Stelle hat ihre eigene Adresse und sieht nur, was eigene Aufgabe, Einwilligung und Regeln erlauben. Alle Daten sind erfunden.
demo-address = Anmelden unter { $host }
demo-who = Wer ist wer?
demo-account-line = { $name } – { $role }
demo-token = Für die API gibt der Befehl „hub demo token { $subject }“ ein Zugangszeichen aus.
provider-nothing = Diese Seite gibt es hier nicht
provider-nothing-text = Prüfen Sie die Adresse. Wer sich wo anmeldet, steht auf der ersten Seite.
