"""Why an entry could not be written."""

NUMBER_TAKEN = "HB010"
"""How the database says that somebody wrote about the family meanwhile."""


class LedgerUnavailable(RuntimeError):
    """The entry could not be written: nothing may be shown and nothing changed."""


class NumberTaken(LedgerUnavailable):
    """Somebody wrote about the family meanwhile, and this change must be tried again from its beginning."""
