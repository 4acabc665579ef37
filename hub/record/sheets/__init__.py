"""Sheets of cases told without names, sealed to each agency at the table.

Trusted: whoever can change them can put another story in the place of one; of whom it is told, no sheet says.
"""
