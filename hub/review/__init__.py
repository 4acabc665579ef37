"""The data protection officers' desk: reading the log; later sample, anomalies, findings, verification.

Rule 1: reading the log is an entry of its own, committed before a line is shown.
Rule 2: staff and people are pseudonyms here, and no page counts what one person did (H8).
Rule 3: an officer reads what is of the controller they act for, and what is joint (H4).
"""
