"""Which days a case or a hit has: worked out from what is known, by the clerk and at the desk in the same way."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hub.review.cases.holidays import Calendar
from hub.terms.case_dues import Due, DueKind
from hub.terms.case_words import CaseKind, CaseState, Result, TellFamily
from hub.terms.cases import Case, RuleText
from hub.terms.clock import legal_day
from hub.terms.hits import Hit

TIME_TO_MOVE = 5
"""Working days after which a case in which nothing happens is brought to mind: a house rule."""
_BEFORE_RESULT = frozenset({CaseState.NEW, CaseState.EXPLAINED, CaseState.ASKED, CaseState.IN_REVIEW})
_WAITING = frozenset({CaseState.NEW, CaseState.EXPLAINED, CaseState.IN_REVIEW, CaseState.CONFIRMING})


@dataclass(frozen=True)
class Days:
    """The calendar and the rules of the review: how many working days a rule gives."""

    calendar: Calendar
    rules: Mapping[str, RuleText]

    def all(self, cases: Iterable[Case], hits: Iterable[Hit]) -> tuple[Due, ...]:
        """The nearest first."""
        found = [due for case in cases for due in self.of_case(case)]
        found += [due for hit in hits for due in self.of_hit(hit)]
        return tuple(sorted(found, key=lambda due: (due.day, due.kind, due.number, due.rule or "")))

    def of_hit(self, hit: Hit) -> Iterator[Due]:
        """Of a hit of which nobody has made a case: from its first entry on."""
        day = self._within(hit.rule, hit.first)
        if day is not None:
            yield Due(day, DueKind.EMERGENCY, hit=hit.id, rule=hit.rule)

    def of_case(self, case: Case) -> Iterator[Due]:
        """What has to be done in a case, and by when."""
        for kind, day in self._of_case(case):
            if day is not None:
                yield Due(day, kind, case=case.id, number=case.number, rule=case.rule)

    def _of_case(self, case: Case) -> Iterator[tuple[DueKind, date | None]]:
        if case.state in _BEFORE_RESULT:
            yield DueKind.EMERGENCY, self._within(case.rule, case.first)
        if case.state is CaseState.ASKED:
            yield DueKind.ANSWER, case.due
        if case.kind is CaseKind.QUESTION and not case.is_over:
            yield DueKind.QUESTION, case.due
        if case.notify_until is not None and case.result is Result.INCIDENT:
            yield DueKind.NOTIFY, legal_day(case.notify_until)
        if case.told is TellFamily.LATER:
            yield DueKind.TELL, case.told_on
        if case.state in _WAITING or case.is_telling_open:
            moved = legal_day(case.moved or case.opened)
            yield DueKind.WAITING, self.calendar.working_days_after(moved, TIME_TO_MOVE)

    def _within(self, rule: str | None, since: datetime) -> date | None:
        said = self.rules.get(rule or "")
        if said is None or said.within is None:
            return None
        return self.calendar.working_days_after(legal_day(since), said.within)

    def is_near(self, due: Due, today: date) -> bool:
        """On the working day before it, and from then on."""
        return due.day <= self.calendar.working_days_after(today, 1)
