"""Watching over the log: rules that run in scheduled batches over pseudonyms, and only what they find is opened.

Rule 1: an evaluation is an entry (`log.evaluated`) before a line is read; it keeps nothing of a line that no rule hit.
Rule 2: a rule is a file in `policies/review`; how it looks is one of a closed list of pure functions. What an ordinary
        look explains is said with every hit, and what a rule could not know as well.
Rule 3: nothing is counted per person beyond the one hit, nothing is ranked (H8); labels of load files steer nothing.

Not trusted: whoever writes false duties or assignments later is shown as having written them later.
"""
