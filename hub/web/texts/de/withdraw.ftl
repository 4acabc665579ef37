# Widerruf und Irrtum, wie Mitarbeitende sie eintragen

withdraw-link = Widerruf eintragen
withdraw-title = Widerruf eintragen
withdraw-about = Familie { $number }, Einwilligung { $ref }
withdraw-text = Ein Widerruf braucht keinen Grund. Er gilt ab dem Eingang, in beiden Stellen.
withdraw-who = Wer nimmt zurück?
withdraw-way = Wie kam der Widerruf an?
told-phone = am Telefon
told-paper = auf Papier
told-in_person = im Gespräch
told-portal = auf der Familienseite
withdraw-day = Eingang: Tag
withdraw-day-hint = zum Beispiel 16.11.2026
withdraw-hour = Eingang: Uhrzeit
withdraw-hour-hint = zum Beispiel 10:14
withdraw-how-much = Was wird zurückgenommen?
withdraw-all = alles
withdraw-part = nur ein Teil
withdraw-part-legend = Nur bei „ein Teil“
withdraw-part-hint = Wo nichts angekreuzt ist, gilt der Widerruf für alle.
withdraw-part-persons = Angaben über
withdraw-part-categories = Bereiche
withdraw-part-recipients = Wer es nicht mehr sehen soll
withdraw-button = Zurücknehmen
withdraw-cancel = Zurück, nichts eintragen
withdraw-nobody = Zu dieser Einwilligung hat noch niemand Ja gesagt. Es gibt nichts zurückzunehmen.
withdraw-wrong = Noch nicht eingetragen:
withdraw-fault-person = Bitte wählen Sie, wer zurücknimmt.
withdraw-fault-told = Bitte wählen Sie, wie der Widerruf ankam.
withdraw-fault-when = Bitte geben Sie Tag und Uhrzeit des Eingangs an.
withdraw-fault-future = Der Eingang liegt in der Zukunft.
withdraw-fault-before_the_yes = Der Eingang liegt vor der Zustimmung.
withdraw-fault-key_used = Unter diesem Schlüssel wurde etwas anderes geschickt.
withdraw-fault-stale = Auf dem Papier wurde inzwischen etwas erklärt.
withdraw-fault-nothing_named = Bitte kreuzen Sie an, welcher Teil zurückgenommen wird.
withdrawn-title = Widerruf eingetragen
withdrawn-text = { $name } hat zurückgenommen. Eingang: { $at }.
withdrawn-lost = Ab jetzt sieht { $recipients } auf Grund dieser Einwilligung nicht mehr: { $categories } – { $persons }.
withdrawn-late = Was zwischen Eingang und Eintragung gelesen wurde, prüfen die Datenschutzbeauftragten.
withdrawn-before = Was vorher rechtmäßig gelesen wurde, bleibt rechtmäßig. Wer es gelesen hat, bestätigt Löschung oder nennt die Rechtsgrundlage.
withdrawn-back = Zu den Einwilligungen
void-link = Irrtümlich erfasst
void-title = Ungültig – irrtümlich erfasst
void-text = Die Einwilligung öffnet ab heute nichts mehr. Der Eintrag bleibt mit Grund stehen.
void-reason = Grund
void-wrong_person = falsche Person
void-wrong_family = falsche Familie
void-entered_twice = doppelt erfasst
void-other_text = ein anderer Text wurde unterschrieben
void-not_said = wurde so nicht erklärt
void-button = Als Irrtum kennzeichnen
void-fault-reason = Bitte wählen Sie einen Grund.
void-fault-holds_a_no = Hier hat jemand Nein gesagt oder zurückgenommen. Das bleibt gültig; fragen Sie die Person neu.
kind-consent-voided = Einwilligung irrtümlich erfasst
event-consent-voided = { $named ->
    [0] { $who } kennzeichnete eine Einwilligung als irrtümlich erfasst
   *[other] { $who } kennzeichnete eine Einwilligung als irrtümlich erfasst: { $what }
}
problem-restore-pending = Das System wird wiederhergestellt
    .text = Eine Sicherung wurde zurückgespielt. Bevor etwas gezeigt wird, werden die Widerrufe von danach eingetragen.
    .way = Bitte versuchen Sie es später noch einmal.
