# Übersicht der Datenschutzbeauftragten, und die Prüfung des ganzen Protokolls.

menu-overview = Übersicht
overview-title = Übersicht
overview-text = Zahlen aus dem Protokoll, soweit es { $agency } betrifft: über alle Mitarbeitenden zusammen, nie je Person. Jede Zahl führt zu den Einträgen, die sie zählt. Auch dieser Blick wird aufgeschrieben.
overview-no-stand = Noch nichts gezählt. Die Zahlen entstehen beim nächsten Durchgang.
overview-stand = Stand: { $when }, bis Eintrag Nr. { $place }.
overview-today = heute { $time }
overview-to-list = Zur Liste
overview-as-table = Als Tabelle zeigen
overview-few = 1–4
overview-entries = Einträge
overview-limits = Was hier nicht steht: Zahlen je Person, je Funktion oder je Team. Der Hub bildet sie für keine Seite und keine Ausgabe, auch nicht auf Anfrage.

tile-emergencies = Notfallzugriffe
tile-span = in 13 Wochen
tile-anomalies = Auffälligkeiten
    .none = Noch nicht eingerichtet: Es werden keine Auffälligkeiten gesucht.
tile-sample = Stichprobe
    .none = Noch nicht eingerichtet: Es wurde keine gezogen.
tile-requests = Auskünfte mit Frist
    .none = Noch nicht eingerichtet: Anträge auf Auskunft laufen außerhalb des Hubs.

overview-judged = { $judged } von { $count }
overview-cases-none = kein Vorgang ist offen
overview-cases = { $count ->
    [1] 1 Vorgang ist offen
   *[other] { $count } Vorgänge sind offen
}, { $age ->
    [today] seit heute
    [week] keiner länger als eine Woche
    [month] der älteste seit mehr als einer Woche
   *[old] der älteste seit mehr als einem Monat
}
overview-explained = Erklärte Blicke
overview-explained-summary = Von { $count } Blicken in 13 Wochen haben { $share } von 100 einen gewöhnlichen Grund: Zuständigkeit, Termin, Vertretung oder Ähnliches.

overview-heat = Wann etwas angesehen wurde
overview-heat-scroll = Wochentage und Stunden, seitlich verschiebbar
overview-heat-summary = Vom { $since } bis { $until }: { $count ->
    [0] Nichts wurde angesehen.
    [1] 1 Eintrag, bei dem etwas angesehen wurde, davon { $outside } außerhalb der üblichen Dienstzeit.
   *[other] { $count } Einträge, bei denen etwas angesehen wurde, davon { $outside } außerhalb der üblichen Dienstzeit.
}
overview-heat-list = Alle diese Einträge
overview-hour = Uhrzeit
overview-cell = { $day }, { $hour } Uhr
overview-legend = Was die Felder bedeuten
overview-level-0 = nichts
overview-level-1 = 1 bis 4
overview-level-2 = bis ein Drittel der vollsten Stunde
overview-level-3 = bis zwei Drittel
overview-level-4 = mehr
overview-duty = übliche Dienstzeit
hour-span = { $hour } Uhr

overview-denied = Was abgelehnt wurde, nach Grund
overview-denied-none = Vom { $since } bis { $until } wurde nichts abgelehnt.
overview-denied-summary = Vom { $since } bis { $until }: { $count ->
    [1] 1 Ablehnung
   *[other] { $count } Ablehnungen
}, am häufigsten { $first }.
overview-reason = Grund
mark-emergency = Notfallzugriff
mark-refused = abgelehnt, ohne Angabe eines Grundes
mark-no-reason = ohne Angabe eines Grundes
mark-refused-reason = abgelehnt: { $reason }

overview-line = Zwölf Monate
overview-line-scroll = Zwölf Monate, seitlich verschiebbar
overview-line-summary = In diesem Monat bisher { $count ->
    [1] 1 Eintrag
   *[other] { $count } Einträge
}, in allen aufbewahrten Monaten zusammen { $all }. Nach sechs Monaten werden Einträge gelöscht, und mit ihnen ihre Zahlen.
overview-month = Monat
overview-erased = gelöscht
overview-partly = { $count } (ab { $day })

overview-reliable = Ist das Protokoll verlässlich?
overview-witnesses = Zeugen
overview-witnessed-never = Beide Stellen haben das Protokoll noch nie gemeinsam bestätigt.
overview-witnessed = Beide Stellen haben den Stand des Protokolls zuletzt vor { $unit ->
    [day] { $count } Tagen
    [hour] { $count } Stunden
   *[minute] { $count ->
        [0] weniger als einer Minute
        [1] einer Minute
       *[other] { $count } Minuten
    }
} bestätigt.
overview-checked = Letzte Prüfung
overview-to-checks = Protokoll prüfen
overview-erasures = Löschung
overview-erased-at = Zuletzt gelöscht: { $when }.
overview-erased-never = Bisher wurde nichts gelöscht.
overview-overdue = { $count ->
    [0] Nichts ist überfällig.
    [1] 1 Eintrag ist länger da, als er darf: Bitte beim Betrieb nachfragen.
   *[other] { $count } Einträge sind länger da, als sie dürfen: Bitte beim Betrieb nachfragen.
}
overview-erasing-list = Alle Löschungen
overview-holds = Ausgesetzte Löschungen
overview-holds-summary = { $count ->
    [0] Keine Löschung ist ausgesetzt.
    [1] Eine Löschung ist ausgesetzt.
   *[other] { $count } Löschungen sind ausgesetzt.
}
overview-holds-what = Familie oder Eintrag
overview-holds-why = Warum
overview-holds-until = Bis
hold-complaint = Beschwerde
hold-conduct = dienstrechtliche Prüfung
hold-court = Gerichtsverfahren
hold-access_request = laufende Auskunft

