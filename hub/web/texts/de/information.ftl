# Information nach Art. 14 DSGVO: was fällig ist, und das Blatt zum Aushändigen (D31)

information-title = Information der Familie
information-link = Information der Familie (Art. 14 DSGVO)
information-text = Eine Stelle hat mit Einwilligung Angaben gesehen, die von einer anderen Stelle kommen. Darüber bekommt jede betroffene Person ein Blatt, spätestens einen Monat nach dem ersten Blick. Für Kinder bekommen es die Sorgeberechtigten, ab 15 die jungen Menschen selbst.
information-none = Noch hat niemand Angaben der anderen Stelle gesehen. Es ist nichts auszuhändigen.
information-seen = { $agency } sah: { $categories }
information-due = Fällig bis { $day } (erster Blick { $first }).
information-handed = Ausgehändigt am { $day }.
information-print = Blatt für { $name }
information-tick = { $name }: ausgehändigt
information-day = Ausgehändigt am
information-button = Aushändigung eintragen
information-wrong = Noch nicht eingetragen:
information-fault-nobody = Bitte wählen Sie, wer das Blatt bekommen hat. Wenn inzwischen mehr gesehen wurde, drucken Sie es neu.
information-fault-day = Bitte geben Sie den Tag an, zum Beispiel 16.11.2026.
information-fault-future = Der Tag liegt in der Zukunft.
information-fault-before_the_look = Der Tag liegt vor dem ersten Blick.
kind-consent-informed = Information der Familie
event-consent-informed = { $named ->
    [0] { $who } händigte die Information nach Art. 14 DSGVO aus
   *[other] { $who } händigte die Information nach Art. 14 DSGVO aus: { $what }
}

sheet-title = Wer hat etwas über Sie gelesen?
sheet-head = Familie { $number } · { $day }
sheet-for = Für { $name }
sheet-opening = Es geht nicht darum, dass etwas falsch läuft. Sie haben zugestimmt, dass eine Stelle Angaben der anderen Stelle lesen darf. Das ist jetzt zum ersten Mal geschehen. Das Gesetz will, dass Sie davon erfahren.
sheet-reader = Gelesen hat: { $agency }
sheet-who = Wer ist verantwortlich
sheet-functions = Wer hat dort gelesen
sheet-officer = Fragen zum Datenschutz
sheet-source = Woher kommen die Angaben
sheet-source-joint = aus der gemeinsamen Planung
sheet-what = Welche Angaben
sheet-purpose = Wofür
sheet-basis-name = Warum ist das erlaubt
sheet-basis = Weil Sie zugestimmt haben, oder wer für Sie entscheidet: Nummer { $refs } (Art. 6 Abs. 1 Buchst. a DSGVO, § 67b Abs. 2 SGB X).
sheet-basis-health = Weil Sie ausdrücklich zugestimmt haben, oder wer für Sie entscheidet: Nummer { $refs } (Art. 6 Abs. 1 Buchst. a, Art. 9 Abs. 2 Buchst. a DSGVO, § 67b Abs. 2 SGB X).
sheet-first = Zum ersten Mal
sheet-storage = Wie lange?
sheet-storage-text = Die andere Stelle bekommt keine Kopie. Sie darf lesen, solange Ihre Zustimmung gilt. Danach, und mit dem Ende von FAM, ist alles gesperrt. Wer was gelesen hat, bleibt in Ihrer Akte vermerkt; wie die Person hieß, wird nach sechs Monaten gelöscht. Was eine Stelle erhalten hat, bleibt bis drei Jahre nach dem Ende von FAM vermerkt; die gemeinsame Planung wird sechs Monate danach gelöscht.
sheet-rights = Ihre Rechte
sheet-right-access = Auskunft: Sie dürfen fragen, was über Sie gespeichert ist und wer es gelesen hat (Art. 15 DSGVO, § 83 SGB X).
sheet-right-correct = Berichtigung: Falsches wird richtiggestellt (Art. 16 DSGVO, § 84 SGB X).
sheet-right-erase = Löschung und Einschränkung: Was nicht mehr gebraucht wird, wird gelöscht oder gesperrt (Art. 17, 18 DSGVO, § 84 SGB X).
sheet-right-carry = Mitnehmen: Was Sie selbst angegeben haben, bekommen Sie als Datei (Art. 20 DSGVO).
sheet-right-object = Widersprechen: Einen Widerspruch behandeln wir wie ein Zurücknehmen (Art. 21 DSGVO, § 84 Abs. 5 SGB X).
sheet-right-withdraw = Zurücknehmen: Sie können jederzeit Nein sagen, bei jeder der beiden Stellen, ohne Grund. Geld und Hilfe bekommen Sie trotzdem. Dass vorher gelesen wurde, war rechtmäßig. Was jemand davon aufgeschrieben hat, muss gelöscht werden, wenn kein Gesetz das Behalten verlangt (Art. 7 Abs. 3 DSGVO, Art. 17 DSGVO).
sheet-right-complain = Beschwerde: { $authority }, { $contact } (Art. 77 DSGVO, § 81 SGB X).
sheet-right-ombuds = Zu Hilfen des Jugendamts berät auch eine Ombudsstelle, unabhängig und kostenlos (§ 9a SGB VIII).
sheet-right-no-machine = Kein Computer entscheidet über Sie (Art. 22 DSGVO).
sheet-easy = In Leichter Sprache
sheet-easy-read = Sie haben Ja gesagt. Oder andere haben für Sie Ja gesagt. Jetzt hat ein anderes Amt etwas über Sie gelesen. Das war erlaubt.
sheet-easy-storage = Das andere Amt bekommt keine Kopie. Was hat das Amt gelesen? Das bleibt aufgeschrieben: bis drei Jahre nach dem Ende von FAM. Den gemeinsamen Plan löschen wir früher: sechs Monate nach dem Ende von FAM.
sheet-easy-rights = Sie dürfen fragen: Was steht über mich da? Sie können immer Nein sagen. Sie dürfen sich beschweren.
sheet-version = Fassung { $version }
sheet-back = Zurück zur Liste
