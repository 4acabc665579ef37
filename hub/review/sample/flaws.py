"""What can be wrong with a draw, and what an export cannot show."""

from dataclasses import dataclass, field
from enum import StrEnum


class Flaw(StrEnum):
    """What can be wrong with a draw."""

    NOT_IN_THE_LOG = "not_in_the_log"
    """The log does not name this sheet."""
    TWICE = "twice"
    """The month was drawn, or a number committed for it, more than once."""
    OTHER_NONCE = "other_nonce"
    MADE_UP = "made_up"
    """A number of its maker's choice that was committed after the month was over, or one known before."""
    STEERED = "steered"
    """The number was committed after the checkpoint, or a fitting checkpoint was passed over."""
    CHECKPOINT = "checkpoint"
    """Not cosigned, not of this log, or of another time."""
    POPULATION = "population"
    """Entries of the month are missing, or others are in it."""
    STRATA = "strata"
    REPORT = "report"


class Limit(StrEnum):
    """What was not checked, or what a draw does not prove."""

    TAKEN_OVER = "taken_over"
    MISSED = "missed"
    """No number was committed before the month was over: the draw hangs on the checkpoint alone."""
    CLOSED = "closed"
    """Of taken-over entries or of strata: the export holds no open box."""
    UNWEIGHTED = "unweighted"
    WEIGHTS = "weights"
    """Which looks were unexplained rests on the hub's word: no leaf says it."""
    JOINT = "joint"
    """Which looks of the other body were joint, the leaves do not say."""


@dataclass(frozen=True)
class Findings:
    """What was found, with its places; and what could not be."""

    flaws: list[tuple[Flaw, str]] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)

    def add(self, flaw: Flaw, place: str) -> None:
        """Another one."""
        self.flaws.append((flaw, place))

    def limit(self, limit: Limit) -> None:
        """Named once."""
        if limit not in self.limits:
            self.limits.append(limit)