month-1 = Januar { $year }
month-2 = Februar { $year }
month-3 = März { $year }
month-4 = April { $year }
month-5 = Mai { $year }
month-6 = Juni { $year }
month-7 = Juli { $year }
month-8 = August { $year }
month-9 = September { $year }
month-10 = Oktober { $year }
month-11 = November { $year }
month-12 = Dezember { $year }
weekday-long-1 = Montag
weekday-long-2 = Dienstag
weekday-long-3 = Mittwoch
weekday-long-4 = Donnerstag
weekday-long-5 = Freitag
weekday-long-6 = Samstag
weekday-long-7 = Sonntag

log-upto = Nur bis Eintrag Nr. { $place }: so weit, wie die Übersicht gezählt hat.
log-unbound = Auch neuere zeigen
log-counted = Wochentag, Stunde und Anlass sind nur für Einträge bekannt, die die Übersicht schon gezählt hat.
filter-wochentag = Wochentag
    .fault = Wochentag: Bitte zusammen mit einer Stunde wählen.
filter-stunde = Stunde
    .fault = Stunde: Bitte zusammen mit einem Wochentag wählen.
filter-anlass = Anlass
    .fault = Anlass: Bitte aus der Liste wählen.
filter-stand = Stand
    .fault = Stand: Das ist keine Nummer eines Eintrags.

kind-log-overview = Blick in die Übersicht
kind-log-counted = Zählung für die Übersicht
kind-log-verified = Prüfung des ganzen Protokolls
event-log-overview = { $who } sah die Übersicht über das Protokoll
event-log-overview-denied = { $who } wollte die Übersicht über das Protokoll sehen und wurde abgelehnt
event-log-counted = Der Hub zählte neue Einträge für die Übersicht
event-log-verified = { $who } ließ das ganze Protokoll prüfen
event-log-verified-denied = { $who } wollte das Protokoll prüfen lassen und wurde abgelehnt

checks-title = Protokoll prüfen
checks-text = Geprüft wird, ob im Protokoll etwas fehlt, nachträglich geändert oder eingefügt wurde. Was in den Einträgen steht, wird dabei nicht gelesen.
checks-result = Ergebnis
checks-button = Protokoll jetzt prüfen
checks-reload = Nachsehen, wie weit die Prüfung ist
check-never = Das Protokoll wurde hier noch nicht geprüft.
check-whole = Geprüft am { $when }: alle { $count } Einträge bis zum letzten Stand, den beide Stellen bestätigt haben. Das Protokoll ist vollständig und unverändert.
check-findings = Geprüft am { $when }: alle { $count } Einträge bis zum letzten Stand, den beide Stellen bestätigt haben. Es gibt Befunde. Bitte sprechen Sie mit den Datenschutzbeauftragten der anderen Stelle, ehe jemand etwas ändert.
check-unchecked = Am { $when } war das Protokoll nicht prüfbar: Es fehlt ein Stand, den beide Stellen bestätigt haben, oder er ist nicht lesbar. Das ist kein gutes Ergebnis.
check-found-signature = Ein Stand ist nicht von allen bestätigt ({ $count }-mal).
check-found-tree = Einträge wurden geändert, entfernt, eingefügt oder umgestellt ({ $count } Stellen).
check-found-old = Ein früherer Stand fehlt: Das Protokoll wurde zurückgesetzt oder umgeschrieben ({ $count }-mal).
check-found-form = Einträge haben nicht die vorgeschriebene Form ({ $count }).
check-found-numbers = Fortlaufende Nummern haben Lücken oder kommen doppelt vor ({ $count }-mal).
check-found-payload = Inhalte sind nicht die, auf die sich das Protokoll festgelegt hat ({ $count }).
check-found-erasure = Inhalte fehlen ohne Löschvermerk oder wurden zu früh gelöscht ({ $count }-mal).
check-found-time = Zeitangaben widersprechen den Uhren der Zeugen ({ $count }-mal).
check-state-wanted = Die Prüfung ist vorgemerkt und beginnt gleich.
check-state-running = Die Prüfung läuft: { $done } von { $count } Einträgen sind geholt.
check-state-comparing = Die Prüfung läuft: Alle { $count } Einträge sind geholt und werden jetzt verglichen.
check-state-done = Die Prüfung ist fertig.
check-state-failed = Die letzte Prüfung wurde abgebrochen. Sie kann neu begonnen werden.
checks-own = Ohne den Hub prüfen
checks-own-text = Die Prüfung oben rechnet auf demselben Rechner wie der Hub. Wer ihm nicht glauben will, prüft auf einem eigenen Rechner mit Python 3.11 oder neuer, ohne Netz:
checks-verifier = Prüfprogramm herunterladen (verify.py)
checks-log = Protokoll herunterladen (Archiv)
checks-log-text = Es enthält keine Inhalte und nichts über Personen. Das Herunterladen wird aufgeschrieben.
checks-log-none = Das Protokoll kann gerade nicht heruntergeladen werden: Es ist noch nicht bestätigt.
checks-unpack = Archiv entpacken: Es entsteht der Ordner „protokoll“.
checks-run = Ausführen:
checks-command = python -I -S verify.py protokoll --policy IHRE-VERTRAUENSDATEI
checks-read = Die letzte Zeile ist das Ergebnis. Vergleichen Sie die Prüfsumme in der ersten Zeile mit der auf Ihrem Blatt, und heben Sie die Datei „protokoll/checkpoint“ als neuen Stand auf.
checks-contents = Mit den Inhalten der Einträge der eigenen Beschäftigten prüft der Betrieb für Sie: „hub ledger export“ mit --officer.
checks-back = Zur Übersicht
