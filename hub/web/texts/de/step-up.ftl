step-up-title = Bitte bestätigen Sie noch einmal, wer Sie sind
step-up-text = Was Ihnen anvertraut wurde, ist besonders geschützt (§ 65 SGB VIII). Lesen und schreiben können Sie es, wenn Ihre Anmeldung höchstens { $minutes } Minuten her ist.
step-up-kept = Es ist nichts verloren: Was Sie geschrieben haben, wartet als Entwurf. Nach der Bestätigung geht es dort weiter.
step-up-button = Jetzt bestätigen
step-up-back = Zurück zur Startseite
step-up-failed-title = Die Bestätigung hat nicht gereicht
step-up-failed-text = Es hat sich jemand anderes angemeldet, oder die Anmeldung war nicht frisch oder nicht stark genug. Ihre Sitzung hier läuft weiter, es wurde nichts gezeigt und nichts geändert.
note-own-unconfirmed = Ihre anvertrauten Notizen sehen Sie nach einer Bestätigung.
family-waiting = { $count ->
    [one] Ihnen wurde ein Eintrag anvertraut. Er öffnet sich, wenn Sie noch einmal bestätigen, wer Sie sind. Bleibt er danach zu, antwortet der Schlüsseldienst gerade nicht.
   *[other] Ihnen wurden { $count } Einträge anvertraut. Sie öffnen sich, wenn Sie noch einmal bestätigen, wer Sie sind. Bleiben sie danach zu, antwortet der Schlüsseldienst gerade nicht.
}
