"""What papers open at an instant, recipient by recipient: to see what the next day shuts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from hub.consent.coverage import Question
from hub.consent.papers import Paper, Recipient, Staff, Team
from hub.consent.releases import work_out
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PersonId, StaffId
from hub.terms.lists import Agency, Purpose, Role
from hub.terms.people import Family
from hub.terms.principals import Principal

_NOBODY = StaffId("")


class Seen(NamedTuple):
    """About whom one recipient sees something, for which purpose."""

    recipient: Recipient
    purpose: Purpose
    person: PersonId


Opened = Mapping[int, tuple[str, ...]]
"""Masks of fields, each with the papers on which it rests."""


def openings(family: Family, papers: Sequence[Paper], catalogue: Catalogue, at: datetime) -> Mapping[Seen, Opened]:
    """By the same code as every look. Single notes are left out: they belong to two people (S1)."""
    found: dict[Seen, dict[int, tuple[str, ...]]] = {}
    for recipient, purpose in _asked(papers):
        question = Question(family, _asker(recipient), purpose, at)
        for release in work_out(papers, question, catalogue).releases:
            if not release.entries:
                opened = found.setdefault(Seen(recipient, purpose, release.person), {})
                opened[release.fields] = tuple(sorted({*opened.get(release.fields, ()), *release.consents}))
    return found


def without(before: Mapping[Seen, Opened], after: Mapping[Seen, Opened]) -> Mapping[Seen, tuple[str, ...]]:
    """Where something is open before and shut after, with the papers on which that rested."""
    shut: dict[Seen, tuple[str, ...]] = {}
    for seen, opened in before.items():
        rest = 0
        for mask in after.get(seen, {}):
            rest |= mask
        refs = sorted({ref for mask, consents in opened.items() if mask & ~rest for ref in consents})
        if refs:
            shut[seen] = tuple(refs)
    return shut


def _asked(papers: Sequence[Paper]) -> Iterator[tuple[Recipient, Purpose]]:
    pairs = {(one, purpose) for paper in papers for one in paper.recipients or () for purpose in paper.purposes or ()}
    yield from sorted(pairs, key=str)


def _asker(recipient: Recipient) -> Principal:
    """Somebody whom the text means by this name alone."""
    match recipient:
        case Team(agency, team):
            return Principal(_NOBODY, "", Role.JOBCOACH, agency, team)
        case Staff(staff):
            return Principal(staff, "", Role.JOBCOACH, Agency.JOBCENTER)
        case _:
            return Principal(StaffId(recipient.id), "", Role.RELATIVE, Agency.FAMILY)
