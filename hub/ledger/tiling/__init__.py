"""The tree as the database keeps it: places of entries, tiles, head, checkpoints. No bytes of an entry beside its own.

Not trusted: whoever changes a row is found out by the signer, who works everything out anew, and by both witnesses.
"""
