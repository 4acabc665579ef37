# Belege über Einwilligungen

receipt-link = Beleg
receipt-link-of = Beleg zu { $ref }
receipt-title = Beleg mitnehmen
receipt-about = Familie { $number } · { $ref }
receipt-text = Für jede Person gibt es einen eigenen Beleg. Er sagt, was gefragt und gesagt wurde und wie es heute steht.
receipt-form-pdf = PDF
receipt-form-txt = Text
receipt-form-jsonld = Daten (JSON-LD)
receipt-of = Beleg für { $name } als { $form }
receipt-written-down = Jeder Beleg, der geholt wird, steht im Protokoll.
receipt-back = Zurück zum Papier

own-receipt = Beleg mitnehmen
own-receipt-of = Beleg zu { $ref } mitnehmen
own-receipt-title = Beleg mitnehmen
own-receipt-text = Hier bekommen Sie einen Beleg über das, was Sie selbst zu { $ref } gesagt haben. Was andere gesagt haben, steht nicht darin.
    .du = Hier bekommst du einen Beleg über das, was du selbst zu { $ref } gesagt hast. Was andere gesagt haben, steht nicht darin.
    .easy = Ein Beleg ist ein Zettel. Darauf steht: Das haben Sie zu { $ref } gesagt. Was andere gesagt haben, steht nicht darauf.
    .du-easy = Ein Beleg ist ein Zettel. Darauf steht: Das hast du zu { $ref } gesagt. Was andere gesagt haben, steht nicht darauf.
own-receipt-form-of = Beleg für { $name } als { $form }
own-receipt-stays = Die Datei bleibt auf diesem Gerät. Wer das Gerät benutzt, kann sie öffnen. Löschen Sie sie, wenn das niemand sehen soll.
    .du = Die Datei bleibt auf diesem Gerät. Wer das Gerät benutzt, kann sie öffnen. Lösche sie, wenn das niemand sehen soll.
    .easy = Die Datei bleibt auf diesem Gerät. Andere können sie dort finden. Löschen Sie die Datei, wenn das niemand sehen soll.
    .du-easy = Die Datei bleibt auf diesem Gerät. Andere können sie dort finden. Lösche die Datei, wenn das niemand sehen soll.
own-receipt-back = Zurück zu meinen Zustimmungen
