"""Requests between agencies, sealed to the one that is asked."""
