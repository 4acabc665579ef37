"""Questions that wait for somebody on the family page, and what they answer there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hub.terms.own_consents import OwnView
from hub.terms.talks import Question


class AnswerFault(StrEnum):
    """Why answers cannot be kept; nothing of them was."""

    ANSWERS = "answers"
    GONE = "gone"
    """A question was answered, withdrawn or ended meanwhile."""
    FORM = "form"
    POWER = "power"
    NOTHING = "nothing"


@dataclass(frozen=True, repr=False)
class Waiting:
    """One question, as it was sealed to the families' process: by which version of the form, in which language."""

    ref: str
    question: Question
    form: str
    digest: str
    language: str
    asked_on: date


@dataclass(frozen=True, repr=False)
class WaitingView:
    """All that somebody is asked, by their look; `own` names them."""

    own: OwnView
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True)
class Answers:
    """A yes or a no by the number of the paper; a later is not in it.

    `deputies` are those to which the question about whoever stands in was answered with yes as well.
    """

    replies: Mapping[str, bool] = field(default_factory=dict)
    deputies: frozenset[str] = frozenset()
