"""What a database can answer besides rows."""


class DatabaseUnavailable(RuntimeError):
    """The database cannot be reached, or went away: nothing was shown and nothing was half done."""


class RulesUnusable(DatabaseUnavailable):
    """No rules are in force, or those that are cannot be read here: everything is withheld, nothing was half done."""


class RestorePending(DatabaseUnavailable):
    """A backup was put back, and what people took back since is not in it: nothing is shown before it is."""


class DatabaseRefused(RuntimeError):
    """The database refused. `code` is the SQLSTATE; the hub's own begin with `HB` (`migrations/README.md`).

    The message is the database's own and may hold what was sent to it: it must not be shown or logged.
    """

    says = "the database refused"

    def __init__(self, code: str) -> None:
        super().__init__(f"{self.says} (SQLSTATE {code})")
        self.code = code


class TicketVoid(DatabaseRefused):
    """A consent of the family changed between the decision and the reading: decide again."""

    says = "a consent changed meanwhile"


class NotYours(DatabaseRefused):
    """An agency may not write for that owner; nothing was written."""

    says = "not this agency's to write"


class CellChanged(DatabaseRefused):
    """Somebody else changed a cell meanwhile; nothing was written."""

    says = "somebody else changed it meanwhile"


class NotThere(DatabaseRefused):
    """A change names something that does not exist; nothing was written."""

    says = "something named does not exist"


class ThereAlready(DatabaseRefused):
    """A change adds something that exists; nothing was written."""

    says = "it is there already: somebody else added it meanwhile"


class SentBefore(DatabaseRefused):
    """A change was sent before under the same key; nothing was written now."""

    says = "it was sent before under this key"


class RulesChanged(DatabaseRefused):
    """It was decided by rules that are not in force: nothing was written; decide again, by those that are."""

    says = "other rules are in force"


class Moved(DatabaseRefused):
    """Something that it was decided from is not so any more: nothing was written; ask anew and decide again."""

    says = "what it was decided from has changed"


class OutOfOrder(DatabaseRefused):
    """A step does not follow from where something stands; nothing was written."""

    says = "not from where it stands"


class StillKept(DatabaseRefused):
    """What the law or somebody still needs is not destroyed; nothing was."""

    says = "still to be kept"


_OWN = {
    "HB014": RulesChanged,
    "HB015": Moved,
    "HB024": TicketVoid,
    "HB030": NotYours,
    "HB031": CellChanged,
    "HB032": NotThere,
    "HB033": ThereAlready,
    "HB034": SentBefore,
    "HB035": OutOfOrder,
    "HB036": OutOfOrder,
    "HB037": StillKept,
}


def refused(code: str) -> DatabaseRefused:
    """The exception for a SQLSTATE."""
    return _OWN.get(code, DatabaseRefused)(code)
