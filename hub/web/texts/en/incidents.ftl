kind-log-incident = incident: log recovered
event-log-incident = { $who } took entries that were lost back from the witnesses’ copies
kind-key-rotated = change of a key of the log
event-key-rotated = { $who } wrote down whose signatures under the log count now
