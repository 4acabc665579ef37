# Einwilligungen einer Familie: Tabelle und Papiere

consents-title = Einwilligungen
consents-heading = Wer darf was wissen?
consents-explained = Ohne Zustimmung ist eine Angabe der anderen Stelle gesperrt.
consents-nobody-asked = Noch niemand gefragt.
consents-all-clear = Alles entschieden.
consents-recipients = Für wen
consents-purposes = Wofür
consents-caption = { $name }: { $purpose }
consents-person = Person
consents-scroll = Tabelle der Einwilligungen, seitlich zu verschieben
consents-legend = Zeichen
consents-lacks = Noch nicht vollständig
consents-papers = Papiere und ihre Geschichte
consents-no-papers = Kein Papier, das hier gezeigt werden darf.
consents-purpose-text = Einwilligungen gelten für die gemeinsamen Zwecke. Der Zweck wird mit dem Blick aufgeschrieben.
column-money = Geld & Leistungen

stand-granted = erteilt
stand-refused = abgelehnt
stand-open = offen
stand-disagreed = uneinig
stand-withdrawn = widerrufen
stand-expiring = läuft ab
stand-expiring-in = { $count ->
    [0] läuft heute ab
    [1] läuft morgen ab
   *[other] läuft in { $count } Tagen ab
}
stand-expired = abgelaufen
stand-own_decision = eigene Entscheidung steht aus
stand-ended = beendet
stand-upcoming = gilt noch nicht
stand-own_data = eigene Angabe
stand-not_applicable = gibt es hier nicht
stand-invalid = ungültig – irrtümlich erfasst
stand-partly = teils { $stand }
detail-until = bis { $day }
detail-own = ab { $age }
detail-on = { $day }

count-fields = { $count ->
    [1] 1 Feld ist { $rest }
   *[other] { $count } Felder sind { $rest }
}
count-more = { $count ->
    [1] 1 ist { $rest }
   *[other] { $count } sind { $rest }
}
count-disagreed = uneinig
count-refused = abgelehnt
count-withdrawn = widerrufen
count-own_decision = noch selbst zu entscheiden
count-expiring = bald zu Ende
count-expired = abgelaufen
count-open = offen

lack-incomplete = Unterschriften nicht vollständig.
somebody-else = eine weitere Person
recipient-team = Team { $team }

paper-for = Für
paper-to = Wer darf es wissen
paper-what = Was
paper-purpose = Wofür
paper-valid = Gültig
paper-from-to = { $since } bis { $until }
paper-way = Weg
paper-form = Fassung
paper-language = Sprache
paper-interpreter = Übersetzt
paper-deputies = Auch die Vertretung
paper-everything = alles (zu unbestimmt, öffnet nichts)
way-tablet = auf dem Tablet
way-paper = auf Papier (Scan)
way-portal = auf der Familienseite
way-oral = mündlich
lang-de = Deutsch
lang-en = Englisch
lang-fa = Dari
lang-prs = Dari
lang-ar = Arabisch
lang-uk = Ukrainisch
lang-ru = Russisch
lang-tr = Türkisch
event-yes = { $name }: Ja
event-no = { $name }: Nein
event-withdrawn = { $name }: zurückgenommen
event-withdrawn-part = { $name }: zurückgenommen für { $categories }
event-entered-later = { $said } (eingetragen { $at })
note-invalid = Irrtümlich erfasst, gilt nicht seit dem { $day }. Der Eintrag bleibt.
note-late = Nachträglich erfasst: gilt erst ab der Erfassung.
note-confirm-by = Mündlich; schriftlich zu bestätigen bis { $day }.
note-unconfirmed = Gilt seit dem { $day } nicht mehr: schriftliche Bestätigung fehlt.
note-asked = Gefragt am { $days }; noch keine Antwort.

kind-consent-read = Blick auf Einwilligungen
event-consent-read = { $named ->
    [0] { $who } las Einwilligungen
   *[other] { $who } las Einwilligungen: { $what }
}
team-schule = Kontakt Schule oder Kita
team-kita = Kontakt Kita
team-sprachmittlung = Sprachmittlung
team-beistand = Beistand
team-praxis = Kontakt Arztpraxis
kind-consent-exported = Nachweis von Einwilligungen
event-consent-exported = { $who } gab Belege über Einwilligungen aus
