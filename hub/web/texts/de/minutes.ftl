# Protokolle von Fallkonferenzen

kind-minutes-confirmed = Protokoll bestätigt
event-minutes-confirmed = { $who } bestätigte ein Protokoll
task-agreed = Absprache aus einer Konferenz
    .text = { $who }: { $what } – bis { $day } ({ $conference }).
    .past = { $who }: { $what } – war bis { $day } abgesprochen ({ $conference }).
agenda-agreed = Absprache aus einer Konferenz
key-who = Wer
key-what = Was
key-until = Bis
