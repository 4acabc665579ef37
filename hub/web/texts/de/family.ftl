# Seiten einer Familie

family-tabs = Seiten dieser Familie
family-status = FAM-Status
family-next = Nächster Termin
people-title = Personen
overview-dates = Nächste Termine
overview-goals = Ziele
overview-people = Menschen
overview-nothing = Noch nichts eingetragen, was hier gezeigt werden darf.
age-years = { $count } Jahre
age-months = { $count ->
    [1] 1 Monat
   *[other] { $count } Monate
}
date-distance = { $count ->
    [0] heute
    [1] morgen
   *[other] in { $count } Tagen
}
also-jobcenter = auch bei Pro Arbeit so eingetragen
also-jugendamt = auch beim Jugendamt so eingetragen
also-provider = auch beim Träger so eingetragen
also-joint = auch in der gemeinsamen Akte so eingetragen
why-alike = Die gleiche Angabe { $owner }: { $why }
blocked-word = gesperrt.
overview-later = Spätere Termine
note-tab = Notiz
overview-ask = Einwilligung anfragen
overview-ask-jobcenter = Sprechen Sie den zuständigen Jobcoach an.
overview-ask-jugendamt = Sprechen Sie die zuständige ASD-Fachkraft an.
overview-ask-provider = Sprechen Sie die Fachkraft des Trägers an.
overview-ask-joint = Sprechen Sie die Ansprechperson der anderen Stelle an.
coming-title = Wird freigeschaltet
coming-one = { $category } – { $names } ({ $owner }): wird freigeschaltet.
coming-why = Die Einwilligung liegt vor. Die andere Stelle schaltet von selbst frei. Öffnen Sie die Seite dann noch einmal.
