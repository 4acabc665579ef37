"""Proposed changes of the rules, with every step that was taken. Added to, never changed.

Not trusted: what a proposed set says is worked out anew by its digest; who may take a step the database looks up.
"""