recalls-title = Nach Widerruf oder Irrtum zu bestätigen
recalls-link = Nach Widerruf oder Irrtum zu bestätigen
recalls-text = Diese Mitarbeitenden hatten Einsicht, solange die Einwilligung galt oder eingetragen war. Was vor einem Widerruf geschah, bleibt rechtmäßig. Was davon in eigenen Unterlagen steht und keine andere Grundlage hat, ist zu löschen.
recalls-notice = Mitteilung an die Empfänger (Art. 19 DSGVO): Die Person hat ihre Einwilligung zurückgenommen. Bitte löschen Sie die daraus erhaltenen Angaben oder nennen Sie die Rechtsgrundlage, auf der Sie sie behalten.
recalls-notice-mistake = Mitteilung an die Empfänger (Art. 17 Abs. 1, Art. 19 DSGVO): Eine Einwilligung war irrtümlich erfasst und trägt nichts. Bitte löschen Sie die daraus erhaltenen Angaben oder nennen Sie die Rechtsgrundlage, auf der Sie sie behalten.
recalls-none = Es ist nichts zu bestätigen.
recalls-line = { $name }, { $agency }: { $categories } – { $persons }
recalls-line-unnamed = Nicht mehr namentlich bekannt, { $agency }: { $categories } – { $persons }. Wer es war, steht nach sechs Monaten nicht mehr im Protokoll; was die Stelle erhalten hat, im Verzeichnis der Offenlegungen.
recalls-fields = { $category } ({ $fields })
recalls-seen = Zuletzt eingesehen am { $last }. Widerruf { $ref } vom { $back }.
recalls-seen-mistake = Zuletzt eingesehen am { $last }. { $ref } war irrtümlich erfasst und gilt nicht seit { $back }.
recalls-answered = { $answer } ({ $at })
recalls-answer-legend = Was ist damit geschehen?
recalls-button = Bestätigen
recalls-waiting = Noch nicht bestätigt von der anderen Stelle.
recall-nothing_kept = Nichts aufgeschrieben, nichts kopiert.
recall-deleted = Gelöscht.
recall-own_task = Dasselbe wurde unabhängig davon selbst erhoben. Das Erhaltene ist gelöscht.
recalls-received = Nach dem Verzeichnis der Offenlegungen auf dieser Grundlage erhalten, in { $looks ->
    [one] einer Einsicht
   *[other] { $looks } Einsichten
} ({ $roles }; { $first } bis { $last }):
recalls-gone-out = Nach dem eigenen Verzeichnis auf Grundlage von { $ref } gegeben an { $agency }, in { $looks ->
    [one] einer Einsicht
   *[other] { $looks } Einsichten
} ({ $roles }; { $first } bis { $last }):
recalls-gone-out-unclear = Was auf Grundlage von { $ref } an { $agency } ging, sagt das eigene Verzeichnis nicht vollständig.
recalls-received-of = { $person }: { $categories }
recalls-received-nothing = Nach dem Verzeichnis der Offenlegungen wurde auf dieser Grundlage nichts erhalten.
recall-nothing_received = Nach dem Verzeichnis der Offenlegungen nichts erhalten.
recall-restricted = Gesperrt: Löschung geht noch nicht (§ 84 Abs. 3 SGB X).
kind-consent-recall_answered = Bestätigung nach Widerruf
event-consent-recall_answered = { $named ->
    [0] { $who } bestätigte nach einem Widerruf
   *[other] { $who } bestätigte nach einem Widerruf: { $what }
}
recalls-at-table = Wer mit am Tisch saß
recalls-at-table-text = Diese Personen haben hier keine eigene Seite. Sie saßen vor dem gemeinsamen Bildschirm, als etwas gezeigt wurde, und die Einwilligung nannte sie. Bitte sagen Sie ihnen, dass sie nicht mehr gilt und dass sie Notizen dazu vernichten sollen (Art. 19 DSGVO, § 78 SGB X). Verschickt wird nichts.
recalls-at-table-guest = { $name } ({ $guest })
recalls-at-table-line = { $who }: { $categories } – { $persons }
recalls-at-table-button = Es ist gesagt
recalls-at-table-told = Gesagt ({ $at })
recalls-at-table-waiting = Noch nicht gesagt; das tut die Stelle, die den Bildschirm gezeigt hat.
