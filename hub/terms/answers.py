"""What an answer says for itself: why something is shown, why something is not, and what is handed out.

Lock 2: pages and serialisers take a `Projection`, and only the gate makes one (a test looks for others). What carries
a value does not print it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from hub.terms.ids import CellId, EntryId, FamilyNumber, FieldId, PersonId, PolicyId
from hub.terms.lists import Category, Effect, Level, Owner, Purpose
from hub.terms.reasons import Reason

Json = str | int | float | bool | None | list[object] | dict[str, object]


@dataclass(frozen=True)
class Because:
    """Why a cell is shown: the policies that applied, their norms, the consents, and until when those last."""

    policies: tuple[PolicyId, ...]
    norms: tuple[str, ...]
    reason: Reason
    consents: tuple[str, ...] = ()
    signers: tuple[PersonId, ...] = ()
    signed_on: date | None = None
    until: date | None = None


class Blank(NamedTuple):
    """The other owner's part of one category about one person, withheld. Drawn from the catalogue, not the record.

    `ask` says whether asking the family for consent may help now; `ask_from` is the first day on which it may (J4).
    `disagreed`: one said no where another who must sign said yes.
    """

    person: PersonId
    category: Category
    owner: Owner
    reason: Reason
    ask: bool
    ask_from: date | None = None
    signers: tuple[PersonId, ...] = ()
    on: date | None = None
    consents: tuple[str, ...] = ()
    disagreed: bool = False


class Coming(NamedTuple):
    """What consents open of one category about somebody, while the other agency's process has not wrapped its key yet.

    Told of what was decided to be shown, and of nothing else.
    """

    persons: frozenset[PersonId]
    category: Category
    owner: Owner


class Value(NamedTuple):
    """One value, at the level at which it may be seen.

    `entry` and `part` count what is shown: what is withheld between two entries leaves no gap. `extract_of` is
    named only where the original is shown too. `version` is told of whole texts alone, to whoever writes on. `bound`:
    who said it is bound to secrecy.
    """

    cell: CellId
    field: FieldId
    persons: frozenset[PersonId]
    category: Category
    level: Level
    content: Json
    owner: Owner
    disputed: bool
    because: Because
    entry: int = 1
    part: int = 1
    extract_of: CellId | None = None
    version: int | None = None
    bound: bool = False

    def __repr__(self) -> str:
        """Where it is from, never what it says."""
        return f"Value({self.field})"


@dataclass(frozen=True, repr=False, eq=False)
class Frame:
    """All that a look says save the values themselves: `places` are empty. Made once for many looks alike.

    One is the same as another only if it is it, so whoever writes it down can remember how.
    """

    people: Mapping[PersonId, str]
    places: tuple[Value, ...]
    blanks: tuple[Blank, ...]


@dataclass(frozen=True, repr=False)
class Projection:
    """What may be shown of one family, and the blanks beside it. Holds no value that may not be seen.

    `people` maps the persons named here to their references (`F01-2`). `frame` is what it was made from, if anything.
    """

    people: Mapping[PersonId, str]
    shown: tuple[Value, ...] = ()
    blanks: tuple[Blank, ...] = ()
    frame: Frame | None = field(default=None, compare=False)
    coming: tuple[Coming, ...] = ()


@dataclass(frozen=True, repr=False)
class Disclosure:
    """The answer to a look that is already written down as `entry`.

    A refused look has an empty projection; "does not exist" and "not yours" are the same to whoever gets it (A2).
    `waiting`: entries that were confided to whoever asks, and open once they prove anew who they are.
    """

    entry: EntryId
    family: FamilyNumber
    purpose: Purpose
    at: datetime
    effect: Effect
    reason: Reason
    projection: Projection
    duties: tuple[str, ...] = ()
    waiting: int = 0
