"""The sample as the pages ask for it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from hub.gate.house import House
from hub.review.sample.drawing import commit, draw_month, show_samples
from hub.review.sample.judging import judge, look_at
from hub.review.sample.reporting import sign, take_report
from hub.terms.ids import EntryId
from hub.terms.principals import Seated
from hub.terms.samples import Judgement, ReportFile, SampleAnswer, SampleBoard, SampleLook


@dataclass(frozen=True, repr=False)
class Samples:
    """The samples of one process group."""

    house: House

    def board(self, seated: Seated, at: datetime) -> SampleBoard:
        """All samples of the officer's bodies, and what can be drawn."""
        return show_samples(self.house, seated, at)

    def look(self, seated: Seated, month: date, entry: str | None, at: datetime) -> SampleLook | None:
        """One entry, or the next that nobody judged."""
        return look_at(self.house, seated, month, entry, at)

    def commit(self, seated: Seated, month: date, at: datetime) -> SampleAnswer:
        """Write down the hash of a random number for a month."""
        return commit(self.house, seated, month, at)

    def draw(self, seated: Seated, month: date, at: datetime) -> SampleAnswer:
        """Draw a month, once."""
        return draw_month(self.house, seated, month, at)

    def judge(self, seated: Seated, said: tuple[date, EntryId, Judgement], at: datetime) -> SampleAnswer:
        """Say something of one entry."""
        return judge(self.house, seated, said, at)

    def sign(self, seated: Seated, month: date, at: datetime) -> SampleAnswer:
        """Sign the report, once everything is judged."""
        return sign(self.house, seated, month, at)

    def report(self, seated: Seated, month: date, at: datetime) -> ReportFile | None:
        """The signed report, if there is one."""
        signed = take_report(self.house, seated, month, at)
        told: dict[str, Any] = orjson.loads(signed.report) if signed else {}
        return ReportFile(signed.write(), told) if signed else None
