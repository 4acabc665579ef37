"""Cases: what an officer makes of an anomaly, from the first look to what the family is told (J11, H8, H9).

Rule 1: each step is an entry in one transaction with it; which step follows which, and whose it is, the database knows.
Rule 2: staff stand by a pseudonym. A name comes out to one officer, in one case, against the staff council's own entry.
Rule 3: words that people write about each other are sealed to those who may read them; no case text is ever here.

Trusted: whoever has taken over the officers' process can sit at any session of it; each such step is an entry.
"""
