"""Days by which officers have something to do, worked out at each look; and the clerk's reminders of them.

Rule 1: a day belongs to a case or a hit, never to a person: none is counted, and none is said of anybody (H8).
Rule 2: nothing follows from a reminder. It is kept once, with an entry, and is over by itself when the case moves on.
"""
