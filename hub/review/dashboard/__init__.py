"""The officers' overview: figures over everybody, each with its list, and checks of the whole log.

Rule 1: figures are counted by a batch, each entry once, and go when the entries go. No page counts anew.
Rule 2: nobody is counted: no figure is by pseudonym, role or unit, and no question about a pseudonym is counted (H8).
Rule 3: words that only an entry's payload says are kept as keyed marks, which the database cannot read.
Not trusted: whoever changes the figures is found out by the lists behind them, which show the entries themselves.
"""
