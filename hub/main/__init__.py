"""Puts the house together: settings in, one process group out; and all of them for the demo.

Rule 1: keys are read and connections made after the fork, in the process that uses them.
Rule 2: nothing is decided here.
"""
