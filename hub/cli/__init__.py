"""The command `hub`: migrate, load, keys, and by name the commands of `hub.main`: serve and demo.

Rule 1: what went wrong is one plain line on stderr and an exit status, never a traceback over somebody's data.
"""
