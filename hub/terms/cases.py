"""A case of the review: what officers make of an anomaly, step by step. Staff stand in it by a pseudonym (H8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from string import Formatter
from typing import NewType

from hub.terms.case_words import (
    CaseKind,
    CaseState,
    NameState,
    Result,
    StepKind,
    StepReason,
    TellFamily,
    Wording,
)
from hub.terms.hits import Hit, HitId
from hub.terms.ids import EntryId, FamilyNumber, PersonId
from hub.terms.lists import Agency, Purpose, Role
from hub.terms.logged import Explanation

CaseId = NewType("CaseId", str)
TIME_TO_NOTIFY = timedelta(hours=72)
"""From becoming aware (Art. 33 Abs. 1 DSGVO, H9). Hours run through nights, Sundays and holidays."""
TIME_TO_ANSWER_STAFF = 5
"""Working days that somebody has who is asked about their own entries."""
TIME_TO_ANSWER_FAMILY = timedelta(days=14)


@dataclass(frozen=True, repr=False)
class CaseStep:
    """One step with its entry. `words` are opened for whoever may read them, else empty."""

    seq: int
    kind: StepKind
    at: datetime
    by: str
    role: Role
    agency: Agency
    entry: EntryId
    reason: StepReason | None = None
    words: str = ""


@dataclass(frozen=True, repr=False)
class Case:
    """A case as an officer of one of its controllers sees it. `seq` is the step that the next one follows.

    `who` is the pseudonym of the log, which no page shows; `shown` is what they call whoever it is about. `is_own`: it
    is about whoever looks. `steps` and `name` are there where one case
    was asked for; in a list `entries` are the first twenty. `is_telling_open`: that a family is not told of a breach
    waits for a second look.
    """

    id: CaseId
    number: str
    kind: CaseKind
    controllers: tuple[Agency, ...]
    state: CaseState
    seq: int
    opened: datetime
    first: datetime
    last: datetime
    who: str | None = None
    shown: str | None = None
    rule: str | None = None
    hit: str | None = None
    families: tuple[FamilyNumber, ...] = ()
    explained: frozenset[Explanation] = frozenset()
    result: Result | None = None
    due: date | None = None
    aware: datetime | None = None
    notified: datetime | None = None
    told: TellFamily | None = None
    told_on: date | None = None
    told_reason: StepReason | None = None
    is_telling_open: bool = False
    moved: datetime | None = None
    is_own: bool = False
    entries: tuple[EntryId, ...] = ()
    steps: tuple[CaseStep, ...] = ()
    name: NameState = NameState.NONE

    @property
    def is_joint(self) -> bool:
        """Whether officers of both controllers work on it."""
        return len(self.controllers) > 1

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be done."""
        return self.state is CaseState.CLOSED

    @property
    def notify_until(self) -> datetime | None:
        """The end of the 72 hours, as long as nothing was said of a notification."""
        return self.aware + TIME_TO_NOTIFY if self.aware is not None and self.notified is None else None

    def can_tell(self, wording: Wording | None) -> bool:
        """Whether this is what was found. Of a breach it may be told before a second pair of eyes has seen it."""
        found = wording is not None and self.result in TELLS[wording]
        return found and (self.state is CaseState.CLOSED or self.result is Result.INCIDENT)


TELLS = {
    Wording.FOUND_IMPROPER: frozenset({Result.TALK, Result.LEAD, Result.INCIDENT}),
    Wording.FOUND_PROPER: frozenset({Result.PLAUSIBLE}),
    Wording.CORRECTED: frozenset({Result.FALSE_DATA, Result.POLICY_GAP}),
}
"""After which results a sentence is true."""


@dataclass(frozen=True, repr=False)
class Stride:
    """One step that somebody wants to take: from where they saw the case, once for each form (`key`)."""

    case: CaseId
    seq: int
    key: str
    kind: StepKind
    result: Result | None = None
    reason: StepReason | None = None
    words: str = ""
    aware: datetime | None = None
    told: TellFamily | None = None
    told_on: date | None = None
    wording: Wording | None = None
    shown: str | None = None


@dataclass(frozen=True, repr=False)
class KeyRequest:
    """What waits for a second key. Of the case no more than this."""

    case: CaseId
    seq: int
    is_name: bool
    who: str
    at: datetime
    is_telling: bool = False
    rule: str | None = None
    result: Result | None = None
    reason: StepReason | None = None
    words: str = ""


@dataclass(frozen=True, repr=False)
class Notice:
    """What a member of staff is asked about their own entries. Neutral: neither rule nor reproach."""

    case: CaseId
    seq: int
    number: str
    first: datetime
    last: datetime
    due: date
    families: tuple[FamilyNumber, ...] = ()


@dataclass(frozen=True, repr=False)
class Revealed:
    """A name, for the officer who asked, in this case and for this one showing."""

    name: str = field(repr=False)
    ref: str = field(repr=False)


@dataclass(frozen=True)
class Concerned:
    """Somebody whose data an entry of the case touched."""

    person: PersonId
    entries: tuple[EntryId, ...]


@dataclass(frozen=True)
class Tie:
    """Since when somebody worked with a family, by pseudonym; `stands_in_for` whom as a deputy."""

    family: FamilyNumber
    who: str
    since: date
    until: date
    stands_in_for: str | None = None


@dataclass(frozen=True)
class Opening:
    """With what a case begins: a hit, or entries that somebody picked from the sample or from the log."""

    kind: CaseKind
    hit: HitId | None = None
    entries: tuple[EntryId, ...] = ()


@dataclass(frozen=True, repr=False)
class Board:
    """What the rules found, newest first, and the cases of the controller. `has_more`: there are older hits."""

    hits: tuple[Hit, ...] = ()
    cases: tuple[Case, ...] = ()
    has_more: bool = False

    @property
    def waiting(self) -> tuple[Hit, ...]:
        """Hits of which nobody has made a case."""
        taken = {case.hit for case in self.cases}
        return tuple(hit for hit in self.hits if hit.id not in taken and not hit.held)


@dataclass(frozen=True)
class EmbargoWish:
    """What was withheld for a purpose, up to a day, is told to one person from another day on.

    `person` is their place in the record of the family: 1 stands for `P-1` of the log.
    """

    family: FamilyNumber
    person: int
    purpose: Purpose
    through: date
    from_day: date


@dataclass(frozen=True)
class RuleText:
    """What a rule of `policies/review` says of itself: why something is shown, and what speaks against it.

    `within` is how many working days after the first entry it has to be looked at; None where nothing says so.
    """

    title: str
    sentence: str
    against: str
    basis: tuple[str, ...] = ()
    within: int | None = None

    def said(self, facts: Mapping[str, str]) -> str:
        """The sentence with what the rule found; what is not told stays a dash."""
        names = {name for _, name, _, _ in Formatter().parse(self.sentence) if name}
        return self.sentence.format(**{name: facts.get(name, "–") for name in names})
