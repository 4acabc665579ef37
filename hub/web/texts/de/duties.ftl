# Was wissen muss, wer liest
family-duties = Hinweise zu diesen Angaben
duty-art9_logged = Besonders geschützte Angaben einer anderen Stelle sind dabei. Das wird eigens vermerkt.
duty-basis_recorded = Die Rechtsgrundlage wird festgehalten.
duty-danger_signs_recorded = Die Anzeichen der Gefährdung werden festgehalten.
duty-deputy_logged = Geöffnet als Vertretung. Das wird vermerkt.
duty-discuss_with_family = Ein Bericht ist noch nicht mit der Familie besprochen. Erst besprechen, dann verwenden.
duty-dispute_note = Eine Angabe ist bestritten. Der Hinweis steht bei ihr.
duty-notice_78 = Nur für diesen Zweck verwenden und geheim halten (§ 78 SGB X).
duty-pseudonymise = Nur ohne Namen beraten.
duty-purpose_bound = Anvertrautes nur für den Zweck verwenden, für den es weitergegeben wurde (§ 65 SGB VIII).
duty-reason_logged = Der Anlass steht im Protokoll.
duty-ends_after_60_minutes = Nach 60 Minuten endet der Zugang.
duty-inform_family_later = Die Familie wird später unterrichtet, sobald der Schutz des Kindes es zulässt.
duty-owner_and_dpo_notified = Die andere Stelle und die Datenschutzbeauftragten wurden benachrichtigt.
duty-review_3_days = Binnen drei Werktagen wird geprüft, ob es ein Notfall war (§ 34 StGB).
duty-two_keys = Ein Name wurde mit zwei Schlüsseln aufgedeckt. Wer sie gedreht hat, ist vermerkt.
