"""How a rule looks: a closed list of pure functions over a stretch of the log in order.

Rule 1: a detector takes the scene, the entries that the rule concerns, and the rule's limits; it reads no clock and no
        database, and knows no rule.
Rule 2: it walks each entry once; what belongs together is found by sets and windows, never by comparing all with all.
Rule 3: where an input was never delivered it finds nothing, and the rule says so.
"""
