"""The daily work with one family: opening it; later notes, goals, tasks and the consent talk.

Rule 1: the way in says for what; where it does not, people are asked before anything is looked up (H10).
Rule 2: values pass through the gate and are not kept here.
"""
