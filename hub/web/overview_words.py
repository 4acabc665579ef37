"""What the overview says: each figure with the address of its list, and one sentence for each picture."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import url_for

from hub.terms.clock import legal_day
from hub.terms.log import Outcome
from hub.terms.marks import EMERGENCY
from hub.terms.overview import HOURS, SMALL, WEEKDAYS, Check, Checks, CheckState, Month, Overview, Result
from hub.web.sentences import name_reason
from hub.web.texts import Texts

MINUTE, HOUR, DAY = 60, 3600, 86400


@dataclass(frozen=True)
class Told:
    """A name, a figure in words, and where its list is; empty where there is none."""

    name: str
    figure: str
    link: str = ""
    share: int = 0


@dataclass(frozen=True)
class OverviewWords:
    """The words of one overview at an instant."""

    seen: Overview
    texts: Texts
    at: datetime

    def stand(self) -> str:
        """Up to when the figures go; today's without a date."""
        stand = self.seen.stand
        if stand is None:
            return self.texts.say("overview-no-stand")
        is_today = legal_day(stand.at) == legal_day(self.at)
        when = self.texts.moment(stand.at)
        day = self.texts.say("overview-today", time=when.rpartition(" ")[2]) if is_today else when
        return self.texts.say("overview-stand", when=day, place=stand.counted_to)

    def emergencies(self) -> Told:
        """How many, and their list."""
        say, found = self.texts.say, self.seen.emergencies
        return Told(say("tile-emergencies"), str(found), self._link(anlass=EMERGENCY))

    def anomalies(self) -> Told:
        """What rules found and waits for somebody to look."""
        found = self.seen.waiting
        return Told(self.texts.say("tile-anomalies"), str(found.anomalies if found else 0), url_for("cases.show_cases"))

    def cases(self) -> str:
        """How many cases are open, and how old the oldest is, in words."""
        found = self.seen.waiting
        if found is None or found.oldest is None:
            return self.texts.say("overview-cases-none")
        days = (legal_day(self.at) - legal_day(found.oldest)).days
        age = "today" if days < 1 else "week" if days < 7 else "month" if days < 31 else "old"
        return self.texts.say("overview-cases", count=found.cases, age=age)

    def sample(self) -> Told:
        """`14 von 21`, of the newest sample."""
        found = self.seen.judging
        figure = self.texts.say("overview-judged", judged=found.judged, count=found.entries) if found else ""
        return Told(self.texts.say("tile-sample"), figure, url_for("sample.show_samples"))

    def sample_month(self) -> str:
        """Which month it is of."""
        found = self.seen.judging
        return self.texts.say(f"month-{found.month.month}", year=str(found.month.year)) if found else ""

    def explained(self) -> str:
        """How many looks have an ordinary reason."""
        stand = self.seen.stand
        share = 100 * stand.explained // stand.looks if stand and stand.looks else 0
        return self.texts.say("overview-explained-summary", share=share, count=stand.looks if stand else 0)

    def hours(self) -> tuple[tuple[int, tuple[Told, ...]], ...]:
        """By hour, one cell for each weekday: few are told as few."""
        return tuple((hour, tuple(self._cell(day, hour) for day in WEEKDAYS)) for hour in HOURS)

    def _cell(self, day: int, hour: int) -> Told:
        entries = self.seen.looks.get((day, hour), 0)
        if not entries:
            return Told("", "0")
        figure = self.texts.say("overview-few") if entries < SMALL else str(entries)
        name = self.texts.say("overview-cell", day=self.texts.say(f"weekday-long-{day}"), hour=f"{hour:02}")
        return Told(name, figure, self._link(ergebnis=Outcome.SHOWN, wochentag=day, stunde=hour))

    def heat(self) -> str:
        """How many looks, and how many of them outside the usual hours."""
        looks, duty = self.seen.looks, self.seen.duty
        outside = sum(entries for (day, hour), entries in looks.items() if not duty.covers(day, hour))
        return self.texts.say("overview-heat-summary", count=sum(looks.values()), outside=outside, **self._days())

    def shown(self) -> str:
        """The list of all looks in the picture."""
        return self._link(ergebnis=Outcome.SHOWN)

    def refusals(self) -> tuple[Told, ...]:
        """By reason, the most frequent first, each with its share of the longest bar."""
        found = self.seen.refusals
        most = max((entries for _, entries in found), default=1)
        return tuple(
            Told(name_reason(mark, self.texts), str(entries), self._link(anlass=mark), max(1, 100 * entries // most))
            for mark, entries in found
        )

    def denied(self) -> str:
        """How many refusals, and why most."""
        found = self.seen.refusals
        if not found:
            return self.texts.say("overview-denied-none", **self._days())
        first = name_reason(found[0][0], self.texts)
        count = sum(entries for _, entries in found)
        return self.texts.say("overview-denied-summary", count=count, first=first, **self._days())

    def months(self) -> tuple[Told, ...]:
        """Each month, with the list of its entries while there are any."""
        return tuple(map(self._month, self.seen.months))

    def _month(self, month: Month) -> Told:
        name = self.month_name(month)
        if month.entries is None:
            return Told(name, self.texts.say("overview-erased"))
        link = self._address(von=month.since, bis=month.until) if month.entries else ""
        whole = month.since == month.first
        figure = (
            str(month.entries)
            if whole
            else self.texts.say("overview-partly", count=month.entries, day=self.texts.plain_day(month.since))
        )
        return Told(name, figure, link)

    def month_name(self, month: Month) -> str:
        """`November 2026`."""
        return self.texts.say(f"month-{month.first.month}", year=str(month.first.year))

    def month_sign(self, month: Month) -> str:
        """`11/26`, under the picture."""
        return f"{month.first:%m/%y}"

    def line(self) -> str:
        """How many in this month, and how many are kept in all."""
        kept = [one.entries for one in self.seen.months if one.entries is not None]
        return self.texts.say("overview-line-summary", count=kept[-1] if kept else 0, all=sum(kept))

    def witnessed(self) -> str:
        """How long ago both witnesses confirmed the log."""
        age = self.seen.fresh.witnessed
        return (
            self.texts.say("overview-witnessed-never")
            if age is None
            else self.texts.say("overview-witnessed", **self._age(age))
        )

    def erasures(self) -> str:
        """When something was erased last, and whether anything waits for it."""
        stand = self.seen.stand
        if stand is None:
            return ""
        done = stand.erased_at
        last = (
            self.texts.say("overview-erased-at", when=self.texts.moment(done))
            if done
            else self.texts.say("overview-erased-never")
        )
        return f"{last} {self.texts.say('overview-overdue', count=stand.overdue)}"

    def erasing(self) -> str:
        """The list of erasures."""
        return self._address(art="log.erase") if self.seen.stand and self.seen.stand.erased_at else ""

    def holds(self) -> Iterator[tuple[str, str, str]]:
        """What is not erased, why, and until when."""
        for one in self.seen.holds:
            yield one.what, self.texts.say(f"hold-{one.reason}"), self.texts.day(one.until)

    def _days(self) -> dict[str, str]:
        return {"since": self.texts.plain_day(self.seen.since), "until": self.texts.plain_day(self.seen.until)}

    @staticmethod
    def _age(seconds: float) -> dict[str, str | int]:
        unit, size = (
            ("day", DAY) if seconds >= 2 * DAY else ("hour", HOUR) if seconds >= 2 * HOUR else ("minute", MINUTE)
        )
        return {"unit": unit, "count": int(max(0.0, seconds) // size)}

    def _link(self, **filters: object) -> str:
        return self._address(von=self.seen.since, bis=self.seen.until, **filters)

    def _address(self, **filters: object) -> str:
        """The log with these filters, up to where it was counted: exactly the entries of the figure."""
        stand = self.seen.stand
        asked = {name: f"{word:%d.%m.%Y}" if name in ("von", "bis") else str(word) for name, word in filters.items()}
        return f"{url_for('log.show_log')}?{urlencode(asked | {'stand': str(stand.counted_to if stand else 0)})}"


def name_check(checks: Checks, texts: Texts) -> str:
    """What the last check came to, in one sentence that needs no knowledge of programs."""
    last = checks.last
    if last is None or last.checked_at is None or last.result is None:
        return texts.say("check-never")
    facts: dict[str, str | int] = {"when": texts.moment(last.checked_at), "count": last.size or 0}
    said = texts.say(f"check-{last.result}", **facts)
    if last.result is not Result.FINDINGS:
        return said
    kinds = (texts.say(f"check-found-{kind}", count=count) for kind, count in sorted(last.findings.items()))
    return " ".join((said, *kinds))


def name_state(check: Check, texts: Texts) -> str:
    """How far a check is."""
    if check.state is CheckState.RUNNING and check.size and check.done >= check.size:
        return texts.say("check-state-comparing", count=check.size)
    return texts.say(f"check-state-{check.state}", done=check.done, count=check.size or 0)
