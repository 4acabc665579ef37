"""What the operator decides: addresses, keys, secrets, the clock; and where the database is.

Rule 1: settings are one frozen record, read once at the start.
Rule 2: no default for a secret; what is missing stops the start by its name.
"""
