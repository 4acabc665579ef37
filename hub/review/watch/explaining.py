"""Why a look is an ordinary one (E1–E9): from what was known at the decision, and from what is known now.

Pure, and the same whoever looks. What was entered only after a look explains nothing: it is named as entered later.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hub.ledger.entry import Event
from hub.review.context.context import Context
from hub.review.watch.reach import is_for_sample
from hub.review.watch.scene import UNEXPLAINED, Explained
from hub.terms.circumstances import Appointment, AppointmentKind, Assigned
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Purpose, Role
from hub.terms.logged import Deed, Explanation, Logged
from hub.terms.people import FamStatus

NOBODY = "N-00"
FOR_A_SAMPLE = Explained(frozenset({Explanation.TASK}))
AROUND_A_DATE = timedelta(days=5)
AFTER_A_REQUEST = timedelta(days=14)
AFTER_A_CONSENT = timedelta(days=30)
AFTER_AN_EMERGENCY = timedelta(hours=24)
BILLED_AFTER = timedelta(days=90)
_OWN_DUTY = frozenset({Purpose.SUPERVISION, Purpose.FAM_ADMISSION})
LEADING = {
    **dict.fromkeys((Role.FAM_COORDINATOR, Role.ASD_LEAD, Role.JOBCENTER_LEAD), _OWN_DUTY),
    Role.PROVIDER_LEAD: frozenset({Purpose.SUPERVISION, Purpose.PROVIDER_SERVICE, Purpose.PROVIDER_BILLING}),
}
"""What leads look for without a case of their own. What they look at for another purpose is a look like others."""
ALONE = {Role.AUDITOR: frozenset({Purpose.AUDIT})}
"""Functions that are there for nothing else, whosever the case is."""
MEETINGS = {AppointmentKind.CONFERENCE: Purpose.CASE_CONFERENCE, AppointmentKind.ADMISSIONS: Purpose.FAM_ADMISSION}
"""What a meeting that names no family explains: looks for its own purpose, on its own day."""

Reason = tuple[Explanation, datetime | None]
"""An explanation, and when it was entered; None where that is not known."""
Answers = Mapping[tuple[str, FamilyNumber | None], Sequence[datetime]]


@dataclass(frozen=True, eq=False)
class Explaining:
    """The explanations of one controller's entries. What is the same for a person, a family and a day is asked once."""

    context: Context
    answers: Answers = field(default_factory=dict)
    statements: Mapping[FamilyNumber | None, Sequence[datetime]] = field(default_factory=dict)
    agencies: Mapping[str, Agency] = field(default_factory=dict)
    _by_family: dict[FamilyNumber, list[Assigned]] = field(default_factory=dict)
    _of_a_day: dict[tuple[str, FamilyNumber, date], tuple[Reason, ...]] = field(default_factory=dict)
    _dates: dict[tuple[str, str], list[Appointment]] = field(default_factory=dict)

    def explain(self, one: Logged) -> Explained:
        """What explains one entry about a family. What names none is explained by an officer's open sample alone."""
        if one.who == NOBODY:
            return Explained(frozenset({Explanation.SYSTEM}))
        if one.family is None:
            is_task = one.agency is self.context.controller and is_for_sample(one, self.context.samples)
            return FOR_A_SAMPLE if is_task else UNEXPLAINED
        reasons = [*self._ties(one, one.family), *self._consents(one), *self._events(one, one.family)]
        codes = {code for code, entered in reasons if entered is None or entered <= one.at} | self._stored(one)
        later = {code for code, entered in reasons if entered is not None and entered > one.at}
        return Explained(frozenset(codes), frozenset(later - codes)) if codes or later else UNEXPLAINED

    def _stored(self, one: Logged) -> frozenset[Explanation]:
        """What was known at the decision. One's own word, or a consent of one's own entering, explains nothing."""
        deputy = self.context.deputy(one.who, str(one.family), one.at) if one.explained else None
        known = one.explained - {Explanation.DEPUTY} if deputy and deputy.self_declared else one.explained
        papers = [self.context.consent(number) for number in one.basis] if Explanation.CONSENT in known else []
        entered = [paper.entered_by == one.who for paper in papers if paper is not None]
        return known - {Explanation.CONSENT} if entered and all(entered) else known

    def _ties(self, one: Logged, family: FamilyNumber) -> Sequence[Reason]:
        day = legal_day(one.at)
        place = one.who, family, day
        if place not in self._of_a_day:
            self._of_a_day[place] = (*self._mandates(one, family), *self._at_a_date(one, family, day))
        return self._of_a_day[place]

    def _mandates(self, one: Logged, family: FamilyNumber) -> Iterator[Reason]:
        assigned = self.context.assigned(one.who, family, one.at)
        if assigned:
            yield Explanation.ASSIGNED, assigned.entered
        deputy = self.context.deputy(one.who, family, one.at)
        if deputy and (not deputy.self_declared or self.context.absent(deputy.stands_in_for, one.at)):
            yield Explanation.DEPUTY, deputy.entered

    def _at_a_date(self, one: Logged, family: FamilyNumber, day: date) -> Iterator[Reason]:
        for met in self._of_staff_and(one.who, family):
            if legal_day(met.since) - AROUND_A_DATE <= day <= legal_day(met.until) + AROUND_A_DATE:
                yield Explanation.TASK, _in_time(met, day)

    def _of_staff_and(self, who: str, family: str) -> Sequence[Appointment]:
        if not self._dates:
            self._dates[("", "")] = []
            for met in self.context.dates:
                for staff in met.staff:
                    for named in met.families or ("",):
                        self._dates.setdefault((staff, named), []).append(met)
        return self._dates.get((who, family), ())

    def _events(self, one: Logged, family: FamilyNumber) -> Iterator[Reason]:
        """What holds at an instant: meetings, duty, a procedure, a request, a family's question."""
        for met in self._of_staff_and(one.who, ""):
            if MEETINGS.get(met.kind) is one.purpose and legal_day(met.since) == legal_day(one.at):
                yield Explanation.TASK, _in_time(met, legal_day(one.at))
        for answered in self.answers.get((one.who, family), ()):
            if abs(one.at - answered) <= AFTER_A_REQUEST:
                yield Explanation.ASKED_BY_AGENCY, None
        if one.purpose is Purpose.DATA_SUBJECT_ACCESS:
            for asked in self.statements.get(family, ()):
                if timedelta() <= one.at - asked <= AFTER_A_CONSENT:
                    yield Explanation.FAMILY, None
        yield from self._protection(one, family)
        yield from self._lead(one, family)

    def _protection(self, one: Logged, family: FamilyNumber) -> Iterator[Reason]:
        for ran in self.context.procedures_of(family):
            begins = ran.since - (AFTER_AN_EMERGENCY if one.action is Deed.EMERGENCY else timedelta())
            if one.who in ran.team and begins <= one.at and (ran.until is None or one.at < ran.until):
                yield Explanation.PROTECTION, None
        if one.purpose is not Purpose.SGB8_CHILD_PROTECTION:
            return
        shift = self.context.on_duty(one.who, one.at)
        if shift and shift.on_call:
            yield Explanation.TASK, None

    def _lead(self, one: Logged, family: FamilyNumber) -> Iterator[Reason]:
        """Who decides on admissions looks at those that are proposed; who leads, at cases of the own body."""
        if one.purpose in ALONE.get(one.role, ()):
            yield Explanation.SIGN_OFF, None
        if one.purpose not in LEADING.get(one.role, ()):
            return
        standing = self.context.standing(family, one.at)
        if (standing and standing.status is FamStatus.PROPOSED) or self._is_case_of(one, family):
            yield Explanation.SIGN_OFF, None

    def _is_case_of(self, one: Logged, family: FamilyNumber) -> bool:
        """Of the body of whoever looks; what is billed may have ended a while ago."""
        last = legal_day(one.at)
        first = last - (BILLED_AFTER if one.purpose is Purpose.PROVIDER_BILLING else timedelta())
        ties = (tie for tie in self._ties_of(family) if self.agencies.get(tie.who) is one.agency)
        return any(tie.since <= last and (tie.until is None or first <= tie.until) for tie in ties)

    def _ties_of(self, family: FamilyNumber) -> Sequence[Assigned]:
        if not self._by_family:
            for tie in self.context.assignments:
                self._by_family.setdefault(tie.family, []).append(tie)
        return self._by_family.get(family, ())

    def _consents(self, one: Logged) -> Iterator[Reason]:
        """A consent on which the look rests was signed lately. One's own entering explains no looking of one's own."""
        for number in one.basis:
            paper = self.context.consent(number)
            if paper is None or paper.family != one.family or paper.signed is None:
                continue
            is_lately = timedelta() <= one.at - paper.signed <= AFTER_A_CONSENT
            if is_lately and paper.holds_at(one.at) and paper.entered_by != one.who:
                yield Explanation.CONSENT, paper.entered


def _in_time(met: Appointment, day: date) -> datetime | None:
    """When a date was entered. A talk or a call is noted at its end: on the same day is in time."""
    return None if met.entered is None or legal_day(met.entered) <= day else met.entered


def explain_all(logged: Iterable[Logged], context: Context) -> Mapping[tuple[str, int], Explained]:
    """What explains each entry about a family, as far as anything does, by entry and part."""
    rows = tuple(logged)
    answers: dict[tuple[str, FamilyNumber | None], list[datetime]] = defaultdict(list)
    statements: dict[FamilyNumber | None, list[datetime]] = defaultdict(list)
    for one in rows:
        if one.event == Event.REQUEST_ANSWERED:
            answers[one.who, one.family].append(one.at)
        elif one.event == Event.STATEMENT:
            statements[one.family].append(one.at)
    explaining = Explaining(context, answers, statements, {one.who: one.agency for one in rows})
    found = ((one, explaining.explain(one)) for one in rows)
    return {(one.entry, one.part): why for one, why in found if why is not UNEXPLAINED}
