# Seiten

site = FAM
skip-link = Zum Inhalt
menu-label = Hauptmenü
menu-start = Start
menu-log = Protokoll
sign-out = Abmelden
demo-banner = Demo – erfundene Daten, Stichtag { $day }
language-other = English
language-other-code = en
language-label = Sprache
list-and = { $first } und { $last }
page-title = { $page } – { $site }
page-title-numbered = { $page } – { $number } – { $site }

sign-in-title = Anmelden
sign-in-address = Diese Adresse ist für { $group }.
sign-in-text = Angemeldet wird mit dem Konto der eigenen Stelle.
sign-in-button = Anmelden
sign-in-left = Sie sind abgemeldet.
sign-in-leave-provider = Auch beim Anmeldedienst abmelden

choose-post-title = In welcher Funktion?
choose-post-text = Dieses Konto hat mehrere Funktionen. Gearbeitet wird immer nur in einer.
choose-post-button = { $role }, { $agency }

other-address-title = Dieses Konto gehört zu einer anderen Adresse
other-address-text = Hier arbeiten Menschen von { $group }. Für dieses Konto gibt es hier nichts zu sehen. Bitte melden Sie sich an der Adresse der eigenen Stelle an:
other-address-link = { $group }: { $host }
other-address-help = Stimmt das nicht? Die Fachadministration hilft weiter.
no-post-title = Keine aktuelle Funktion
no-post-text = Dieses Konto hat bei { $group } zurzeit keine Funktion. Deshalb gibt es hier nichts zu sehen.
other-address-back = Mit einem anderen Konto anmelden

start-title = Start
start-today = Heute wichtig
start-nothing = Heute ist nichts fällig.
start-families = Zugeordnete Familien
start-no-families = Noch ist keine Familie zugeordnet.
start-search = Familie suchen
start-search-label = Nummer, Name oder Geburtsdatum
start-search-hint = Zum Beispiel FAM-2025-003, Ahornwald oder 12.03.1991
start-search-button = Suchen
start-log-text = Wer hat was gelesen? Jeder Blick und jede Ablehnung, in Pseudonymen.
start-log-link = Protokoll lesen

purpose-title = Wofür öffnen Sie die Akte?
purpose-text = Der Zweck entscheidet, was zu sehen ist. Er wird mit dem Blick aufgeschrieben.
purpose-unknown = Diesen Zweck gibt es hier nicht. Bitte wählen Sie einen aus.
purpose-back = Zurück zum Start

family-title = Überblick
family-heading = Familie { $number }
family-purpose = Zweck
family-at = Stand
family-change-purpose = Anderer Zweck
family-jump = Auf dieser Seite
family-nothing = Hier ist nichts eingetragen, was für diesen Zweck gezeigt werden darf.
family-written-down = Dieser Blick ist aufgeschrieben. Die Familie kann erfahren, welche Stelle wofür geschaut hat.
card-everybody = Die ganze Familie
person-reference = Person { $reference }
block-why = Warum sehe ich das?
value-yes = Ja
value-no = Nein
value-none = –
value-money = { $amount } €
value-disputed = von der Familie bestritten
value-bound = von jemandem unter Schweigepflicht, für andere Stellen nur mit Entbindung
level-summary = Zusammenfassung
level-pseudonymised = ohne Namen

why-by-consent = { $count ->
    [0] Sichtbar, weil alle, um die es geht, zugestimmt haben ({ $signed }, für { $purpose }, bis { $until }).
    [1] Sichtbar, weil { $names } zugestimmt hat ({ $signed }, für { $purpose }, bis { $until }).
   *[other] Sichtbar, weil { $names } zugestimmt haben ({ $signed }, für { $purpose }, bis { $until }).
}
why-consent = Sichtbar, weil eine Einwilligung es erlaubt.
why-own_task = Sichtbar, weil { $owner } diese Angaben selbst führt und für die eigene Aufgabe braucht.
why-within_help = Sichtbar, weil die Angaben zur laufenden Hilfe gehören.
why-statute = Sichtbar, weil ein Gesetz es erlaubt.
why-control = Sichtbar zur Kontrolle.
why-other = Sichtbar nach den Regeln für diesen Zweck.
basis = Grundlage: { $parts }
basis-consent = Einwilligung { $consent }
basis-own-task = eigene Aufgabe

