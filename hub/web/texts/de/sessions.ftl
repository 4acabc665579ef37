# Wo jemand angemeldet ist
sessions-title = Meine Sitzungen
sessions-text = Hier sehen Sie, wo Sie an dieser Adresse angemeldet sind. Kennen Sie eine Anmeldung nicht, beenden Sie sie und sprechen Sie mit Ihrer IT.
sessions-since = Angemeldet seit { $moment }
sessions-here = (diese hier)
sessions-seen = Zuletzt benutzt: { $moment }.
sessions-end = Beenden
sessions-ended = Die Sitzung ist beendet.
sessions-provider = Diese Sitzung beenden Sie mit „Abmelden“. Nach 15 Minuten ohne Eingabe endet jede von selbst.
