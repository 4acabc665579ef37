"""What readers see of a history: by the judging that pages, lists and cases share; and by the strictest reading."""

from collections.abc import Sequence
from dataclasses import replace

from hub.consent.coverage import Question
from hub.consent.papers import Paper
from hub.gate.judging import Signed, judge
from hub.terms.access import AccessRequest, Act, Context, Mandate, Outline, OutlineCell
from hub.terms.ids import CellId, FieldId, PersonId, StaffId
from hub.terms.lists import Level, Owner, Partition
from hub.terms.people import FamStatus
from tests.policy.worlds import POLICIES

from .histories import FIELDS
from .reference import level
from .scenario_facts import catalogue, identity, principal_of

Seen = dict[tuple[str, tuple[str, ...]], Level]

OWNERS = {Partition.SGB2: Owner.JOBCENTER, Partition.PROVIDER: Owner.PROVIDER, Partition.FAM: Owner.JOINT}
SUBJECTS = [("child",), ("mother",), ("child", "mother")]
COACH = principal_of("coach", {"role": "jobcoach"})
DEPUTY = principal_of("deputy", {"role": "jobcoach_deputy"})
WORKER = principal_of("asd", {"role": "asd_worker"})
READERS = [COACH, COACH, DEPUTY, WORKER]
MANDATES = {one.id: Mandate(assigned=True, deputy=True) for one in READERS}
MANDATES[DEPUTY.id] = Mandate(deputy=True, stands_in_for=StaffId(identity("coach")))


def outline(question: Question) -> Outline:
    """Every field of the tests, about each and about both, of the agency that is not the reader's."""
    other = Owner.JUGENDAMT if question.principal.agency == "jobcenter" else Owner.JOBCENTER
    fields = [catalogue().by_id[FieldId(name)] for name in FIELDS]
    cells = [
        OutlineCell(
            CellId(f"{field.id} {' '.join(about)}"),
            field.id,
            frozenset(PersonId(identity(one)) for one in about),
            OWNERS.get(field.partition, Owner.JUGENDAMT) if field.partition is not Partition.CORE else other,
            levels=14,
        )
        for field in fields
        for about in SUBJECTS
    ]
    own = question.principal.agency.value
    return Outline(question.family, tuple(cell for cell in cells if cell.owner.value != own))


def asked_by(question: Question, reader: object) -> Question:
    """The same question from somebody else."""
    asking = replace(question, principal=reader)
    return replace(asking, stands_in_for=MANDATES[asking.principal.id].stands_in_for)


def shown(papers: Sequence[Paper], question: Question) -> Seen:
    """What the reader sees of others' data, and how much of it."""
    who = question.principal
    request = AccessRequest(
        who, (who,), Act.DISCLOSE, question.purpose, question.family.number, question.at, Context(mandates=MANDATES)
    )
    judged = judge(POLICIES, request, outline(question), Signed(tuple(papers)))
    return {(one.cell.field, tuple(sorted(one.cell.persons))): one.level for one in judged.decision.shown}


def strictest(papers: Sequence[Paper], question: Question) -> Seen:
    """The same read rule by rule: for each person of a value what all who must sign allow, and never after FAM."""
    family = question.family
    if family.status is not FamStatus.ADMITTED or (family.exit_date and family.exit_date < question.day):
        return {}
    found = {}
    for cell in outline(question).cells:
        field = catalogue().by_id[cell.field]
        people = [one for one in family.persons if one.id in cell.persons]
        most = min(field.ceiling, *(level(list(papers), question, one, field) for one in people))
        if most > Level.NONE:
            found[cell.field, tuple(sorted(cell.persons))] = most
    return found
