"""What families were told of looks across (Art. 14 GDPR), and the looks of which they have to be told.

Rule 1: the looks are worked out anew from the log's index each time; kept is the telling alone. Rows are only added.

Trusted: whoever can change the rows can hide that somebody was not told; the ledger shows each telling.
"""
