"""Loading files in; later other systems.

Rule 1: all or nothing; what is there already stays as it is.
Rule 2: an error names the file, its path in it and what would be right, never the value that stands there.
Rule 3: nothing enters but through the gate, with its entry.
"""
