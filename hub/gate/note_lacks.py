"""What lacks before a confided note may be passed on: for the worker to whom it was confided, and nobody else (C7)."""

from collections.abc import Iterator, Sequence

from hub.consent.coverage import Asking, Question
from hub.consent.lacking import ANYBODY, entry_lacks
from hub.consent.papers import Paper, Recipient, Relative, Staff, Team
from hub.gate.house import House
from hub.gate.standing import Standing
from hub.gate.wrapping import NOBODY, any_role
from hub.policy.consent_sight import knows_custody, knows_danger
from hub.terms.access import OutlineCell
from hub.terms.ids import StaffId
from hub.terms.lacks import Ground, NoteLack
from hub.terms.lists import Agency, Purpose, Role
from hub.terms.people import Family
from hub.terms.principals import Principal

Target = tuple[Recipient, Purpose]


def note_lacks(house: House, standing: Standing) -> tuple[NoteLack, ...]:
    """Of each note confided to whoever asks: the papers that were signed about passing it on, and who lacks."""
    family, request = standing.outline.family, standing.request
    if family is None:
        return ()
    told = knows_custody(house.policies, request, family)
    hidden = frozenset() if knows_danger(house.policies, request, family) else frozenset({Ground.CONFLICT})
    own = [cell for cell in standing.outline.cells if cell.entrusted_to == request.principal.id]
    found = [one for cell in own for one in _of_note(house, standing, family, cell)]
    return tuple(
        NoteLack(
            one.cell,
            one.refs,
            one.is_complete,
            tuple(lack for lack in one.missing if told and lack.ground not in hidden),
            is_told=told,
        )
        for one in found
    )


def _of_note(house: House, standing: Standing, family: Family, cell: OutlineCell) -> Iterator[NoteLack]:
    """One for each recipient and purpose that a paper names; else who would have to be asked."""
    papers, at, catalogue = tuple(standing.papers), standing.request.at, house.policies.catalogue
    targets = _targets(papers, cell)
    if not targets:
        question = Question(family, ANYBODY, Purpose.FAM_JOINT_SUPPORT, at)
        missing = entry_lacks(cell, Asking((), question, catalogue))
        yield NoteLack(cell.cell, (), not missing, missing)
    for (recipient, purpose), refs in targets.items():
        asking = Asking(papers, Question(family, asker_of(recipient), purpose, at), catalogue)
        missing = entry_lacks(cell, asking)
        yield NoteLack(cell.cell, tuple(refs), not missing, missing)


def _targets(papers: Sequence[Paper], cell: OutlineCell) -> dict[Target, list[str]]:
    found: dict[Target, list[str]] = {}
    for paper in papers:
        for recipient in paper.recipients or () if cell.cell in paper.entries and paper.bound is None else ():
            for purpose in sorted(paper.purposes or ()):
                found.setdefault((recipient, purpose), []).append(paper.ref)
    return found


def asker_of(recipient: Recipient) -> Principal:
    """Whoever the paper names, and by that name alone."""
    match recipient:
        case Staff(staff):
            return Principal(staff, "", Role.JOBCOACH, Agency.JOBCENTER)
        case Team(agency, team):
            return Principal(NOBODY, "", any_role(agency), agency, team)
        case Relative(person):
            return Principal(StaffId(person), "", Role.RELATIVE, Agency.FAMILY)
