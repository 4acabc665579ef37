"""What the pages of the monthly sample ask of the rest of the house."""

from datetime import date, datetime
from typing import Protocol

from hub.terms.ids import EntryId
from hub.terms.principals import Seated
from hub.terms.samples import Judgement, ReportFile, SampleAnswer, SampleBoard, SampleLook


class Samples(Protocol):
    """The samples of an officer's bodies. Whoever is none gets what is empty, and that is written down."""

    def board(self, seated: Seated, at: datetime) -> SampleBoard:
        """All samples, and what can be drawn. It shows no line of the log."""

    def look(self, seated: Seated, month: date, entry: str | None, at: datetime) -> SampleLook | None:
        """One entry, or the next that nobody judged; a reading of the log, written down as that."""

    def commit(self, seated: Seated, month: date, at: datetime) -> SampleAnswer:
        """Write down the hash of a random number for a month."""

    def draw(self, seated: Seated, month: date, at: datetime) -> SampleAnswer:
        """Draw a month, once."""

    def judge(self, seated: Seated, said: tuple[date, EntryId, Judgement], at: datetime) -> SampleAnswer:
        """Say something of one entry."""

    def sign(self, seated: Seated, month: date, at: datetime) -> SampleAnswer:
        """Sign the report, once everything is judged."""

    def report(self, seated: Seated, month: date, at: datetime) -> ReportFile | None:
        """The signed report, if there is one."""
