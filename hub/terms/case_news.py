"""What the officers tell somebody of a family: answers to their questions, and what was found about their entries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hub.terms.case_words import Wording
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId


@dataclass(frozen=True, repr=False)
class OwnQuestion:
    """A question of one's own about an entry, and its answer once there is one.

    `about` is when that was done which one asks about; `words` are one's own, where they were kept for oneself.
    """

    entry: EntryId
    number: str
    asked: datetime
    due: date
    is_closed: bool
    reply: str = ""
    replied: datetime | None = None
    about: datetime | None = None
    words: str = ""

    @property
    def asked_on(self) -> date:
        """The day of the question."""
        return legal_day(self.asked)

    @property
    def replied_on(self) -> date | None:
        """The day of the answer."""
        return legal_day(self.replied) if self.replied is not None else None


@dataclass(frozen=True)
class OwnNews:
    """What was found about entries of one's own list."""

    entries: tuple[EntryId, ...]
    wording: Wording
    day: date


@dataclass(frozen=True, repr=False)
class OwnAnswers:
    """All that the officers told somebody of a family."""

    questions: tuple[OwnQuestion, ...] = ()
    news: tuple[OwnNews, ...] = ()

    def by_entry(self) -> Mapping[EntryId, OwnQuestion]:
        """The newest question about each entry."""
        return {one.entry: one for one in self.questions}
