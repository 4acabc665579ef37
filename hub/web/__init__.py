"""The web: pages and JSON API. Reads HTTP, calls one room, renders; the only room that knows Flask.

Rule 1: every route needs a sign-in, save those in `OPEN_ROUTES`, and a test compares the list with all routes.
Rule 2: it decides nothing and builds no request of its own: it asks the `Desk` and renders what comes back.
Rule 3: what went wrong becomes HTTP in one place, `problems.py`; "does not exist" and "not yours" are the same bytes.
"""
