"""What a family's consents open, worked out ahead for lists: to everybody whom its papers can mean, stretch by stretch.

The answer of `work_out` turns on who asks only by the names under which the family's papers know them, and by whether
they stand in for somebody. So it is worked out once for all whom the papers do not tell apart, by the very code of a
look, at each instant at which it can change, and kept in rows that say from when until when they hold: nothing has to
be done when one ends or when a child has its birthday.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import combinations, pairwise
from typing import NamedTuple

from hub.consent.coverage import Question
from hub.consent.lasting import Lasting
from hub.consent.papers import Paper, Recipient, Staff, Team
from hub.consent.releases import Standing, work_out_anew
from hub.consent.turning import turning_from, turning_instants
from hub.terms.catalogue import Catalogue
from hub.terms.ids import CellId, PersonId, ProviderId, StaffId
from hub.terms.lists import Agency, Level, Purpose, Role
from hub.terms.people import Family
from hub.terms.principals import Principal

Employers = Mapping[StaffId, frozenset[Agency]]
"""For which agencies members of staff work, as far as it is known; of others every agency is thought of."""

NOBODY = StaffId("")
_PLAIN, _DEPUTY = Role.JOBCOACH, Role.JOBCOACH_DEPUTY
Masks = tuple[int, int, int]
"""The fields open from level 1, 2 and 3 on, in the bits of the catalogue."""


class Asker(NamedTuple):
    """Whom papers mean: the names of them that these papers use, and whether they stand in for somebody."""

    names: tuple[str, ...]
    stands_in: bool


@dataclass(frozen=True)
class Stretch:
    """What is open about one person to one asker for one purpose, from an instant until another.

    With `entry`, of that single entry alone; with `agrees`, no field, but that they agree in person to pass it on.
    """

    asker: Asker
    purpose: Purpose
    person: PersonId
    masks: Masks
    since: datetime
    until: datetime
    entry: CellId | None = None
    agrees: bool = False


class Until(NamedTuple):
    """Until an instant it stays as it was worked out by papers that used these names."""

    instant: datetime
    names: tuple[str, ...]


@dataclass(frozen=True)
class Released:
    """All stretches of a family, or those after `until`; and every name that its papers use.

    `met` are those who are known by another name since, with the names that they had.
    """

    names: tuple[str, ...]
    stretches: tuple[Stretch, ...]
    until: Until | None = None
    met: tuple[tuple[Asker, tuple[str, ...]], ...] = ()


def name_of(recipient: Recipient) -> str:
    """A recipient as rows name it."""
    match recipient:
        case Team(agency, team):
            return f"{agency}:{team}"
        case Staff(staff):
            return f"staff:{staff}"
        case _:
            return f"family:{recipient.id}"


def names_of(papers: Iterable[Paper]) -> tuple[str, ...]:
    """Every name that these papers use, as rows hold it."""
    return tuple(sorted({name_of(one) for paper in papers for one in _all_named(paper)}))


def work_ahead(
    papers: Sequence[Paper], family: Family, employers: Employers, catalogue: Catalogue, until: Until | None = None
) -> Released:
    """Everything that these papers open, ever, or after an instant: what is over by then is not worked out.

    Of family members as recipients nothing: they have no lists.
    """
    named = sorted({one for paper in papers for one in _all_named(paper)}, key=name_of)
    lasting = Lasting(papers, family, until.instant).papers if until else tuple(papers)
    begins = until.instant if until else min(turning_instants(papers, family), default=None)
    stretches: list[Stretch] = []
    met: dict[Asker, tuple[str, ...]] = {}
    alike: dict[Hashable, list[Stretch]] = {}
    for question in _questions(named, papers, family, employers, begins) if begins else ():
        names = tuple(sorted(name_of(one) for one in question.names.intersection(named)))
        asker = Asker(names, question.stands_in_for is not None)
        earlier = tuple(name for name in names if until is None or name in until.names)
        if earlier and earlier != names:
            met[asker] = earlier
        for purpose in _purposes(question, lasting):
            question = replace(question, purpose=purpose)
            concerned = question.concerned(lasting)
            same = tuple(paper.id for paper in concerned), question.told_apart(concerned)
            if same not in alike:
                alike[same] = list(_joined(_stretches(concerned, question, asker, catalogue)))
            stretches += [replace(one, asker=asker) for one in alike[same]]
    return Released(tuple(map(name_of, named)), tuple(stretches), until, tuple(met.items()))


def _all_named(paper: Paper) -> set[Recipient]:
    return {*(paper.recipients or ()), *(one for taken in paper.withdrawals for one in taken.recipients or ())}


def _purposes(question: Question, papers: Sequence[Paper]) -> Sequence[Purpose]:
    """Those of the papers that mean the asker."""
    meaning = [paper for paper in papers if paper.reaches and question.is_for(paper.reaches)]
    return sorted({purpose for paper in meaning for purpose in paper.purposes or ()})


def _questions(
    named: Sequence[Recipient], papers: Sequence[Paper], family: Family, employers: Employers, at: datetime
) -> Iterator[Question]:
    """One for each set of names that one asker can have."""
    for stands_in in (False, True) if any(paper.deputies for paper in papers) else (False,):
        role = _DEPUTY if stands_in else _PLAIN
        for staff in _up_to(2 if stands_in else 1, [one for one in named if isinstance(one, Staff)]):
            other = None if not stands_in else staff[-1].id if staff else NOBODY
            for asker in _with_teams(staff, [one for one in named if isinstance(one, Team)], employers):
                yield Question(family, replace(asker, role=role), Purpose.FAM_ADMISSION, at, other)


def _with_teams(staff: Sequence[Staff], teams: Sequence[Team], employers: Employers) -> Iterator[Principal]:
    """Somebody of this name in no team, in each of an agency they may work for, and in two: as in a provider's team."""
    me = staff[0].id if staff else NOBODY
    here = frozenset(Agency).intersection(*(employers.get(one.id, frozenset(Agency)) for one in staff))
    plain = Principal(me, "", _PLAIN, Agency.JOBCENTER)
    if staff:
        yield plain
    for team in teams:
        if team.agency in here:
            yield replace(plain, agency=team.agency, team=team.team)
    for one, other in combinations(teams, 2):
        if one.agency is other.agency and one.agency in here:
            yield replace(plain, agency=one.agency, team=one.team, provider=ProviderId(other.team))


