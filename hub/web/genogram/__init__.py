"""The genogram: facts out of what is shown, a layout of rows, a picture. Pure functions; nothing is read here.

Rule 1: who may not be seen is left out before the layout, so no hole tells of them.
Rule 2: no lines for the quality of a relationship: they hurt and are contested.
"""
