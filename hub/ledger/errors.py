"""Why an entry could not be written."""


class LedgerUnavailable(RuntimeError):
    """The entry could not be written: nothing may be shown and nothing changed."""


class NumberTaken(LedgerUnavailable):
    """Somebody wrote about the family meanwhile, and this change must be tried again from its beginning."""
