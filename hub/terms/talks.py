"""The consent talk: what is asked, what was answered, and how it was signed (D1 to D4; `users.md` J2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from hub.terms.answers import Disclosure
from hub.terms.asking import Asked
from hub.terms.consent_forms import Form
from hub.terms.consents import Named
from hub.terms.ids import CellId, FamilyNumber, PersonId, StaffId
from hub.terms.lacks import Lack
from hub.terms.lists import Category, Purpose
from hub.terms.people import FULL_AGE
from hub.terms.writing import Submission

MANY = 8
"""More questions than this in one talk draw a hint (G5)."""
MOST = 30
LONGEST_WHY = 200
LONGEST_BOUND = 120
LONGEST_WAIT = timedelta(days=14)
"""After this a device forgets what was not sent."""
ALL_TALKS = ""
"""Every talk of a family that the agency keeps, where one could be named."""


class TalkState(StrEnum):
    """How far a talk is. Only what is done counts; paper stays open until its scan was looked at."""

    PREPARED = "prepared"
    SHEET = "sheet"
    SCANNED = "scanned"
    DONE = "done"


class Reply(StrEnum):
    """What was answered to one question. None of them is a yes but yes (G4)."""

    YES = "yes"
    NO = "no"
    LATER = "later"


class TalkWay(StrEnum):
    """How it was declared."""

    TABLET = "tablet"
    PAPER = "paper"
    ORAL = "oral"
    PORTAL = "portal"
    """Asked on the family page, and answered there."""


@dataclass(frozen=True, repr=False)
class Question:
    """One question: person × recipient × categories × purpose × until, with the sentence „Wofür genau?“.

    `recipient` is the word that papers have for whom; the names are what the family was shown. With `bound` it asks no
    consent but whether this person or function, who is bound to secrecy, may speak with the recipient (D25). With
    `note` it is about this one confided entry, which `note_words` calls by what the family knows of it (C7).
    """

    person: PersonId
    person_name: str
    recipient: str
    recipient_name: str
    categories: tuple[Category, ...]
    purpose: Purpose
    why: str
    until: date
    asks_deputies: bool = False
    bound: str = ""
    note: CellId | None = None
    note_words: str = ""


@dataclass(frozen=True)
class Answered:
    """The answer to one question; `deputies` is the answer to the question apart."""

    reply: Reply
    deputies: bool = False


@dataclass(frozen=True, repr=False)
class Signed:
    """How a talk ended: the answers, and what shows that they are this person's.

    `strokes` is the drawn signature: lines of points, each coordinate from 0 to 1,000.
    """

    way: TalkWay
    answers: tuple[Answered, ...]
    at: datetime | None = None
    day: date | None = None
    place: str = ""
    strokes: tuple[tuple[int, ...], ...] = ()
    reason: str = ""
    insight: str = ""
    """What the worker found, where somebody is not of age."""
    copy: bool = False
    tell_parents: str = ""
    waited: timedelta = timedelta()
    """How long it lay on a device without a connection, as the device says."""
    witnesses: str = ""
    """Who else was there, by name."""


@dataclass(frozen=True, repr=False)
class Talk:
    """One talk with one person. Everything in it is sealed to the agency that prepared it."""

    id: str
    by: PersonId
    by_name: str
    purpose: Purpose
    form: str
    digest: str
    by_age: int | None = None
    language: str = ""
    interpreter: str = ""
    questions: tuple[Question, ...] = ()
    signed: Signed | None = None
    only_for: StaffId | None = None
    """It is about what was confided to this worker: to everybody else it is not there (S1)."""

    @property
    def is_young(self) -> bool:
        """Not of age: whether they understood is asked of the worker (D12)."""
        return self.by_age is not None and self.by_age < FULL_AGE


@dataclass(frozen=True, repr=False)
class TalkChange:
    """One question less, named by what it says, so that nobody takes off another's; or another language."""

    without: Question | None = None
    language: str | None = None
    interpreter: str = ""

    def applied(self, talk: Talk) -> Talk:
        """The talk with it."""
        questions = tuple(one for one in talk.questions if one != self.without)
        if self.language is None:
            return replace(talk, questions=questions)
        return replace(talk, questions=questions, language=self.language, interpreter=self.interpreter)


@dataclass(frozen=True, repr=False)
class KeptTalk:
    """A talk as it is kept: how far it is, and under which number.

    `decides_alone` is worked out where it is read: on some question a youth speaks without those who have custody.
    """

    talk: Talk
    state: TalkState
    number: str
    saved_at: datetime
    decides_alone: bool = False


@dataclass(frozen=True)
class Answering:
    """Somebody with whom a talk can be held. `age` where the birth date may be seen."""

    person: PersonId
    age: int | None = None


@dataclass(frozen=True, repr=False)
class TalkDesk:
    """What preparing starts from: who can answer, about whom, to whom, for what, and the talks there are."""

    disclosure: Disclosure
    form: Form
    answering: tuple[Answering, ...] = ()
    persons: tuple[PersonId, ...] = ()
    recipients: tuple[Named, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    talks: tuple[KeptTalk, ...] = ()
    requests: tuple[Asked, ...] = ()
    """Asked by the other agency, or from here."""
    staff: Mapping[StaffId, str] = field(default_factory=dict)
    """Keys of recipients by who they are."""
    needed: Mapping[tuple[str, int], tuple[Lack, ...]] = field(default_factory=dict)
    """By talk and place of a question: everybody whose yes it needs; to whom that may be told (D18)."""


@dataclass(frozen=True, repr=False)
class NewQuestion:
    """A question as a worker typed it; the words are still to be looked at. `recipient` is a key.

    `bound` is None in a question for consent; else whoever is to be released from secrecy, as it was typed.
    """

    person: PersonId | None
    recipient: str
    categories: tuple[str, ...]
    purpose: str
    why: str
    until: date | None
    asks_deputies: bool = False
    brought_up: bool = False
    names: tuple[str, str] = ("", "")
    bound: str | None = None
    note: tuple[CellId, str] | None = None
    """A confided entry with what the family knows it by; said by the gate alone."""


@dataclass(frozen=True, repr=False)
class Entered:
    """A whole talk as a program sends it; `id` follows from its key, so that sent again it is the same talk."""

    id: str
    by: PersonId
    by_name: str
    language: str
    interpreter: str
    questions: tuple[NewQuestion, ...]
    signed: Signed
    sent: Submission


@dataclass(frozen=True)
class TalkOutcome:
    """The number under which it is kept, or what is wrong. `at` names the place of a fault among several."""

    number: str = ""
    faults: tuple[str, ...] = ()
    at: int | None = None
    until: date | None = None
    """Until when not to ask again."""
    count: int = 0
    """How many papers came of it."""


@dataclass(frozen=True)
class Whereabouts:
    """Which talk of which family."""

    number: FamilyNumber
    purpose: Purpose
    talk: str
