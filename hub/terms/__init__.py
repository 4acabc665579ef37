"""The words all rooms share: ids, closed lists, the catalogue, facts, requests and decisions.

Rule 1: no rules of law and no input or output here; a word only says what it is.
Rule 2: facts are frozen; a change makes a new fact.
Rule 3: a closed list equals its list in `schemas/vocabulary.toml`, and a test compares them.
"""
