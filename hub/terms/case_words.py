"""The closed lists of the review's cases: how one begins, where it stands, what is done and what is found."""

from enum import StrEnum


class CaseKind(StrEnum):
    """What a case began with."""

    HIT = "hit"
    SAMPLE = "sample"
    LINE = "line"
    """An officer took a line of the log by hand."""
    QUESTION = "question"
    """Somebody of a family asks about a line of their own list."""


class CaseState(StrEnum):
    """Where a case stands."""

    NEW = "new"
    EXPLAINED = "explained"
    """Something of the ordinary explains all of it; nobody has looked yet."""
    ASKED = "asked"
    """The person was asked, neutrally, and has five working days."""
    IN_REVIEW = "in_review"
    CONFIRMING = "confirming"
    """A finding waits for a second pair of eyes."""
    INCIDENT = "incident"
    """A breach: the clock runs until it is said what became of the notification."""
    CLOSED = "closed"


class Result(StrEnum):
    """What was found."""

    PLAUSIBLE = "plausible"
    TALK = "talk"
    LEAD = "lead"
    INCIDENT = "incident"
    POLICY_GAP = "policy_gap"
    """The rules let something happen that they should not, or refuse what is right."""
    FALSE_DATA = "false_data"
    """What was delivered was wrong: a roster, an assignment, the record itself."""
    ANSWERED = "answered"
    """A question of a family has its answer."""


class StepKind(StrEnum):
    """What was done. The database knows which follows which state (`review.transitions`)."""

    OPENED = "opened"
    QUESTION = "question"
    ASKED = "asked"
    ANSWERED = "answered"
    REVIEWED = "reviewed"
    """Gone on with by oneself, for instance because nobody answered in time."""
    CLOSED = "closed"
    FOUND = "found"
    CONFIRMED = "confirmed"
    SENT_BACK = "sent_back"
    NOTIFIED = "notified"
    TOLD = "told"
    TELLING_CONFIRMED = "telling_confirmed"
    """A second pair of eyes: a family is not told of a breach."""
    TELLING_SENT_BACK = "telling_sent_back"
    REPLIED = "replied"
    NAME_REQUESTED = "name_requested"
    NAME_GRANTED = "name_granted"
    NAME_REFUSED = "name_refused"
    NAME_REVEALED = "name_revealed"


class TellFamily(StrEnum):
    """Whether the people concerned are told of what was found."""

    YES = "yes"
    LATER = "later"
    NO = "no"


class StepReason(StrEnum):
    """Reasons of a closed list; words stand beside them, sealed."""

    EXPLAINED = "explained"
    """What explains it automatically is right."""
    ANSWER = "answer"
    CONTEXT = "context"
    OTHER = "other"
    NO_ANSWER = "no_answer"
    SUSPICION = "suspicion"
    """A concrete suspicion that only the person behind the pseudonym can clear up."""
    DANGER = "danger"
    """Data are in danger now."""
    CONTRADICTION = "contradiction"
    """What is known contradicts itself, and only the person can say why."""
    NOTIFIED = "notified"
    NO_RISK = "no_risk"
    """No risk for anybody: nothing to be notified (Art. 33 Abs. 1 S. 1 a. E. DSGVO)."""
    NO_HIGH_RISK = "no_high_risk"
    """No high risk for those concerned, be it by what was done since (Art. 34 Abs. 1, Abs. 3 lit. a, b DSGVO)."""
    PROTECTION = "protection"
    """A child's protection, or an inquiry, would suffer."""
    NOT_CONCERNED = "not_concerned"
    """Nobody's data were touched."""


class Wording(StrEnum):
    """What the people concerned are told of a case: one of these sentences and no other word."""

    FOUND_IMPROPER = "found_improper"
    FOUND_PROPER = "found_proper"
    CORRECTED = "corrected"


class NameState(StrEnum):
    """How a request for a name stands, as the officer who looks sees it."""

    NONE = "none"
    WAITING = "waiting"
    REFUSED = "refused"
    GRANTED = "granted"
    """To this very officer."""
    OTHERS = "others"
    """Another officer of the case asked."""


class CaseFault(StrEnum):
    """Why a step was not taken; nothing of it was kept."""

    WORDS = "words"
    SHORT = "short"
    """Words that a reason needs are fewer than it takes to say why."""
    REASON = "reason"
    DAY = "day"
    RESULT = "result"
    MEANWHILE = "meanwhile"
    """Somebody took a step meanwhile: look again."""
    ORDER = "order"
    """Not from where the case stands, or not by this person."""
    REFUSED = "refused"
    GONE = "gone"
    SENT = "sent"
    """The same form was sent before: it is done."""
