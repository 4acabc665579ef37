kind-log-incident = incident: log recovered
event-log-incident = { $who } took entries that were lost back from the witnesses’ copies
kind-log-keys_turned = keys of the log for a new month
kind-keys-renewed = key of a body exchanged
event-keys-renewed = { $who } exchanged the key of a body; what was sealed for the old one is sealed anew
event-log-keys_turned = { $who } sealed what lives in the log to the new month; the key of the old one ends
kind-key-rotated = change of a key of the log
event-key-rotated = { $who } wrote down whose signatures under the log count now
