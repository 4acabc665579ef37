# Tasks: what the hub reminds of

menu-tasks = Tasks
tasks-title = Tasks
tasks-intro = What is due about consents of your own families, the nearest first.
tasks-none = Everything is done.
tasks-more = Only the first 200 families are listed here. Please open others one by one.
tasks-written-down = Read for “planning together”. This look is in the log too.
tasks-done-ja = Marked as done.
tasks-done-nein = There was nothing left to be done.
task-done = Done
task-since = Noticed on { $day }.
task-late = overdue for { $count ->
    [1] 1 day
   *[other] { $count } days
}
task-ago = { $count ->
    [1] 1 day
   *[other] { $count } days
} ago
task-own_say_15 = 15th birthday
    .text = { $name } turns 15 on { $day } – ask for their own decision. What others agreed to for { $name } is suspended from that day ({ $ref }).
    .past = { $name } has been 15 since { $day } – their own decision is due. Until then what others agreed to for { $name } is suspended ({ $ref }).
task-own_say_18 = 18th birthday
    .text = { $name } turns 18 on { $day } – ask for their own decision. What others agreed to for { $name } does not count from that day on ({ $ref }).
    .past = { $name } has been 18 since { $day } – their own decision is due. What others had agreed to for { $name } does not count any more ({ $ref }).
task-expiry = Consent runs out
    .text = Consent { $ref } runs out on { $day } – find out whether the family wishes to renew it.
    .past = Consent { $ref } ran out on { $day }.
task-confirmation = Confirm in writing
    .text = Spoken consent { $ref }: confirm in writing by { $day }.
    .past = Spoken consent { $ref }: not confirmed in writing by { $day }, and not counting since. If the person wishes, ask anew.
task-recall = After a withdrawal or a mistake
    .text = Consent { $ref } was withdrawn or a mistake – say by { $day } what became of what had been read.
    .past = Consent { $ref } was withdrawn or a mistake – what became of what had been read is missing since { $day }.
task-sheet = Sheet without scan
    .text = Sheet { $ref } is printed – scan it signed by { $day }. Nothing on it counts until it was checked.
    .past = Sheet { $ref } is printed and did not come back by { $day }. Nothing on it counts.
task-scan = Check a scan
    .text = The scan of sheet { $ref } waits until { $day } for its second look. Nothing on it counts until then.
    .past = The scan of sheet { $ref } has been waiting since { $day } for its second look. Nothing on it counts.
task-fam_end = FAM has ended
    .text = FAM ends on { $day }.
    .past = FAM ended on { $day }, the other agency sees nothing any more. Please close the case: final talk, what stays, who is told.
task-record_over = Erase the record
    .text = The record is needed until { $day } for closing the case.
    .past = The record in the hub was to be kept until { $day }. Please confirm to the administration that all that must stay is in your leading file: then it is erased.

task-way-talk = Prepare a talk
task-way-consents = Open consents
task-way-confirm = Enter the confirmation
task-way-recall = Confirm after the withdrawal
task-way-family = Open the family

agenda-own_say_15 = { $name } turns 15: ask for their own decision
agenda-own_say_18 = { $name } turns 18: ask for their own decision
agenda-confirmation = Confirm a spoken consent in writing
agenda-sheet = Scan a signed sheet
agenda-scan = Check a scan
agenda-recall = Confirm after a withdrawal or a mistake

kind-task-noticed = reminder by the hub
event-task-noticed = { $who } reminded of dates about consents
kind-task-done = task done
event-task-done = { $who } marked a task as done
