"""How the consents of a family stand, as a page may say it. No value of the record, and nothing that was confided."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hub.terms.answers import Disclosure
from hub.terms.ids import FamilyNumber, FieldId, PersonId, StaffId
from hub.terms.lacks import Lack
from hub.terms.lists import Agency, Category, Purpose, Role


class Stand(StrEnum):
    """What became of the question whether one recipient may know one category about one person."""

    DISAGREED = "disagreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    OWN_DECISION = "own_decision"
    ENDED = "ended"
    EXPIRED = "expired"
    UPCOMING = "upcoming"
    OPEN = "open"
    EXPIRING = "expiring"
    GRANTED = "granted"
    OWN_DATA = "own_data"
    NOT_APPLICABLE = "not_applicable"
    INVALID = "invalid"


COLUMNS: tuple[tuple[Category, ...], ...] = (
    (Category.CONTACT,),
    (Category.FAMILY_RELATIONS,),
    (Category.HOUSING,),
    (Category.BENEFIT_STATUS, Category.FINANCE_DETAIL),
    (Category.WORK_TRAINING,),
    (Category.SCHOOL_CHILDCARE,),
    (Category.HEALTH,),
    (Category.HELP_TYPE,),
    (Category.HELP_GOALS,),
    (Category.PROVIDER_REPORTS,),
    (Category.APPOINTMENTS,),
    (Category.FAM_JOINT,),
)
"""K1 to K12. What was confided (S1) and child protection (S2) have no column, and no paper about them is told of."""


@dataclass(frozen=True)
class Person:
    """A person in the table: a row; or somebody who signed for one."""

    id: PersonId
    ref: str


@dataclass(frozen=True)
class ConsentCell:
    """One person and one column. `partly`: of some fields more is open than the stand says.

    `complete` says whether all who must sign have; None where nobody was asked, or it is not signatures that lack.
    `missing` says what lacks, to whom the rules tell it (D18).
    """

    person: PersonId
    categories: tuple[Category, ...]
    stand: Stand
    partly: bool = False
    on: date | None = None
    until: date | None = None
    age: int | None = None
    consents: tuple[str, ...] = ()
    complete: bool | None = None
    missing: tuple[Lack, ...] = ()


@dataclass(frozen=True)
class Named:
    """A recipient: somebody in person, a team, or a relative. `key` is what an address calls them by."""

    key: str
    name: str
    agency: Agency
    role: Role | None = None
    agency_name: str = ""
    staff: StaffId | None = None
    person: PersonId | None = None


@dataclass(frozen=True)
class SaidSo:
    """A yes or a no, by whom and when. None for somebody whom the reader may not know of."""

    by: PersonId | None
    at: datetime
    is_yes: bool


@dataclass(frozen=True)
class TakenBack:
    """A withdrawal; `entered_at` where it was entered later than received. Empty narrows nothing."""

    by: PersonId | None
    received_at: datetime
    entered_at: datetime | None
    categories: tuple[Category, ...]
    persons: tuple[PersonId, ...] = ()
    recipients: tuple[str, ...] = ()
    told: str | None = None


@dataclass(frozen=True)
class PaperStory:
    """One paper and all that was said about it. Categories are empty where the text says "all"."""

    ref: str
    stand: Stand
    partly: bool
    persons: tuple[PersonId, ...]
    categories: tuple[Category, ...]
    recipients: tuple[str, ...]
    purposes: tuple[Purpose, ...]
    valid_from: date
    last_day: date
    way: str
    said: tuple[SaidSo, ...]
    taken_back: tuple[TakenBack, ...]
    asked_on: tuple[date, ...] = ()
    languages: tuple[str, ...] = ()
    interpreter: tuple[str, ...] = ()
    form_version: str | None = None
    deputies: bool = False
    confirm_by: date | None = None
    """The last day of a spoken yes that is not confirmed in writing (D2)."""
    written_on: date | None = None
    """Where it is accounted for: the day on which a spoken yes was confirmed in writing."""
    entered_late: bool = False
    invalid_since: date | None = None
    fields: tuple[FieldId, ...] = ()
    """Where it is accounted for: the fields that its categories had on its day."""
    notices: tuple[str, ...] = ()
    special_circumstances: bool = False
    complete: bool | None = None
    """Whether all who must sign have; None where it is not signatures that lack."""
    missing: tuple[Lack, ...] = ()
    bound: str = ""
    """Who is released from secrecy, where it is no consent but that (D25)."""


@dataclass(frozen=True)
class ConsentChoice:
    """Whose table is wanted, and for which purpose; None is the reader's own, and that of the look."""

    recipient: str | None = None
    purpose: Purpose | None = None


@dataclass(frozen=True, repr=False)
class ConsentView:
    """The table for one recipient and purpose, and the papers. `disclosure` is the look, with the names it shows."""

    disclosure: Disclosure
    persons: tuple[Person, ...] = ()
    recipients: tuple[Named, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    recipient: Named | None = None
    purpose: Purpose | None = None
    cells: tuple[ConsentCell, ...] = ()
    papers: tuple[PaperStory, ...] = ()


@dataclass(frozen=True, repr=False)
class Accounted:
    """One person and one consent, as it has to be proven (Art. 7 Abs. 1 GDPR). People are called by their references.

    `entries` counts the single notes that the text names. `age` is the person's today, where it may be told.
    `names_others`: the text names recipients, and none of them is told of here. `is_own`: it holds only what the reader
    said themselves. `reads` is the language in which the reader is spoken to, where it is not plain German. Who
    interpreted and who was there is known to the agency that held the talk, and stands on its receipts alone.
    """

    number: FamilyNumber
    person: PersonId
    ref: str
    age: int | None
    refs: Mapping[PersonId, str]
    recipients: tuple[Named, ...]
    story: PaperStory
    entries: int = 0
    names_others: bool = False
    is_own: bool = False
    reads: tuple[str, ...] = ()
    interpreted_by: str = ""
    witnesses: str = ""

    @property
    def is_by_others(self) -> bool:
        """Others alone said yes or no for this person: whoever holds custody, or a Betreuer (D10, D22)."""
        return bool(self.story.said) and all(said.by != self.person for said in self.story.said)
