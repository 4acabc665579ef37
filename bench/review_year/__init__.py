"""An invented office year with planted snooping, and how much of it the rules of the review find.

Rule 1: the year is the same for the same seed; what plants add never changes what the office does.
Rule 2: rules see what they see in the hub: entries and context, never which look was planted.
Rule 3: plants are exchangeable: `--plants DIR`, one interface (`planting.py`).
"""
