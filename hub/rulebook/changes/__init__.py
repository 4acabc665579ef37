"""Changes of the rules by people: proposed for one cell, stated on by the officers, released by both leads.

Rule 1: a set is proposed only once it is compiled, proven and found to do something; the law's norm refuses, not taste.
Rule 2: each step and its entry are one transaction; who may take it is looked up by the database again.
Rule 3: it comes in force by the same proof once more, on its day, by a machine that nobody asks to.
"""
