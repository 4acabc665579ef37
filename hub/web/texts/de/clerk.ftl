# Aufgaben: woran der Hub erinnert

menu-tasks = Aufgaben
tasks-title = Aufgaben
tasks-intro = Was bei Einwilligungen der eigenen Familien ansteht, das Nächste zuerst.
tasks-none = Alles erledigt.
tasks-more = Hier stehen nur die ersten 200 Familien. Weitere bitte einzeln öffnen.
tasks-written-down = Gelesen für „Gemeinsam planen“. Auch dieser Blick steht im Protokoll.
tasks-done-ja = Als erledigt eingetragen.
tasks-done-nein = Da war nichts mehr zu erledigen.
task-done = Erledigt
task-since = Bemerkt am { $day }.
task-late = seit { $count ->
    [1] 1 Tag
   *[other] { $count } Tagen
} überfällig
task-ago = vor { $count ->
    [1] 1 Tag
   *[other] { $count } Tagen
}
task-own_say_15 = 15. Geburtstag
    .text = { $name } wird am { $day } 15 – eigene Entscheidung einholen. Was andere für { $name } erlaubt haben, ruht ab diesem Tag ({ $ref }).
    .past = { $name } ist seit { $day } 15 – eigene Entscheidung steht aus. Bis dahin ruht, was andere für { $name } erlaubt haben ({ $ref }).
task-own_say_18 = 18. Geburtstag
    .text = { $name } wird am { $day } 18 – eigene Entscheidung einholen. Was andere für { $name } erlaubt haben, gilt ab diesem Tag nicht mehr ({ $ref }).
    .past = { $name } ist seit { $day } 18 – eigene Entscheidung steht aus. Was andere für { $name } erlaubt hatten, gilt nicht mehr ({ $ref }).
task-expiry = Einwilligung läuft ab
    .text = Einwilligung { $ref } läuft am { $day } ab – klären, ob die Familie sie erneuern möchte.
    .past = Einwilligung { $ref } ist am { $day } abgelaufen.
task-confirmation = Schriftlich bestätigen
    .text = Mündliche Einwilligung { $ref }: schriftlich bestätigen bis { $day }.
    .past = Mündliche Einwilligung { $ref }: nicht bis { $day } schriftlich bestätigt, sie gilt seitdem nicht. Wenn die Person es möchte, neu fragen.
task-recall = Nach einem Widerruf oder Irrtum
    .text = Einwilligung { $ref } ist widerrufen oder war ein Irrtum – bis { $day } angeben, was mit den schon gelesenen Angaben geschehen ist.
    .past = Einwilligung { $ref } ist widerrufen oder war ein Irrtum – was mit den schon gelesenen Angaben geschehen ist, fehlt seit { $day }.
task-sheet = Blatt ohne Scan
    .text = Blatt { $ref } ist gedruckt – unterschrieben einscannen bis { $day }. Bis zur Prüfung gilt nichts davon.
    .past = Blatt { $ref } ist gedruckt und bis { $day } nicht zurück. Nichts davon gilt.
task-scan = Scan prüfen
    .text = Der Scan zu Blatt { $ref } wartet bis { $day } auf den zweiten Blick. Bis dahin gilt nichts davon.
    .past = Der Scan zu Blatt { $ref } wartet seit { $day } auf den zweiten Blick. Nichts davon gilt.
task-fam_end = FAM beendet
    .text = FAM endet am { $day }.
    .past = FAM ist seit dem { $day } beendet, die andere Stelle sieht nichts mehr. Bitte abschließen: Abschlussgespräch, was bleibt, wer informiert wird.
task-record_over = Akte löschen
    .text = Die Akte wird bis zum { $day } für den Abschluss gebraucht.
    .past = Die Akte im Hub war bis zum { $day } aufzubewahren. Bitte der Fachadministration bestätigen, dass alles Nötige in Ihrer führenden Akte liegt: Dann wird sie gelöscht.

task-way-talk = Gespräch vorbereiten
task-way-consents = Einwilligungen öffnen
task-way-confirm = Bestätigung eintragen
task-way-recall = Verbleib bestätigen
task-way-family = Familie öffnen

agenda-own_say_15 = { $name } wird 15: eigene Entscheidung einholen
agenda-own_say_18 = { $name } wird 18: eigene Entscheidung einholen
agenda-confirmation = Mündliche Einwilligung schriftlich bestätigen
agenda-sheet = Unterschriebenes Blatt einscannen
agenda-scan = Scan prüfen
agenda-recall = Nach einem Widerruf oder Irrtum bestätigen

kind-task-noticed = Erinnerung des Hubs
event-task-noticed = { $who } erinnerte an Fristen bei Einwilligungen
kind-task-done = Aufgabe erledigt
event-task-done = { $who } trug eine Aufgabe als erledigt ein
