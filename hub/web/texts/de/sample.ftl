# Die monatliche Stichprobe der Datenschutzbeauftragten

menu-sample = Stichprobe
month-name-1 = Januar
month-name-2 = Februar
month-name-3 = März
month-name-4 = April
month-name-5 = Mai
month-name-6 = Juni
month-name-7 = Juli
month-name-8 = August
month-name-9 = September
month-name-10 = Oktober
month-name-11 = November
month-name-12 = Dezember

sample-title = Stichprobe
sample-text = Jeden Monat werden 5 % der Zugriffe ausgelost, mindestens 20 und höchstens 60. Dazu kommen alle Notfallzugriffe und alle mündlichen Einwilligungen. Gezogen wird einmal je Monat. Das Los entsteht aus einer hinterlegten Zufallszahl und einem bestätigten Stand des Protokolls: Wer prüft, kann es nicht lenken, und wer eine Ausgabe des Protokolls hat, kann es nachziehen.
sample-of = Stichprobe { $month }
sample-drawn-months = Gezogene Monate
sample-none = Noch keine Stichprobe gezogen.
sample-progress = { $done } von { $all } geprüft
sample-progress-emergency = Notfallzugriffe: { $done } von { $all }
sample-progress-spoken = mündliche Einwilligungen: { $done } von { $all }
sample-drawn-at = Gezogen am { $moment }.
sample-drawn-claimed = Laut übernommener Aufzeichnung gezogen am { $moment }.
sample-go-on = { $month } weiter prüfen
sample-finish = { $month } abschließen
sample-see-report = Bericht { $month }
sample-drawable = Noch zu ziehen
sample-ready = Für { $month } liegt eine Zufallszahl bereit.
sample-late = Für { $month } wurde keine Zufallszahl rechtzeitig hinterlegt. Nachholen lässt sie sich nicht: Das Los hängt dann allein an einem bestätigten Stand des Protokolls, und der Bericht sagt es.
sample-current = Zufallszahl für { $month }
sample-is-committed = Hinterlegt. Ihr Fingerabdruck steht im Protokoll; die Zahl selbst wird erst mit der Ziehung bekannt.
sample-to-commit = Noch nicht hinterlegt. Der nächtliche Prüflauf holt das heute Nacht nach; Sie können es auch jetzt tun. Nur vor dem Monatsende kann das Los von { $month } weder vorhersehen noch lenken, wer prüft oder geprüft wird.
sample-do-ziehen = Stichprobe { $month } ziehen
sample-do-hinterlegen = Zufallszahl für { $month } hinterlegen
sample-claimed = Diese Stichprobe stammt aus einer übernommenen Aufzeichnung. Der Startwert stand vorher fest und war bekannt: Welche Einträge gemeint sind, lässt sich nachrechnen; dass niemand sie ausgesucht hat, ist damit nicht bewiesen.
sample-entry-drawn = Eintrag { $number }
sample-entry-emergency = Notfallzugriff { $number }
sample-entry-spoken = Mündliche Einwilligung { $number }
sample-gone = Der Inhalt dieses Eintrags ist gelöscht oder lässt sich nicht öffnen. Er kann nicht geprüft werden.
sample-answers = Wie beurteilen Sie diesen Eintrag?
sample-judgement-plausible = plausibel
sample-judgement-question = Rückfrage
sample-judgement-conspicuous = auffällig
sample-judgement-not_reviewable = nicht prüfbar
sample-keys = Tasten 1, 2 und 3 wählen die Antwort; danach kommt der nächste Eintrag. Bis zum Abschluss können Sie jede Antwort ändern.
sample-all-judged = Alles beurteilt
sample-sign-text = Mit dem Abschluss entsteht der unterschriebene Bericht ohne Namen. Danach ändert sich nichts mehr.
sample-sign = Bericht abschließen
sample-report = Bericht
sample-report-text = Der Bericht ist unterschrieben. Das PDF ist zum Lesen, die Datei zum Nachprüfen.
sample-report-pdf = Bericht als PDF
sample-report-json = Bericht als Datei zum Prüfen (JSON)
sample-list-drawn = Ausgelost ({ $count })
sample-list-emergency = Notfallzugriffe ({ $count })
sample-list-spoken = Mündliche Einwilligungen ({ $count })
sample-number = Nr. { $number }
sample-open = noch offen
sample-said = { $what }, { $moment }
sample-said-claimed = { $what }, laut Aufzeichnung am { $moment }
sample-written-down = Jedes Öffnen und jede Antwort steht im Protokoll.
sample-answer-ziehen-drawn_before = Dieser Monat ist schon gezogen. Ein zweites Mal geht nicht; der Versuch steht im Protokoll.
sample-answer-ziehen-not_over = Dieser Monat kann nicht gezogen werden: Er läuft noch, oder er liegt zu weit zurück.
sample-answer-ziehen-waiting = Es fehlt noch ein Stand des Protokolls, den beide Zeugen bestätigt haben. Bitte in einer Minute noch einmal ziehen.
sample-answer-ziehen-refused = Sie sind für diese Stelle nicht bestellt.
sample-answer-hinterlegen-done = Die Zufallszahl ist hinterlegt.
sample-answer-hinterlegen-committed_before = Für diesen Monat ist schon eine Zufallszahl hinterlegt.
sample-answer-hinterlegen-not_over = Für diesen Monat kann keine Zufallszahl hinterlegt werden.
sample-answer-hinterlegen-missed = Der Monat ist vorbei: Eine Zufallszahl kann dafür nicht mehr hinterlegt werden.
sample-answer-hinterlegen-refused = Sie sind für diese Stelle nicht bestellt.
sample-answer-urteil-done = Gespeichert.
sample-answer-urteil-case = Gespeichert. Dazu ist ein Vorgang eröffnet: Sie finden ihn unter „Auffälligkeiten“.
sample-answer-urteil-case_refused = Gespeichert. Ein Vorgang ist nicht eröffnet: Der Eintrag gehört allein der anderen Stelle. Melden Sie sich für sie an und eröffnen Sie ihn aus dem Protokoll.
sample-answer-urteil-signed = Nicht gespeichert: Der Bericht ist schon unterschrieben.
sample-answer-abschluss-done = Der Bericht ist unterschrieben.
sample-answer-abschluss-not_finished = Noch nicht alles ist beurteilt.
sample-answer-abschluss-signed = Der Bericht war schon unterschrieben.

