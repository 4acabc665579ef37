"""The command `hub`: serve, migrate, load, and the demo.

Rule 1: settings are read once, here or in `hub.main`, and handed on.
Rule 2: what went wrong is one plain line on stderr and an exit status, never a traceback over somebody's data.
"""