def _up_to(most: int, staff: Sequence[Staff]) -> Iterator[tuple[Staff, ...]]:
    for many in range(most + 1):
        yield from combinations(staff, many)


def _stretches(papers: tuple[Paper, ...], question: Question, asker: Asker, catalogue: Catalogue) -> Iterator[Stretch]:
    """Of the papers that concern the asker alone: others add neither an instant nor an answer."""
    lasting = Lasting(papers, question.family, question.at)
    for begins, until in pairwise(turning_from(question.at, lasting.papers, question.family)):
        since = max(begins, question.at)
        standing = work_out_anew(lasting.at(since), replace(question, at=since), catalogue)
        for (person, entry), masks in sorted(_masks(standing).items(), key=str):
            yield Stretch(asker, question.purpose, person, masks, since, until, entry)
        for one in standing.confidences:
            yield Stretch(asker, question.purpose, one.person, (0, 0, 0), since, until, one.entry, agrees=True)


def _masks(standing: Standing) -> Mapping[tuple[PersonId, CellId | None], Masks]:
    """By person, and by entry where a release names one: the fields open from each level on."""
    found: dict[tuple[PersonId, CellId | None], list[int]] = {}
    for release in standing.releases:
        for entry in release.entries or (None,):
            masks = found.setdefault((release.person, entry), [0, 0, 0])
            for level in range(Level.PSEUDONYMISED, release.level + 1):
                masks[level - 1] |= release.fields
    return {key: (one, two, three) for key, (one, two, three) in found.items()}


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Those that follow each other and open the same, as one."""
    ready: dict[object, Stretch] = {}
    for stretch in stretches:
        key = stretch.person, stretch.entry, stretch.agrees
        before = ready.get(key)
        if before is not None and before.until == stretch.since and before.masks == stretch.masks:
            stretch = replace(before, until=stretch.until)
        elif before is not None:
            yield before
        ready[key] = stretch
    yield from ready.values()
