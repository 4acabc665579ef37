"""What was confided to one worker goes to another, because the law lets it and two people say so (§ 65 SGB VIII)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import orjson

from hub.terms.ids import EntryId, FamilyId, FamilyNumber, StaffId

SHORTEST_REASON = 30
"""Characters: a reason is a sentence about this case."""
CONFIRMED_WITHIN = timedelta(days=1)
"""How long a proposal waits for the second person. The database holds the same."""


class HandingGround(StrEnum):
    """Why it may go to a colleague without the consent of whoever confided it: the law has one reason (C5).

    What a court needs (Nr. 2) goes to the court, as an extract of its own (E11), and to no other worker.
    """

    SUCCESSOR = "successor"
    """To whoever is responsible now, where there are signs of danger (§ 65 Abs. 1 S. 1 Nr. 3 SGB VIII)."""


class KeyAct(StrEnum):
    """What somebody says with a token of their own, where the keys of workers are. A token is made for one of them."""

    PROPOSE = "hand-on-propose"
    CONFIRM = "hand-on-confirm"
    FREE = "free"
    END = "end"


def very_act(kind: KeyAct, about: object) -> bytes:
    """One act with all that it says, which a frozen fact holds: whoever proves it proves no other of its kind."""
    return orjson.dumps([kind, about])


class HandingRefused(RuntimeError):
    """It is not handed on, and nothing was changed. Says why, in words without a value."""


@dataclass(frozen=True, repr=False)
class HandingWish:
    """From whom to whom, by their references. `before` is `NOBODY`'s word for what names no worker."""

    number: FamilyNumber
    before: str
    after: str
    ground: HandingGround
    reason: str

    def __post_init__(self) -> None:
        if len(" ".join(self.reason.split())) < SHORTEST_REASON:
            raise HandingRefused(f"a reason has at least {SHORTEST_REASON} characters")
        if self.before == self.after:
            raise HandingRefused("it is theirs already")


@dataclass(frozen=True)
class Handing:
    """The same, by ids, as it stands in the database."""

    family: FamilyId
    before: str
    after: StaffId


@dataclass(frozen=True, repr=False)
class Proposed:
    """What one person proposed, by its entry; it waits for another one."""

    entry: EntryId
    wish: HandingWish
    by: StaffId
    at: datetime
