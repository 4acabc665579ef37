"""Forms after publicly told cases: staff of benefit agencies, councils, police, banks and hospitals who were caught.

Written on 28 November 2026 after the rules had been frozen, from press, courts and supervisory authorities, by whoever
made the rules; run once. Each docstring says what the case was like; nothing of it is a real person or place.
"""
