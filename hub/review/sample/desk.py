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
from hub.terms.principals import Principal
from hub.terms.samples import Judgement, ReportFile, SampleAnswer, SampleBoard, SampleLook


@dataclass(frozen=True, repr=False)
class Samples:
    """The samples of one process group."""

    house: House

    def board(self, principal: Principal, at: datetime) -> SampleBoard:
        """All samples of the officer's bodies, and what can be drawn."""
        return show_samples(self.house, principal, at)

    def look(self, principal: Principal, month: date, entry: str | None, at: datetime) -> SampleLook | None:
        """One entry, or the next that nobody judged."""
        return look_at(self.house, principal, month, entry, at)

    def commit(self, principal: Principal, month: date, at: datetime) -> SampleAnswer:
        """Write down the hash of a random number for a month."""
        return commit(self.house, principal, month, at)

    def draw(self, principal: Principal, month: date, at: datetime) -> SampleAnswer:
        """Draw a month, once."""
        return draw_month(self.house, principal, month, at)

    def judge(self, principal: Principal, said: tuple[date, EntryId, Judgement], at: datetime) -> SampleAnswer:
        """Say something of one entry."""
        return judge(self.house, principal, said, at)

    def sign(self, principal: Principal, month: date, at: datetime) -> SampleAnswer:
        """Sign the report, once everything is judged."""
        return sign(self.house, principal, month, at)

    def report(self, principal: Principal, month: date, at: datetime) -> ReportFile | None:
        """The signed report, if there is one."""
        signed = take_report(self.house, principal, month, at)
        told: dict[str, Any] = orjson.loads(signed.report) if signed else {}
        return ReportFile(signed.write(), told) if signed else None
