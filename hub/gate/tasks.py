"""The tasks of one's own families: worked out, decided like any look, written down as one entry, then shown.

Of a paper whoever may not be told of it learns nothing, nor that there is a task about it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from hub.consent.coverage import Question
from hub.consent.store import load_papers
from hub.consent.tasks.due import OpenRecall, Situation, due_tasks
from hub.consent.tasks.store import AtHand, load_at_hand, write_settled
from hub.db.errors import DatabaseUnavailable, NotThere, TicketVoid
from hub.gate.conferences.agreed import AGREED, with_agreed
from hub.gate.frames import project
from hub.gate.glances import Candidate, decide_glance, held_against, open_glances
from hub.gate.house import House
from hub.gate.lists import Asker, Stretch
from hub.gate.recipients import Sight
from hub.gate.rules import by_rules_in_force
from hub.gate.standing import offers
from hub.gate.store import load_listed
from hub.gate.talk_room import RECORD
from hub.identity.recipients import Colleague, load_recipients_of
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.policy.consent_sight import agencies_that_tell, consent_purposes, knows_help
from hub.record.blind import BORN, NAMES
from hub.record.minutes.store import write_agreed_done
from hub.terms.access import Mandate
from hub.terms.clock import legal_day
from hub.terms.ids import CellId, EntryId, FamilyNumber, PersonId, StaffId, new_id
from hub.terms.lists import Owner, Purpose
from hub.terms.people import Family
from hub.terms.principals import Principal
from hub.terms.task_turns import CaseColleague
from hub.terms.tasks import Task, TaskKind, TaskLine, TaskView, TaskWish, key_of

log = structlog.get_logger()
TRIES = 5
MOST = 200
"""Own families that one page looks at; who has more is told so."""
FIELDS = NAMES | {BORN, AGREED}
_OF_ONES_OWN = frozenset(
    {TaskKind.FAM_END, TaskKind.RECORD_OVER, TaskKind.SHEET, TaskKind.SCAN, TaskKind.MINUTES},
)
"""Told to whose case it is: a sheet belongs to the agency that printed it, minutes wait for whoever sat there."""


@dataclass(frozen=True)
class ToldTasks:
    """The tasks of one family; its candidate names the papers that they tell of."""

    candidate: Candidate
    lines: tuple[TaskLine, ...]


@dataclass(frozen=True)
class _Case:
    """One of the own families, with what is due there and nobody has done."""

    candidate: Candidate
    family: Family
    lines: tuple[TaskLine, ...]


@by_rules_in_force
def look_at_tasks(house: House, principal: Principal, purpose: Purpose, at: datetime) -> TaskView:
    """What is due in the own families. Five statements, however many they are; for who may not look at consents none.

    Raises LedgerUnavailable or DatabaseUnavailable: then nothing was read.
    """
    if purpose not in consent_purposes(house.policies, principal.role):
        return TaskView()
    for _ in range(TRIES):
        try:
            return _look_once(house, Asker(principal, purpose, at, "tasks"))
        except (TicketVoid, NumberTaken):
            log.info("something changed while tasks were looked at: asked anew")
    raise DatabaseUnavailable("these families keep changing")


@by_rules_in_force
def settle_task(house: House, principal: Principal, purpose: Purpose, wish: TaskWish, at: datetime) -> bool:
    """Keep that a task is done, once; no value is read for it. False: there is no such task, or it closes itself."""
    if purpose not in consent_purposes(house.policies, principal.role):
        return False
    line = find_line(house, Asker(principal, purpose, at, "tasks"), wish.number, wish.key)
    if line is None or not line.can_close:
        return False
    for _ in range(TRIES):
        try:
            _settle_once(house, principal, line, at)
        except NumberTaken:  # somebody wrote about the family meanwhile
            continue
        except NotThere:  # somebody else did it at the same moment
            return False
        return True
    raise DatabaseUnavailable("this family keeps changing")


def find_line(house: House, asker: Asker, number: FamilyNumber, key: str) -> TaskLine | None:
    """A task of the own families by its key, as far as it is told to whoever asks. No value is read."""
    told, _ = _due(house, asker)
    lines = [line for one in told if one.candidate.number == number for line in one.lines]
    return next((one for one in lines if key_of(one.task).text == key), None)


def told_tasks(house: House, asker: Asker, candidates: Sequence[Candidate]) -> Sequence[ToldTasks]:
    """Of each family what is due there, nobody has done, and whoever asks may be told of. Two statements, or one."""
    at_hand = {one.number: one for one in load_at_hand(house.db, asker.principal.id, asker.at)}
    cases = [case for one in candidates for case in _cases(house, one, at_hand.get(one.number))]
    colleagues = load_recipients_of(house.db, [case.family.id for case in cases], asker.principal, asker.at)
    told = [_told(house, case, colleagues[case.family.id]) for case in cases]
    return [ToldTasks(case.candidate, case.lines) for case in told if case.lines]


def _due(house: House, asker: Asker) -> tuple[Sequence[ToldTasks], bool]:
    """What is told of the own families, before anything is read; and whether there are more than were looked at."""
    found = load_listed(house, asker, FIELDS, Stretch("", MOST + 1))
    candidates = [
        held_against(decide_glance(house, asker, weighed.number, facts, FIELDS), weighed)
        for weighed, facts in found[:MOST]
    ]
    return told_tasks(house, asker, candidates), len(found) > MOST


def _look_once(house: House, asker: Asker) -> TaskView:
    told, more = _due(house, asker)
    opened = open_glances(house, asker, [one.candidate for one in told])
    day = legal_day(asker.at)
    lines = sorted((line for one in told for line in one.lines), key=lambda line: (line.shows_on(day), line.number))
    ready = [one.candidate for one in told]
    shown = {one.number: project(house, one.decision, one.outline, opened) for one in ready}
    return TaskView(tuple(lines), shown, asker.purpose, more=more)


def _cases(house: House, candidate: Candidate, known: AtHand | None) -> list[_Case]:
    """Of a family of which nothing may be shown there are no tasks."""
    family = candidate.outline.family
    if family is None or not candidate.decision.shown:
        return []
    recalls: Sequence[OpenRecall] = known.recalls if known else ()
    kept = {one.key: one for one in known.kept} if known else {}
    papers = tuple(candidate.facts.papers)
    catalogue, request = house.policies.catalogue, candidate.request
    takes = known is not None and offers(house, request.principal, request.purpose, (RECORD,))
    sheets = known.sheets if known is not None and takes else ()
    colleagues = _colleagues(house, request.purpose, known)
    situation = Situation(family, papers, tuple(recalls), catalogue, request.at, sheets)
    lines = []
    for task in (*due_tasks(situation), *(known.agreed if known else ())):
        mark = kept.get(key_of(task))
        if mark is None or mark.closed_by is None:
            turned = known.turns.get(key_of(task).text) if known else None
            lines.append(TaskLine(candidate.number, task, mark.noticed_at if mark else None, turned, colleagues))
    return [_Case(candidate, family, tuple(lines))] if lines else []


def _colleagues(house: House, purpose: Purpose, known: AtHand | None) -> tuple[CaseColleague, ...]:
    """Whoever else has the case and may look at its consents; each once."""
    others = known.colleagues if known else ()
    return tuple(dict.fromkeys(one for role, one in others if purpose in consent_purposes(house.policies, role)))


def _told(house: House, case: _Case, colleagues: Mapping[StaffId, Colleague]) -> _Case:
    """The tasks about papers and people of whom whoever asks may be told, as on the page of consents."""
    request = case.candidate.request
    alone = [(cell.field, next(iter(cell.persons))) for cell in case.candidate.whole if len(cell.persons) == 1]
    mandate = request.context.mandates.get(request.principal.id, Mandate())
    sight = Sight(
        question=Question(case.family, request.principal, request.purpose, request.at, mandate.stands_in_for),
        known=frozenset(person for _, person in alone),
        helped=knows_help(house.policies, request, case.family),
        telling=agencies_that_tell(house.policies),
        colleagues=colleagues,
    )
    born = frozenset(person for field, person in alone if field == BORN)
    refs = frozenset(paper.ref for paper in sight.papers(case.candidate.facts.papers))
    cells = frozenset(cell.cell for cell in case.candidate.whole)
    lines = tuple(_as_told(line, refs) for line in case.lines if _may_know(line.task, refs, born, cells))
    consents = tuple(sorted({ref for line in lines for ref in line.task.consents if ref in refs}))
    candidate = with_agreed(case.candidate, {line.task.cell for line in lines})
    return replace(case, lines=lines, candidate=replace(candidate, consents=consents))


def _may_know(task: Task, refs: frozenset[str], born: frozenset[PersonId], cells: frozenset[CellId]) -> bool:
    """A birthday is told only to whom it may be shown; a paper's task only to whom the paper may be told of.

    What was agreed is told to whom its words are.
    """
    if task.cell is not None:
        return task.cell in cells
    if task.person is not None and task.person not in born:
        return False
    return task.kind in _OF_ONES_OWN or not refs.isdisjoint(task.consents)


def _as_told(line: TaskLine, refs: frozenset[str]) -> TaskLine:
    """A birthday bears on several papers: only those of which whoever asks is told stand there (K8)."""
    if line.task.person is None:
        return line
    return replace(line, task=replace(line.task, consents=tuple(ref for ref in line.task.consents if ref in refs)))


def _settle_once(house: House, principal: Principal, line: TaskLine, at: datetime) -> None:
    key, task = key_of(line.task), line.task
    touched = Touched(
        Event.TASK_DONE,
        line.number,
        consents=task.consents,
        persons=frozenset({task.person} if task.person else ()),
        owners=frozenset({Owner(principal.agency.value)}),
        details={"task": f"{key.kind}@{key.due}"},
    )
    ties = load_ties(house.db, line.number, (principal,), at)
    if ties.family is None:
        raise NotThere("HB032")
    entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    with house.db.begin() as tx:
        papers = load_papers(tx, ties.family, house.policies.catalogue)
        append(tx, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
        if task.cell is not None:
            write_agreed_done(tx, entry.id, task.cell, (principal.id, at))
        else:
            write_settled(tx, entry.id, key, {paper.ref: str(paper.id) for paper in papers}, (principal.id, at))
