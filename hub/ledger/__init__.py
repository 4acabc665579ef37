"""Two books, one tree: who read or changed what, why and on which basis. No values.

Rule 1: an entry is a leaf that is kept, without anything personal in it, and a payload that can be erased.
Rule 2: the disclosure register is kept with the case; the access log, and who acted, live six months (H6).
Rule 3: an entry that cannot be made durable is an error, and nothing is shown.

Not trusted: whoever changes an entry or a payload is found out by its salted commitments and its writer's numbering.
"""
