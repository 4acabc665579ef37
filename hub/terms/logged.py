"""An entry as the review sees it: who did what about whom, in pseudonyms. Never a value, never a word.

What live entries, parts of lists and lines taken over from elsewhere tell, in one form, so that a rule reads all alike.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency, Category, Effect, Purpose, Role
from hub.terms.reasons import Reason


class Deed(StrEnum):
    """What was done, as far as rules tell deeds apart."""

    VIEW = "view"
    LIST = "list"
    """The own families in a list; each is a part of one entry."""
    SEARCH = "search"
    EXPORT = "export"
    EMERGENCY = "emergency_access"
    REQUEST = "request"
    """A family, or another agency, was asked for a consent."""
    CONSENT = "consent"
    """A consent was entered, or a spoken one confirmed."""
    WITHDRAWAL = "withdrawal"
    TAKE_OVER = "take_over"
    """Somebody made themselves a deputy by their own word."""
    DISPLAY = "display"
    """Shown to several on one screen."""
    LOG = "log"
    """A call of the log itself."""
    MANDATE = "mandate"
    """Somebody was assigned, made a deputy or released from it, by whose duty that is."""
    CHANGE = "change"
    OTHER = "other"


class Wording(StrEnum):
    """What was judged of a text at reading, before the text was forgotten."""

    NONE = "none"
    """There is no text."""
    PLAIN = "plain"
    SHORT = "short"
    REPEATED = "repeated"
    """The same sign or word again and again."""
    KEYBOARD = "keyboard"
    """A run of neighbouring keys."""
    GENERIC = "generic"
    """Nothing but words that suit every case: "Info", "bitte freigeben"."""

    @property
    def is_poor(self) -> bool:
        """Whether it says nothing of the case."""
        return self not in (Wording.NONE, Wording.PLAIN)


class Explanation(StrEnum):
    """Why an ordinary look needs no question."""

    ASSIGNED = "E1"
    DEPUTY = "E2"
    TASK = "E3"
    """An open task or an appointment within five days."""
    ASKED_BY_AGENCY = "E4"
    """A message or request of the other agency within 14 days."""
    CONSENT = "E5"
    """A change of consent or an application within 30 days."""
    PROTECTION = "E6"
    """In the team of a § 8a assessment."""
    SIGN_OFF = "E7"
    """The lead's own duty: sign-off, admission, release."""
    SYSTEM = "E8"
    """No person acted."""
    FAMILY = "E9"
    """The family asked."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How much of the log a reading of it asked for: days, both inclusive, and whether of these days everything.

    What picks some lines out (a person, a family, a body, a kind of act, an hour) is not everything, whatever it says.
    """

    since: date | None = None
    until: date | None = None
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry, or what one of several families is told of in it (`part` > 0).

    `at` is when it happened; for what was taken over from elsewhere (`claimed`) as the record says. `family` is the
    number that was asked for, also where there is no such family or the asker must not know. `persons` are `P-1` …
    `basis` names consents, norms or the own task. `matter` is a keyed fingerprint of a search term or of a text: equal
    for equal words within one evaluation, and nothing else can be read from it. `explained` is what was known at the
    decision. `label` is that of a load file, for `hub review anomalies` alone: no page shows it, no rule reads it.
    `reach` is that of a reading of the log, where the entry says it.
    """

    entry: EntryId
    at: datetime
    event: str
    action: Deed
    who: str
    role: Role
    agency: Agency
    effect: Effect
    part: int = 0
    family: FamilyNumber | None = None
    persons: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    purpose: Purpose | None = None
    reason: Reason | None = None
    basis: tuple[str, ...] = ()
    place: str = ""
    matter: str = ""
    wording: Wording = Wording.NONE
    explained: frozenset[Explanation] = frozenset()
    claimed: bool = False
    label: str = ""
    reach: Reach | None = None

    @property
    def is_refused(self) -> bool:
        """Whether it was only an attempt."""
        return self.effect is Effect.DENY
