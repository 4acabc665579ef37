# Putting tasks off, and handing them over

task-pick = Select
task-put-off = Put off to { $day }: { $reason }.
task-handed = Handed to { $name }.
task-yours = Handed to you.
task-yours-by = Handed to you by { $name }.
tasks-handed = With others
tasks-turned = { $count ->
    [0] Nothing selected.
    [1] 1 task changed.
   *[other] { $count } tasks changed.
}
turn-title = Selected tasks
turn-text = Nothing is put off past the day until which the law or the family waits. What is handed over stays visible to all who work with the family.
turn-day = Put off to
turn-day-hint = For example 25.11.2026
turn-reason = Why?
turn-reason-family_awaited = waiting for a date with the family
turn-reason-other_office = waiting for another office
turn-reason-absence = absence
turn-put-off = Put off
turn-to = Hand to
turn-hand = Hand over
turn-fault-gone = One of the tasks is not there any more.
turn-fault-day = Please give a day that is still to come.
turn-fault-past_due = Not put off: this task may not wait that long.
turn-fault-reason = Please choose why it is put off.
turn-fault-colleague = Please choose somebody who works with this family.
kind-task-moved = task put off
event-task-moved = { $who } put a task off
kind-task-handed = task handed over
event-task-handed = { $who } handed a task over
