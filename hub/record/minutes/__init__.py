"""Minutes: which sentences stand in which section, who confirmed them, and until when something was agreed.

Rule 1: what a sentence says is a value of the record; here is only that it stands there, and where.
Rule 2: of what an agency wrote for itself neither version nor confirmation of the other tells.

Trusted: whoever can change it can leave sentences out of the minutes, or say that an agency confirmed them; the
entries of the writing and of the confirming tell otherwise.
"""
