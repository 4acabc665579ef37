"""The rulebook: rules as people handle them: run cases, explain them, say who sees what, compare two sets, print one.

Rule 1: a case becomes facts, and the gate judges them; no rule is read a second time here.
Rule 2: what cannot be decided yet is said to differ, never to be right.
Rule 3: no expected answer is looked at before there is one.
"""
