"""Forms after reported cases of snooping in registers of hospitals, police and offices, and the threats of the log.

Written after all rules had been changed and committed (334abb1), by whoever changed them: not by a stranger.
"""
