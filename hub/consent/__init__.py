"""Consents as they were signed, and what they open at one instant. Never a flag that says "the family has consented".

Rule 1: a paper is kept as its text was signed; nothing later widens it. Withdrawing and refusing narrow it at once.
Rule 2: everybody decides about their own data. Who must sign follows from age, insight and custody, on the day of
        signing and on the day of the question, and is never stored.
Rule 3: what is open is worked out for one person, recipient, purpose and instant; whatever is not certain stays shut.

`papers` is what is kept, `reading` and `writing` its form in files and rows, `signers` who must sign, `coverage` what a
text covers, `validity` which signatures count, `settling` whether a group of fields is open, `releases` the answer.

Trusted: whoever can change the stored papers can open what nobody consented to; the ledger shows each paper taken.
"""
