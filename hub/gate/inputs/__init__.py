"""What the review needs to know from elsewhere: duty, absences, appointments, likeness of staff and families.

Rule 1: it comes with a load file or with a change of names, in one transaction with an entry.
Rule 2: names are compared as keyed hashes; what is not met is not kept, and nobody is told what was.
Rule 3: nothing here opens or shuts a case, and no page of the daily work reads it.

Not trusted to be true: whoever brings a roster can bring a wrong one.
"""
