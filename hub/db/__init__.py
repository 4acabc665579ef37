"""Connections, transactions and the embedded server. Knows no table.

Rule 1: a process signs in as one LOGIN role and cannot become another.
Rule 2: one statement is one round trip; a transaction is as short as its act.
Rule 3: what the database refuses comes up as one of the few exceptions of `hub.db.errors`.

Trusted: whoever holds the operating system account of the embedded server can read and change everything in it.
"""
