kind-log-erase = erasure of the log when its time was over
event-log-erase = { $who } erased what the log may hold no longer
kind-record-erased = erasure of a family's record
event-record-erased = { $who } erased the family's record in the hub with its keys
kind-log-hold = hold on erasure
event-log-hold = { $who } held something back from erasure, or let go again
