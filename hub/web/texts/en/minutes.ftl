# Minutes of conferences

kind-minutes-confirmed = minutes confirmed
event-minutes-confirmed = { $who } confirmed minutes
task-agreed = Agreed in a conference
    .text = { $who }: { $what } – by { $day } ({ $conference }).
    .past = { $who }: { $what } – was agreed to be done by { $day } ({ $conference }).
agenda-agreed = Agreed in a conference
key-who = Who
key-what = What
key-until = By
