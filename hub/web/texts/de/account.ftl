# „Wer hat was gesehen?“ „du“ bis 14 Jahre, „easy“ ist Leichte Sprache.

menu-own-account = Wer hat was gesehen?
kind-subject-statement = Auskunft: Wer hat was gesehen?
event-subject-statement = { $who } sah nach, wer etwas von ihr oder ihm gesehen hat
account-title = Wer hat was gesehen?
account-text = Hier steht, wer Ihre Angaben angesehen oder geändert hat: mit Aufgabe und Stelle, ohne Namen. Die Angaben der anderen aus Ihrer Familie stehen hier nicht.
    .du = Hier steht, wer deine Angaben angesehen oder geändert hat: mit Aufgabe und Stelle, ohne Namen. Die Angaben der anderen aus deiner Familie stehen hier nicht.
    .easy = Hier steht: Wer hat meine Angaben gesehen? Namen stehen hier nicht. Jeder sieht nur die eigene Liste.
account-none = Bis jetzt hat niemand geschaut.
account-end = Manche Zugriffe zeigen wir erst später. Das Gesetz schreibt das vor. Das gilt für alle Familien.
account-read = { $who } ({ $agency }) hat gelesen: { $what }.
account-screen = { $who } ({ $agency }) hat in einem gemeinsamen Gespräch (Fallkonferenz) auf der gemeinsamen Ansicht gezeigt: { $what }.
account-present = Von Stellen und Einrichtungen waren dort auch: { $others }. Wer aus der Familie, als Beistand oder zum Übersetzen dabei war, steht hier nicht. Danach können Sie fragen.
    .du = Von Stellen und Einrichtungen waren dort auch: { $others }. Wer aus der Familie, als Beistand oder zum Übersetzen dabei war, steht hier nicht. Danach kannst du fragen.
account-listed = { $who } ({ $agency }) hat in einer Liste gesehen: { $what }.
account-changed = { $who } ({ $agency }) hat eingetragen oder geändert: { $what }.
account-consents = { $who } ({ $agency }) hat angesehen, wozu Sie Ja oder Nein gesagt haben.
    .du = { $who } ({ $agency }) hat angesehen, wozu du Ja oder Nein gesagt hast.
account-agreed = { $who } ({ $agency }) hat Ihre Antwort zu einer Zustimmung aufgeschrieben.
    .du = { $who } ({ $agency }) hat deine Antwort zu einer Zustimmung aufgeschrieben.
account-minutes = { $who } ({ $agency }) hat das Protokoll eines gemeinsamen Gesprächs (Fallkonferenz) bestätigt, in dem etwas über Sie steht.
    .du = { $who } ({ $agency }) hat das Protokoll eines gemeinsamen Gesprächs (Fallkonferenz) bestätigt, in dem etwas über dich steht.
account-nameless = { $who } ({ $agency }) hat sich mit anderen Fachkräften über die Lage Ihrer Familie beraten. Namen wurden dabei nicht gezeigt.
    .du = { $who } ({ $agency }) hat sich mit anderen Fachkräften über die Lage deiner Familie beraten. Namen wurden dabei nicht gezeigt.
account-told = { $who } ({ $agency }) hat gelesen: { $what }. Das steht in einer älteren Aufzeichnung.
account-statement = Sie haben diese Liste angesehen.
    .du = Du hast diese Liste angesehen.
account-own = Sie haben Ihre eigenen Seiten benutzt.
    .du = Du hast deine eigenen Seiten benutzt.
account-who-jobcoach = Ihr Jobcoach
    .du = Dein Jobcoach
account-who-jobcoach_u25 = Ihr Jobcoach
    .du = Dein Jobcoach
account-who-jobcoach_deputy = Eine Vertretung Ihres Jobcoachs
    .du = Eine Vertretung deines Jobcoachs
account-who-asd_worker = Ihre ASD-Fachkraft
    .du = Deine ASD-Fachkraft
account-who-asd_deputy = Eine Vertretung Ihrer ASD-Fachkraft
    .du = Eine Vertretung deiner ASD-Fachkraft
account-who-provider_worker = Ihre Fachkraft beim Träger
    .du = Deine Fachkraft beim Träger
account-who-it_admin = Das Programm
account-for = Wofür: { $purpose }.
account-agreed-on = { $count ->
    [one] Erlaubt durch: Ihre Zustimmung vom { $days }.
   *[other] Erlaubt durch: Ihre Zustimmungen vom { $days }.
}
    .du = { $count ->
    [one] Erlaubt durch: deine Zustimmung vom { $days }.
   *[other] Erlaubt durch: deine Zustimmungen vom { $days }.
}
account-norms = Erlaubt durch das Gesetz: { $norms }.
account-month = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }
account-means = Was heißt das?
account-means-text = Jeder Blick in Ihre Angaben wird aufgeschrieben. Niemand kann das unbemerkt ändern. Nach sechs Monaten wird es gelöscht. Was eine Stelle von der anderen erfahren hat, bleibt länger aufgeschrieben. Wer schaut, braucht einen Grund: Ihre Zustimmung oder ein Gesetz.
    .du = Jeder Blick in deine Angaben wird aufgeschrieben. Niemand kann das unbemerkt ändern. Nach sechs Monaten wird es gelöscht. Was eine Stelle von der anderen erfahren hat, bleibt länger aufgeschrieben. Wer schaut, braucht einen Grund: deine Zustimmung oder ein Gesetz.
account-question = Dazu habe ich eine Frage
account-question-text = Fragen Sie die Datenschutzbeauftragten der Stelle, die in der Zeile steht, bei einem Träger die des Jugendamts. Nennen Sie die Nummer der Zeile. Sie bekommen innerhalb von 14 Tagen eine Antwort.
    .du = Frag die Datenschutzbeauftragten der Stelle, die in der Zeile steht, bei einem Träger die des Jugendamts. Nenne die Nummer der Zeile. Du bekommst innerhalb von 14 Tagen eine Antwort.
account-number = Nummer dieser Zeile: { $number }
account-older = Ältere anzeigen
account-take = Mitnehmen
account-take-text = Die Datei für die Prüfung enthält zu jeder Zeile einen Nachweis. Damit kann jede Stelle prüfen, dass nichts nachträglich geändert wurde.
account-pdf = Als Dokument (PDF)
account-json = Datei für die Prüfung (JSON)
account-made = Stand { $day }
