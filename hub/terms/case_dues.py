"""Days by which data protection officers have something to do."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.terms.cases import CaseId
from hub.terms.hits import HitId


class DueKind(StrEnum):
    """What a day is for."""

    EMERGENCY = "emergency"
    """A use in an emergency is looked at (E8: within three working days)."""
    ANSWER = "answer"
    """Until then the person asked can answer; from then on it goes on without."""
    QUESTION = "question"
    """A family is answered (J12: within 14 days)."""
    NOTIFY = "notify"
    """The authority is notified of a breach (Art. 33 GDPR: 72 hours; the hour stands at the case)."""
    TELL = "tell"
    """It is decided anew whether a family is told."""
    WAITING = "waiting"
    """Nothing has happened for five working days: a house rule."""


@dataclass(frozen=True)
class Due:
    """One day of one case, or of one hit of which there is no case yet."""

    day: date
    kind: DueKind
    case: CaseId | None = None
    hit: HitId | None = None
    number: str = ""
    rule: str | None = None

    def is_over(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.day < today
