"""Changes of the rules as people handle them: proposed, stated on, released by both leads, in force on their day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hub.terms.agreed import CellRef, Value
from hub.terms.ids import StaffId
from hub.terms.lists import Agency, Role

REASON_LENGTH = 10
DPIA_LENGTH = 20
LONGEST = 2000
AHEAD_DAYS = 366
MOST_CELLS = 12
"""Of one proposal. Who states on it and who releases it has to weigh each of them."""

PROPOSERS = frozenset({Role.FAM_COORDINATOR, Role.JOBCENTER_LEAD, Role.ASD_LEAD})
"""Who proposes. Not the officer, whose statement is free of it (Art. 38 Abs. 6 GDPR)."""

SIDES: Mapping[Role, Agency] = {Role.JOBCENTER_LEAD: Agency.JOBCENTER, Role.ASD_LEAD: Agency.JUGENDAMT}
"""Who releases, and for which agency: both are needed (Art. 26 GDPR). The database looks it up itself."""

OFFICERS = frozenset({Role.DPO})
"""Who states what they think of it, before anybody releases it (Art. 39 Abs. 1 lit. a, c GDPR)."""

DECIDERS = frozenset({*SIDES, *OFFICERS})
"""Who answers for a change, and so is told exactly how many it concerns."""

READERS = PROPOSERS | DECIDERS


@dataclass(frozen=True)
class Version:
    """A set of rules that was in force from an instant on; `emergency` where the operator alone put it there."""

    number: str
    digest: str
    since: datetime
    by: str
    emergency: str | None = None


class StepKind(StrEnum):
    """What can happen to a proposal."""

    STATED = "stated"
    RELEASED = "released"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    COUNTED = "counted"
    ACTIVATED = "activated"


BY_PEOPLE = (StepKind.STATED, StepKind.RELEASED, StepKind.REFUSED, StepKind.WITHDRAWN)


class Opinion(StrEnum):
    """What the officer thinks of it. Concerns do not stop a release; they make it say why."""

    AGREED = "agreed"
    CONCERNS = "concerns"


@dataclass(frozen=True)
class Counts:
    """How many a change concerns today. Not `is_exact`: each number is the least of its band (`BANDS`)."""

    families: int
    persons: int
    narrower: int
    wider: int
    is_exact: bool = True


BANDS = (0, 5, 10, 25)
"""Where numbers that are not told exactly begin: fewer than 5, 5 to 9, 10 to 24, 25 and more."""


def banded(counts: Counts) -> Counts:
    """The same, as it is told to whoever could learn of people from it."""

    def band(number: int) -> int:
        return max(one for one in BANDS if one <= number)

    return Counts(
        band(counts.families), band(counts.persons), band(counts.narrower), band(counts.wider), is_exact=False
    )


@dataclass(frozen=True)
class Step:
    """What somebody did with a proposal; machines count and activate."""

    what: StepKind
    at: datetime
    side: Agency | None = None
    covers: frozenset[Agency] = frozenset()
    staff: StaffId | None = None
    name: str = ""
    opinion: Opinion | None = None
    words: str = ""
    dpia: str = ""
    counts: Counts | None = None


@dataclass(frozen=True)
class CellChange:
    """A cell that a proposal changes, with its values before and after."""

    cell: CellRef
    before: Value
    value: Value


@dataclass(frozen=True)
class Proposal:
    """A proposed set of rules with all that was done about it: stated on, released and in force as one."""

    number: str
    based_on: str
    digest: str
    cells: tuple[CellChange, ...]
    widens: bool
    narrows: bool
    reason: str
    valid_from: date
    by: StaffId | None
    name: str
    role: Role
    at: datetime
    steps: tuple[Step, ...] = ()


class Stand(StrEnum):
    """How a proposal stands."""

    WAITS_FOR_STATEMENT = "waits_for_statement"
    WAITS_FOR_RELEASE = "waits_for_release"
    RELEASED = "released"
    IN_FORCE = "in_force"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    STALE = "stale"
    """Other rules came in force since: it was made for rules that are no more."""
    LAPSED = "lapsed"
    """Its day came before both had released it."""
    MISSED = "missed"
    """Both had released it, and its day went by without the witnesses, or without the clerk."""


OPEN = frozenset({Stand.WAITS_FOR_STATEMENT, Stand.WAITS_FOR_RELEASE, Stand.RELEASED})
OVER_UNDONE = frozenset({Stand.LAPSED, Stand.MISSED})
"""To be proposed anew, as it was."""


def stand_of(proposal: Proposal, in_force: str, today: date) -> Stand:
    """How it stands on a day, while the set of this digest is in force."""
    done = {step.what for step in proposal.steps}
    for what, stand in (
        (StepKind.WITHDRAWN, Stand.WITHDRAWN),
        (StepKind.REFUSED, Stand.REFUSED),
        (StepKind.ACTIVATED, Stand.IN_FORCE),
    ):
        if what in done:
            return stand
    if proposal.based_on != in_force:
        return Stand.STALE
    is_released = not lacking_releases(proposal)
    if proposal.valid_from < today or (proposal.valid_from == today and not is_released):
        return Stand.MISSED if is_released else Stand.LAPSED
    if lacking_statements(proposal):
        return Stand.WAITS_FOR_STATEMENT
    return Stand.RELEASED if is_released else Stand.WAITS_FOR_RELEASE


def lacking_statements(proposal: Proposal) -> tuple[Agency, ...]:
    """For which agencies no officer has spoken. One who is appointed by both speaks for both."""
    heard = {agency for step in proposal.steps if step.what is StepKind.STATED for agency in step.covers}
    return tuple(agency for agency in SIDES.values() if agency not in heard)


def lacking_releases(proposal: Proposal) -> tuple[Agency, ...]:
    """Which agencies have not released it."""
    given = {step.side for step in proposal.steps if step.what is StepKind.RELEASED}
    return tuple(agency for agency in SIDES.values() if agency not in given)


@dataclass(frozen=True)
class StepWish:
    """What somebody wants to do with a proposal."""

    number: str
    what: StepKind
    opinion: Opinion | None = None
    words: str = ""
    dpia: str = ""


class StepFault(StrEnum):
    """Why a step was not taken. Nothing was written."""

    GONE = "gone"
    """No such proposal."""
    NOT_NOW = "not_now"
    """It is over, stale, or another step comes first."""
    NOT_YOURS = "not_yours"
    TWICE = "twice"
    OPINION = "opinion"
    WORDS = "words"
    DPIA = "dpia"
    UNVOUCHED = "unvouched"
    """Too few of both agencies' witnesses answer: what everybody goes by waits for them."""
