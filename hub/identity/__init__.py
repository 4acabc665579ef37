"""Who is there: agencies, staff and their posts, sign-in, and what ties staff to families.

Rule 1: a person acts in exactly one post of one agency at a time; the address at which they sign in decides (A4).
Rule 2: the browser holds a random key, the database its hash; an API token is checked anew each time.
Rule 3: nothing here says what somebody may see: that is decided by the policies, from these facts.

Trusted: whoever can write `identity.assignment` or `identity.account` can let somebody in; each such write is an entry.
"""
