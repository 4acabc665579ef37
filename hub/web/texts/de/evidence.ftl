# Was die Datenschutzbeauftragten sehen, wenn das Protokoll nicht mehr gesichert wird.

evidence-unplaced = Das Protokoll wird gerade nicht gesichert. Bitte informieren Sie den Betrieb. Dauert es an, werden keine Daten mehr gezeigt.
evidence-unwitnessed = Das Protokoll ist seit Längerem nicht von beiden Stellen bezeugt. Bitte informieren Sie den Betrieb beider Stellen. Dauert es an, werden keine Daten mehr gezeigt.
evidence-forked = Das Protokoll ist nicht dasselbe, das die Zeugen bestätigt haben. Es werden keine Daten mehr gezeigt. Bitte sprechen Sie sofort mit den Datenschutzbeauftragten der anderen Stelle.
