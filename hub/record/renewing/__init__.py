"""Sealing anew, for an agency's new key, what was sealed for its old one: the statements and the places."""