blocked-heading = Gesperrt: Angaben { $owner }
blocked-explained = Ob es hier Angaben gibt, steht hier nicht.
blocked-title = { $category } – { $person }: gesperrt.
blocked-consent_missing = Einwilligung fehlt.
blocked-consent_refused = Einwilligung abgelehnt.
    .by = Abgelehnt von { $names } am { $day }.
    .on = Abgelehnt am { $day }.
blocked-consent_withdrawn = Einwilligung widerrufen.
    .by = Widerrufen von { $names } am { $day }.
    .on = Widerrufen am { $day }.
blocked-consent_expired = Einwilligung abgelaufen.
    .by = Einwilligung von { $names } abgelaufen am { $day }.
    .on = Einwilligung abgelaufen am { $day }.
blocked-signer_missing = Die Zustimmung der zweiten sorgeberechtigten Person fehlt.
blocked-own_consent_missing = Die eigene Entscheidung von { $person } steht aus.
blocked-recipient_not_covered = Die Einwilligung gilt für eine andere Ansprechperson.
blocked-purpose_not_allowed = Nicht für diesen Zweck.
blocked-fam_not_active = FAM ist beendet.
blocked-not-before = Bitte nicht erneut fragen vor dem { $day }.

log-title = Protokoll
log-text = Jeder Blick und jede Ablehnung, die neuesten zuerst. Mitarbeitende und Familienmitglieder stehen hier unter Pseudonymen; die der Mitarbeitenden wechseln jedes Quartal. Auch dieses Lesen wird aufgeschrieben.
log-older = Ältere Einträge
log-newest = Zu den neuesten
log-who = Nutzer { $pseudonym } ({ $role }, { $agency })
log-persons = { $count ->
    [1] Person { $persons }
   *[other] Personen { $persons }
}
log-of = { $categories } von { $persons }
log-family = Familie { $number }
log-purpose = Zweck { $purpose }
log-basis = Grundlage { $basis }
log-reason = Grund der Ablehnung: { $reason }
event-access-read = { $named ->
    [0] { $who } öffnete eine Familie
   *[other] { $who } las { $what }
}
event-access-denied = { $who } wollte eine Familie öffnen und wurde abgelehnt
event-consent-granted = { $named ->
    [0] { $who } nahm eine Einwilligung entgegen
   *[other] { $who } nahm eine Einwilligung entgegen: { $what }
}
event-consent-withdrawn = { $named ->
    [0] { $who } nahm einen Widerruf entgegen
   *[other] { $who } nahm einen Widerruf entgegen: { $what }
}
event-record-changed = { $named ->
    [0] { $who } änderte Angaben
   *[other] { $who } änderte { $what }
}
event-record-changed-denied = { $who } wollte Angaben ändern und wurde abgelehnt
event-family-entered = { $who } legte eine Familie an
event-directory-changed = { $who } änderte Konten, Funktionen oder Zuständigkeiten
event-log-read = { $who } las das Protokoll
event-log-read-denied = { $who } wollte das Protokoll lesen und wurde abgelehnt
event-other = { $named ->
    [0] { $who }: { $event }
   *[other] { $who }: { $event }, { $what }
}

# Schlüssel in zusammengesetzten Werten
key-from = von
key-to = bis
key-since = seit
key-until = bis
key-text = Text
key-amount = Betrag
key-name = Name
key-date = am
key-reason = Grund
key-scale = Stufe
key-status = Stand
key-place = Ort
key-street = Straße
key-postcode = Postleitzahl
key-town = Ort
