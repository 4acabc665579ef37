"""What the review knows beside the log: duty, absence, appointments, whose case it was, which consents ran, matches.

Rule 1: staff stand by the pseudonym of the log; leave and sickness are the same word, absent (Art. 9 GDPR).
Rule 2: what was never delivered is named as lacking; nothing is guessed from its absence.
Rule 3: it is read for one controller, after an entry that says so, and shows no value and no name.

Not trusted for truth: who delivers rosters can deliver wrong ones; each input says when it came.
"""
