"""The family record in partitions: outline, cells, keys.

Rule 1: the outline says that a cell is filled, whose it is and how entrusted; a value comes out against a ticket.
Rule 2: every value is encrypted under a key of (family, the persons it is about, owner's partition, category, level).
Rule 3: only the gate knows this room.

Not trusted: whoever changes a cell in the database is found out, since its place is sealed in with the value.
"""
