"""The demo Kreis Musterau: all of it invented. `python -m demo` writes `kreis.json`, `history.json`, `rules.json`.

Rule 1: no clock and no chance: the same files on every day and every machine.
Rule 2: what follows from the people is worked out here; what a family of its kind would tell stands in `values`.
Rule 3: names of families are plants, names of staff are birds; no real address, number or domain.
"""
