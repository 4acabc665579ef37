"""Conferences: when, about whom and with whom; their words sealed to those who sit there.

Rule 1: place, reason and the names of guests are in no column in clear, and sealed only to the agencies that are
        meant: those of the seats at that very topic, and of whoever moderates or planned.
Rule 2: what somebody is told of a meeting the database cuts out: all of it for whoever runs it, else the own topics.

Trusted: whoever can change it can invite anybody; what an invitation shows, the policies decide.
"""