sample-report-title = Stichprobe { $month }
sample-report-made = Unterschrieben am { $moment }. Verantwortliche: { $bodies }.
sample-report-part = Anzahl
sample-part-drawn = ausgelost
sample-part-emergency = Notfallzugriffe
sample-part-spoken = mündliche Einwilligungen
sample-report-drawn = Von { $population } Zugriffen des Monats wurden { $size } ausgelost, geschichtet nach Stelle, Zweck und Funktion.
sample-report-weighted = Zugriffe ohne Erklärung hatten fünf Lose, alle anderen eines.
sample-report-unweighted = Bei der Ziehung lag nicht vor, welche Zugriffe sich selbst erklären: Alle hatten ein Los.
sample-report-bound = Unter { $count } ausgelosten und geprüften Zugriffen war keiner auffällig. Mit 95 % Sicherheit liegt der Anteil auffälliger Zugriffe im Monat damit unter { $bound } % (Dreierregel; bei ungleichen Losen und Schichten eine Näherung).
sample-report-no-bound = Eine Obergrenze nach der Dreierregel lässt sich nicht angeben: Es gab Rückfragen oder Auffälliges, oder es wurde zu wenig geprüft.
sample-report-gone = { $count ->
    [0] Alle Einträge waren prüfbar.
    [1] 1 Eintrag war nicht prüfbar: Sein Inhalt ist gelöscht oder lässt sich nicht öffnen.
   *[other] { $count } Einträge waren nicht prüfbar: Ihr Inhalt ist gelöscht oder lässt sich nicht öffnen.
}
sample-report-committed-before = Die Zufallszahl lag vor dem Monatsende im Protokoll. Das Los entstand aus ihr und dem ersten bestätigten Stand danach.
sample-report-committed-after = Die Zufallszahl wurde erst nach dem Monatsende hinterlegt, aber vor dem bestätigten Stand, mit dem sie zusammen das Los gab. Wer sie hinterlegte, konnte die Zugriffe des Monats schon kennen, diesen Stand aber nicht.
sample-report-committed-missed = Für diesen Monat wurde keine Zufallszahl rechtzeitig hinterlegt, und nachholen ließ sie sich nicht. Das Los entstand allein aus dem ersten bestätigten Stand, nachdem das festgehalten war. Wer Einträge schreiben und Stände machen kann, hätte einen passenden suchen können.
sample-report-committed-none = Die Ziehung stammt aus einer übernommenen Aufzeichnung mit bekanntem Startwert. Sie lässt sich nachrechnen; dass niemand die Einträge ausgesucht hat, ist nicht bewiesen.
sample-report-claimed = { $count ->
    [1] 1 Beurteilung stammt aus der Aufzeichnung und wurde nicht im Hub abgegeben.
   *[other] { $count } Beurteilungen stammen aus der Aufzeichnung und wurden nicht im Hub abgegeben.
}
sample-report-proof = Nachweis
sample-report-entry = Eintrag der Ziehung im Protokoll: { $entry }
sample-report-sheet = Prüfsumme des Ziehungsblatts (SHA-256): { $hash }
sample-report-end = Der Bericht nennt niemanden und zählt nicht, was eine einzelne Person getan hat. Nachprüfen: Datei „Bericht zum Prüfen“ und eine Ausgabe des Protokolls, Befehl „hub review sample --verify“.

kind-sample-committed = Zufallszahl für eine Stichprobe hinterlegt
event-sample-committed = { $who } hinterlegte eine Zufallszahl für eine Stichprobe
event-sample-committed-denied = { $who } wollte eine Zufallszahl für eine Stichprobe hinterlegen und wurde abgelehnt
kind-sample-drawn = Stichprobe gezogen
event-sample-drawn = { $who } zog eine Stichprobe
event-sample-drawn-denied = { $who } wollte eine Stichprobe ziehen und wurde abgelehnt
kind-sample-imported = Stichprobe aus einer Aufzeichnung übernommen
event-sample-imported = { $who } übernahm eine Stichprobe aus einer Aufzeichnung
event-sample-imported-denied = { $who } wollte eine Stichprobe aus einer Aufzeichnung übernehmen und wurde abgelehnt
kind-sample-read = Lesen einer Stichprobe
event-sample-read = { $who } öffnete Einträge für eine Stichprobe
event-sample-read-denied = { $who } wollte Einträge für eine Stichprobe öffnen und wurde abgelehnt
kind-sample-judged = Eintrag einer Stichprobe beurteilt
event-sample-judged = { $who } beurteilte einen Eintrag einer Stichprobe
event-sample-judged-denied = { $who } wollte einen Eintrag einer Stichprobe beurteilen und wurde abgelehnt
kind-sample-reported = Bericht einer Stichprobe
event-sample-reported = { $who } unterschrieb den Bericht einer Stichprobe
event-sample-reported-denied = { $who } wollte den Bericht einer Stichprobe unterschreiben und wurde abgelehnt
