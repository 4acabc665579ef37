"""What is due about one family's consents on a day: worked out from the facts each time, never from what was stored.

So a reminder cannot outlive its reason, and nothing depends on whether the clerk ran.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from hub.consent.papers import Paper, Way
from hub.consent.signers import OWN_AGE
from hub.consent.standing import is_over
from hub.consent.stories import is_told
from hub.consent.tasks.openings import Opened, Seen, openings, without
from hub.terms.catalogue import Catalogue
from hub.terms.clock import day_begins, day_ends, legal_day, months_later, years_later
from hub.terms.confirming import ORAL_DAYS
from hub.terms.ids import PersonId
from hub.terms.lists import Agency
from hub.terms.people import (
    FULL_AGE,
    Family,
    Person,
)
from hub.terms.tasks import Task, TaskKind

ASK_BEFORE = (90, 30)
"""Days before a birthday on which the youth is to be asked (D14; a second time, `users.md` J16)."""
ASK_AFTER = 90
"""Days after it on which the reminder ends, if nobody answered: what was suspended stays so."""
WARN_BEFORE = (30, 7)
"""Days before its last day on which a consent is said to run out (D26)."""
RECALL_DAYS = 14
"""A house rule: the law says without delay (Art. 17 Abs. 1 GDPR)."""
SHEET_DAYS = 14
"""A house rule: a family that signed on paper does not wait longer for its yes to count."""
CLOSING_MONTHS = 6
"""How long joint data may wait for the closing of a case (G2)."""
_AGES = ((TaskKind.OWN_SAY_15, OWN_AGE), (TaskKind.OWN_SAY_18, FULL_AGE))
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class OpenRecall:
    """An answer that an agency still owes after a withdrawal."""

    ref: str
    agency: Agency
    taken_back_at: datetime


@dataclass(frozen=True)
class OpenSheet:
    """A sheet of paper by its number, printed or already scanned, and since when it is so."""

    number: str
    is_scanned: bool
    since: datetime


@dataclass(frozen=True)
class Situation:
    """All that tasks about one family follow from."""

    family: Family
    papers: tuple[Paper, ...]
    recalls: tuple[OpenRecall, ...]
    catalogue: Catalogue
    at: datetime
    sheets: tuple[OpenSheet, ...] = ()

    @cached_property
    def day(self) -> date:
        """The legal day."""
        return legal_day(self.at)

    @cached_property
    def told(self) -> tuple[Paper, ...]:
        """Papers of the table; what was confided is nobody's task (S1)."""
        return tuple(paper for paper in self.papers if is_told(paper))

    @cached_property
    def standing(self) -> tuple[Paper, ...]:
        """Those of them that somebody's yes still stands on, and that were not entered by mistake."""
        return tuple(paper for paper in self.told if _stands(paper, self.at))

    def open_at(self, at: datetime) -> Mapping[Seen, Opened]:
        """What the papers, as they are today, open at another instant."""
        return openings(self.family, self.told, self.catalogue, at)


def due_tasks(situation: Situation) -> tuple[Task, ...]:
    """Everything that is due, each once, the nearest first. After the end of FAM nothing but closing it (G2)."""
    if is_over(situation.family, situation.day):
        found = [*_end(situation), *_recalls(situation)]
    else:
        found = [*_own_say(situation), *_expiring(situation), *_unconfirmed(situation), *_recalls(situation)]
        found += _sheets(situation)
    return tuple(sorted(dict.fromkeys(found), key=lambda task: (task.due, task.kind, task.consents, str(task.person))))


def _own_say(situation: Situation) -> Iterator[Task]:
    """Whose birthday shuts something that others opened, and who has not answered since."""
    for person in situation.family.participants:
        if person.born is None or not _lives(person, situation.day):
            continue
        for kind, age in _AGES:
            birthday = years_later(person.born, age)
            notice = _notice((birthday - situation.day).days, ASK_BEFORE)
            if notice is None or situation.day > birthday + timedelta(ASK_AFTER):
                continue
            refs = _suspended(situation, person.id, birthday)
            if refs:
                yield Task(kind, birthday, notice, person.id, refs)


def _suspended(situation: Situation, person: PersonId, birthday: date) -> tuple[str, ...]:
    """The papers that open something about a person until the birthday and not from it on, unanswered since."""
    before = situation.open_at(day_begins(birthday) - _MOMENT)
    after = situation.open_at(max(situation.at, day_begins(birthday)))
    shut = {seen: refs for seen, refs in without(before, after).items() if seen.person == person}
    refs = {ref for seen, found in shut.items() if not _answered(situation, seen, birthday) for ref in found}
    return tuple(sorted(refs & {paper.ref for paper in situation.standing}))


