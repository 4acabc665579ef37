# Protokoll: Filter, eigene Zugriffe, übernommene Aufzeichnungen

menu-own = Meine Zugriffe

log-shown = { $count ->
    [0] Kein Eintrag passt dazu.
    [1] { $older ->
        [yes] 1 Eintrag, ältere vorhanden
       *[no] 1 Eintrag
    }
   *[other] { $older ->
        [yes] { $count } Einträge, ältere vorhanden
       *[no] { $count } Einträge
    }
}
log-shown-of-one = { $older ->
    [yes] Einträge zu { $pseudonym }, ältere vorhanden
   *[no] Einträge zu { $pseudonym }
}
log-office = Ort { $office }
log-taken-over = aus übernommener Aufzeichnung (im Hub seit { $day })
basis-word-statute = Gesetz
basis-word-emergency = Notfall

filter-title = Einträge filtern
filter-all = Alle
filter-button = Filter anwenden
filter-none = Ohne Filter
filter-faulty = So geht die Suche nicht:
filter-von = Von
    .example = 01.10.2026
    .fault = Von: Bitte Tag, Monat und Jahr angeben, zum Beispiel 01.10.2026.
filter-bis = Bis
    .example = 31.10.2026
    .fault = Bis: Bitte Tag, Monat und Jahr angeben, nicht vor „Von“.
filter-familie = Vorgangsnummer
    .example = FAM-2025-003
    .fault = Vorgangsnummer: Bitte so angeben wie FAM-2025-003.
filter-kennung = Kennung
    .example = N-07
    .fault = Kennung: Bitte so angeben wie N-07. Namen stehen nicht im Protokoll.
filter-zweck = Zweck
    .fault = Zweck: Bitte aus der Liste wählen.
filter-ergebnis = Ergebnis
    .fault = Ergebnis: Bitte aus der Liste wählen.
filter-stelle = Stelle
    .fault = Stelle: Bitte aus der Liste wählen.
filter-art = Art
    .fault = Art: Bitte aus der Liste wählen.

outcome-shown = gezeigt
outcome-denied = verweigert
outcome-changed = Änderung

kind-access-read = Blick in eine Familie
kind-access-denied = abgelehnter Blick
kind-access-search = Suche
kind-access-list = Liste
kind-access-evaluated = Anfrage eines Fachverfahrens
kind-log-read = Lesen des Protokolls
kind-log-read_own = Lesen der eigenen Einträge
kind-log-export = Export des Protokolls
kind-log-imported = aus übernommener Aufzeichnung
kind-record-changed = Änderung von Angaben
kind-family-entered = neue Familie
kind-directory-changed = Konten und Funktionen
kind-consent-granted = Einwilligung
kind-consent-withdrawn = Widerruf
kind-keys-wrapped = Schlüssel nach Einwilligung
kind-mandate-deputy_granted = Vertretung eingetragen
kind-mandate-deputy_taken = Vertretung selbst übernommen
kind-mandate-deputy_ended = Vertretung beendet
kind-mandate-assigned = Zuständigkeit eingetragen
kind-mandate-assignment_ended = Zuständigkeit beendet
kind-mandate-conflict_declared = Befangenheit erklärt
kind-mandate-conflict_lifted = Befangenheit zurückgenommen

event-log-read_own = { $who } las die eigenen Einträge im Protokoll
event-log-export = { $who } nahm das Protokoll zur Prüfung mit
event-log-imported = { $named ->
    [0] { $who } hatte Zugang
   *[other] { $who } hatte Zugang zu { $what }
}
event-log-imported-denied = { $who } wollte zugreifen und wurde abgelehnt
event-log-imported-view = { $named ->
    [0] { $who } öffnete eine Familie
   *[other] { $who } las { $what }
}
event-log-imported-view-denied = { $who } wollte eine Familie öffnen und wurde abgelehnt
event-log-imported-search = { $who } suchte nach einer Familie
event-log-imported-search-denied = { $who } suchte nach einer Familie und wurde abgelehnt
event-log-imported-export = { $named ->
    [0] { $who } gab eine Familie als Datei oder Ausdruck aus
   *[other] { $who } gab { $what } als Datei oder Ausdruck aus
}
event-log-imported-export-denied = { $who } wollte eine Familie ausgeben und wurde abgelehnt
event-log-imported-emergency_access = { $named ->
    [0] { $who } öffnete eine Familie als Notfall
   *[other] { $who } las als Notfall { $what }
}
event-log-imported-emergency_access-denied = { $who } wollte eine Familie als Notfall öffnen und wurde abgelehnt
event-log-imported-request = { $named ->
    [0] { $who } fragte nach einer Einwilligung
   *[other] { $who } fragte nach einer Einwilligung: { $what }
}
event-log-imported-request-denied = { $who } wollte nach einer Einwilligung fragen und wurde abgelehnt
event-log-imported-take_over = { $who } übernahm eine Vertretung
event-log-imported-take_over-denied = { $who } wollte eine Vertretung übernehmen und wurde abgelehnt
event-log-imported-display = { $named ->
    [0] { $who } zeigte eine Familie auf dem gemeinsamen Bildschirm
   *[other] { $who } zeigte auf dem gemeinsamen Bildschirm { $what }
}
event-log-imported-display-denied = { $who } wollte eine Familie auf dem gemeinsamen Bildschirm zeigen und wurde abgelehnt
event-log-imported-log = { $who } las das Protokoll
event-log-imported-log-denied = { $who } wollte das Protokoll lesen und wurde abgelehnt

own-log-title = Meine Zugriffe
own-log-text = Die eigenen Einträge im Protokoll, die neuesten zuerst: so, wie die Datenschutzbeauftragten sie lesen, nur dass dort statt „Ihr Konto“ eine Kennung steht, die jedes Quartal wechselt, und darunter Dienstzeiten und Termine. Vorgesetzte und Kolleg*innen lesen sie nicht. Auch dieses Lesen wird aufgeschrieben.
own-log-nothing = Noch keine Einträge.
