"""Policy: reads the rules in `policies/` and decides. Pure: no clock, no database, no HTTP.

Rule 1: what no policy permits is withheld. Permits raise the level from nothing, limits lower it, the lowest wins.
Rule 2: whatever breaks while deciding comes out as an exception, and an exception opens nothing: nobody here catches
        one, and no default permits.
Rule 3: the law is in `policies/`, the words it may use are in `conditions.py`, and a decision knows no agency by name.
"""
