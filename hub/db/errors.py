"""What a database can answer besides rows."""


class DatabaseUnavailable(RuntimeError):
    """The database cannot be reached, or went away: nothing was shown and nothing was half done."""


class DatabaseRefused(RuntimeError):
    """The database refused. `code` is the SQLSTATE; the hub's own begin with `HB` (`migrations/README.md`).

    The message is the database's own and may hold what was sent to it: it must not be shown or logged.
    """

    def __init__(self, code: str) -> None:
        super().__init__(f"the database refused with SQLSTATE {code}")
        self.code = code
