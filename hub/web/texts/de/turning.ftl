# Aufgaben verschieben und abgeben

task-pick = Auswählen
task-put-off = Verschoben auf { $day }: { $reason }.
task-handed = Abgegeben an { $name }.
task-yours = Für Sie abgegeben.
task-yours-by = Von { $name } an Sie abgegeben.
tasks-handed = Bei anderen
tasks-turned = { $count ->
    [0] Nichts ausgewählt.
    [1] 1 Aufgabe geändert.
   *[other] { $count } Aufgaben geändert.
}
turn-title = Ausgewählte Aufgaben
turn-text = Verschieben geht nie über den Tag hinaus, bis zu dem das Gesetz oder die Familie wartet. Abgegebenes bleibt für alle sichtbar, die mit der Familie arbeiten.
turn-day = Verschieben auf
turn-day-hint = Zum Beispiel 25.11.2026
turn-reason = Warum?
turn-reason-family_awaited = Termin mit der Familie steht aus
turn-reason-other_office = wartet auf eine andere Stelle
turn-reason-absence = Abwesenheit
turn-put-off = Verschieben
turn-to = Abgeben an
turn-hand = Abgeben
turn-fault-gone = Eine Aufgabe gibt es nicht mehr.
turn-fault-day = Bitte geben Sie einen Tag an, der noch kommt.
turn-fault-past_due = Nicht verschoben: So lange darf diese Aufgabe nicht warten.
turn-fault-reason = Bitte wählen Sie, warum verschoben wird.
turn-fault-colleague = Bitte wählen Sie jemanden, der mit dieser Familie arbeitet.
kind-task-moved = Aufgabe verschoben
event-task-moved = { $who } verschob eine Aufgabe
kind-task-handed = Aufgabe abgegeben
event-task-handed = { $who } gab eine Aufgabe ab
