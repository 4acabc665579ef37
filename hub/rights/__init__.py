"""What the people written about do themselves: see to what they agreed, and take it back.

Rule 1: everybody sees their own answers, never what somebody else said to the same text (D8).
Rule 2: who asks in the place of a child follows from the rules on the day of the look: from 15 it is the youth's own.
Rule 3: no reason is asked, nothing is preselected, and help goes on whatever is taken back (D5, D27).
"""
