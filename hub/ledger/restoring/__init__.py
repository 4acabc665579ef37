"""A log that lost its end: what the witnesses kept of it, put back byte for byte.

Trusted: nobody. What is put back leads to the roots that both witnesses cosigned, or nothing is.
"""
