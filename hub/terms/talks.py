"""The consent talk: what is asked, what was answered, and how it was signed (D1 to D4; `users.md` J2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from hub.terms.answers import Disclosure
from hub.terms.asking import Asked
from hub.terms.consent_forms import Form
from hub.terms.consents import Named
from hub.terms.ids import FamilyNumber, PersonId, StaffId
from hub.terms.lists import Category, Purpose

MANY = 8
"""More questions than this in one talk draw a hint (G5)."""
MOST = 30
LONGEST_WHY = 200


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


class QuestionFault(StrEnum):
    """What is wrong with a question, by its place in the form."""

    PERSON = "person"
    CHILD = "child"
    """Under 14: the custodians decide (D10)."""
    NO_POWER = "no_power"
    """Who answers does not sign for this person and these categories (D8, D17 to D22)."""
    RECIPIENT = "recipient"
    CATEGORIES = "categories"
    NOTHING_TO_ASK = "nothing_to_ask"
    """Consent could not open any of it to this recipient."""
    PURPOSE = "purpose"
    WHY = "why"
    WHY_LONG = "why_long"
    UNTIL = "until"
    UNTIL_PAST = "until_past"
    UNTIL_FAR = "until_far"
    """More than twelve months (D26)."""
    PEACE = "peace"
    """Refused less than six months ago, and not brought up by the person."""
    MANY = "many"
    TWICE = "twice"
    NOBODY = "nobody"
    """The other agency has nobody who works with this family."""


class SignFault(StrEnum):
    """Why a talk cannot be signed as it was sent; nothing of it was kept."""

    ANSWERS = "answers"
    NO_QUESTIONS = "no_questions"
    SIGNATURE = "signature"
    WAY = "way"
    REASON = "reason"
    """Spoken only: why not in writing (D2)."""
    HEALTH = "health"
    """Never by word of mouth for health (D2, § 67b Abs. 2 S. 2 SGB X)."""
    INSIGHT = "insight"
    INTERPRETER = "interpreter"
    LANGUAGE = "language"
    """Who answers understands none of the languages of the text (D32)."""
    FORM = "form"
    """The version was retired meanwhile."""
    POWER = "power"
    OVER = "over"
    NOTHING = "nothing"
    """Only „later“: nothing to sign."""
    DAY = "day"
    CHECK = "check"
    """The second look found something else on the paper."""
    SCAN = "scan"
    GONE = "gone"


@dataclass(frozen=True, repr=False)
class Question:
    """One question: person × recipient × categories × purpose × until, with the sentence „Wofür genau?“.

    `recipient` is the word that papers have for whom; the names are what the family was shown.
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

    @property
    def is_young(self) -> bool:
        """Not of age: whether they understood is asked of the worker (D12)."""
        return self.by_age is not None and self.by_age < 18

    def without(self, place: int) -> "Talk":
        """The same without one question."""
        return replace(self, questions=tuple(one for n, one in enumerate(self.questions) if n != place))


@dataclass(frozen=True, repr=False)
class KeptTalk:
    """A talk as it is kept: how far it is, and under which number."""

    talk: Talk
    state: TalkState
    number: str
    saved_at: datetime


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


@dataclass(frozen=True, repr=False)
class NewQuestion:
    """A question as a worker typed it; the words are still to be looked at. `recipient` is a key."""

    person: PersonId | None
    recipient: str
    categories: tuple[str, ...]
    purpose: str
    why: str
    until: date | None
    asks_deputies: bool = False
    brought_up: bool = False
    names: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class TalkOutcome:
    """The number under which it is kept, or what is wrong. `at` names the place of a fault among several."""

    number: str = ""
    faults: tuple[str, ...] = ()
    at: int | None = None
    until: date | None = None
    """Until when not to ask again."""


@dataclass(frozen=True)
class Whereabouts:
    """Which talk of which family."""

    number: FamilyNumber
    purpose: Purpose
    talk: str
