"""A case told without names: how a sheet is made of a record, what in it may give the family away.

Rule 1: only the own side's values are read for it, by a look that is written down like each.
Rule 2: what is rare is not told; what no machine can find, whoever writes it says they looked for.
Rule 3: a text in which something of the record is found is not shown to anybody.
"""
