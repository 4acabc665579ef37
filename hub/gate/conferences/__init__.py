"""Case conferences at the gate: planned, announced, looked ahead at, held.

Rule 1: what is shown with several people present is decided for all of them at once (I13), by the code of every look.
Rule 2: planning opens nothing. A seat lets somebody know of the meeting, and of no value.
Rule 3: whoever plans, changes or looks is written down, for each family by itself.
"""
