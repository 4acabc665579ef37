# Entbindung von der Schweigepflicht: eine eigene Frage im Gespräch (D25)

talk-release = Entbindung von der Schweigepflicht
talk-release-link = Nach einer Entbindung von der Schweigepflicht fragen
talk-release-add = Entbindung von der Schweigepflicht hinzufügen
talk-release-text = Eine eigene Frage und ein eigenes Papier: Wer Schweigepflicht hat (§ 203 StGB), darf danach mit der genannten Person sprechen. Eine Zustimmung, Angaben zu sehen, ist das nicht.
talk-release-not = Doch eine Frage nach einer Zustimmung
talk-release-bound = Wer soll sprechen dürfen?
talk-release-bound-hint = Die Person oder ihre Funktion, zum Beispiel „Frau Dr. Beispiel, Kinderärztin“. Eine Einrichtung als Ganze kann niemand entbinden.
talk-release-recipient = Mit wem?
