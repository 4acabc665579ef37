"""Rooms: who came to a conference and left when, and the window that shows what all may see.

Rule 1: a window has no sign-in: a code that counts once binds it, then a cookie of its own; both only as hashes.
Rule 2: what changes who is there, or for what, shuts the view until it is confirmed.

Trusted: whoever can change it can say that somebody was there; what the window shows, the policies decide.
"""
