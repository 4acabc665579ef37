# Nach der Unterschrift: wer noch gefragt werden muss (D17)

talk-over-title = Es fehlt noch jemand (für die Fachkraft)
talk-over-text = Damit die Antworten etwas öffnen, müssen noch andere zustimmen. Die Fragen sind dieselben; jede Person antwortet für sich.
talk-over-talk = Gespräch mit { $name } vorbereiten
talk-over-page = { $name } auf der Familienseite fragen
