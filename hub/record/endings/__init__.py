"""How conferences end, and what comes up of them, in the database: the statements.

Not trusted: whoever changes it is found out by the entries of each change.
"""