def _answered(situation: Situation, seen: Seen, since: date) -> bool:
    """The person said yes or no, from a day on, to a text that names this recipient and purpose.

    What they said of a confided note alone, or of who may speak, is no answer: it opens nothing of this (S1, D25).
    """
    return any(
        said.by == seen.person and said.day >= since and said.at <= situation.at
        for paper in situation.told
        if paper.bound is None
        if seen.recipient in (paper.recipients or ()) and seen.purpose in (paper.purposes or ())
        for said in paper.declarations
    )


def _expiring(situation: Situation) -> Iterator[Task]:
    """Consents that open something now, and nothing takes their place on the day after their last."""
    for paper in situation.standing:
        left = (paper.last_day - situation.day).days
        notice = _notice(left, WARN_BEFORE)
        if left < 0 or notice is None or _ends_before(situation.family, paper):
            continue
        now, then = situation.open_at(situation.at), situation.open_at(day_ends(paper.last_day))
        if any(paper.ref in refs for refs in without(now, then).values()):
            yield Task(TaskKind.EXPIRY, paper.last_day, notice or min(WARN_BEFORE), None, (paper.ref,))


def _unconfirmed(situation: Situation) -> Iterator[Task]:
    """Spoken, and not confirmed in writing by today."""
    for paper in situation.standing:
        if paper.way is not Way.ORAL or situation.day > paper.last_day:
            continue
        if paper.written_on is None or paper.written_on > situation.day:
            due = max(said.day for said in paper.yeses if said.at <= situation.at) + timedelta(ORAL_DAYS)
            yield Task(TaskKind.CONFIRMATION, due, _until(situation, due, ORAL_DAYS), None, (paper.ref,))


def _recalls(situation: Situation) -> Iterator[Task]:
    """What became of it after a withdrawal: each agency answers for its own people."""
    for one in situation.recalls:
        due = legal_day(one.taken_back_at) + timedelta(RECALL_DAYS)
        yield Task(TaskKind.RECALL, due, _until(situation, due, RECALL_DAYS), None, (one.ref,), one.agency)


def _sheets(situation: Situation) -> Iterator[Task]:
    """Paper counts only when its scan is in and somebody else has looked at it."""
    for one in situation.sheets:
        due = legal_day(one.since) + timedelta(SHEET_DAYS)
        kind = TaskKind.SCAN if one.is_scanned else TaskKind.SHEET
        yield Task(kind, due, _until(situation, due, SHEET_DAYS), None, (one.number,))


def _end(situation: Situation) -> Iterator[Task]:
    ended = situation.family.exit_date
    if ended is None or situation.day <= ended:
        return
    closing = months_later(ended, CLOSING_MONTHS)
    is_over = situation.day > closing
    yield Task(TaskKind.RECORD_OVER, closing, 0) if is_over else Task(TaskKind.FAM_END, ended, 0)


def _until(situation: Situation, due: date, days: int) -> int:
    return days if situation.day <= due else 0


def _notice(left: int, days: tuple[int, ...]) -> int | None:
    """The nearest notice that has been reached: 90, then 30, then 0 from the day itself on. None: too early."""
    if left <= 0:
        return 0
    return min((day for day in days if left <= day), default=None)


def _ends_before(family: Family, paper: Paper) -> bool:
    """FAM ends before the consent does, or with it: there is nothing to be renewed."""
    return family.exit_date is not None and family.exit_date <= paper.last_day


def _lives(person: Person, day: date) -> bool:
    return person.deceased_on is None or day < person.deceased_on


def _stands(paper: Paper, at: datetime) -> bool:
    """Somebody's yes has not been taken back as a whole, nor followed by a no of theirs."""
    if paper.invalid_since is not None and paper.invalid_since <= legal_day(at):
        return False
    for said in paper.yeses:
        later_no = any(no.by == said.by and said.at <= no.at <= at for no in paper.noes)
        back = any(
            one.by == said.by
            and said.at <= one.received_at <= at
            and one.persons is None
            and one.categories is None
            and one.recipients is None
            for one in paper.withdrawals
        )
        if said.at <= at and not later_no and not back:
            return True
    return False
