"""What went out of an agency's own values on the basis of a consent, by its own part of the register (H6, D28).

Rule 1: an agency opens the shares that are sealed to it alone: to which function of whom, of whom, which categories.
Rule 2: who of the other agency looked is in no share; what cannot be read whole is not said at all.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from hub.consent.papers import Paper
from hub.consent.recalling.store import RecallRow
from hub.gate.house import House
from hub.gate.looked import Basis, basis_of
from hub.ledger.giving.store import MOST, GivenAway, read_given
from hub.terms.access import Ticket
from hub.terms.ids import PersonId
from hub.terms.lists import Agency, Category, Role
from hub.terms.recalls import GoneOut, Received


def work_out_gone(
    house: House, ticket: Ticket, rows: Sequence[RecallRow], papers: Mapping[str, Paper]
) -> tuple[GoneOut, ...]:
    """Of what others have to answer for, against the committed look at the family's consents. One statement.

    Nothing for whom holds no key of the log.
    """
    if house.reader is None:
        return ()
    given = read_given(house.db, house.reader, ticket)
    found = []
    for ref, ordinal, agency in dict.fromkeys((row.ref, row.ordinal, row.agency) for row in rows):
        basis = basis_of(papers[ref], ordinal)
        told = _told(given, basis, Agency(agency)) if basis is not None and len(given) <= MOST else None
        if told is None or told.looks:
            found.append(GoneOut(ref, Agency(agency), told))
    return tuple(found)


def _told(given: Sequence[GivenAway], basis: Basis, agency: Agency) -> Received | None:
    """None where a share does not open: it may be one of these; or says what no share does."""
    try:
        return _received(given, basis, agency)
    except (LookupError, TypeError, ValueError):
        return None


def _received(given: Sequence[GivenAway], basis: Basis, agency: Agency) -> Received | None:
    looks: dict[str, datetime] = {}
    roles, of = set[Role](), dict[PersonId, set[Category]]()
    for one in given:
        share: Any = one.share
        if share is None:
            return None
        shown = list(_shown(share, basis)) if share["agency"] == agency.value else []
        if shown:
            looks[one.entry] = one.at
            roles.add(Role(share["role"]))
        for person, categories in shown:
            of.setdefault(person, set()).update(categories)
    span = (min(looks.values()), max(looks.values())) if looks else None
    told = {person: tuple(one for one in Category if one in of[person]) for person in sorted(of)}
    return Received(len(looks), told, tuple(sorted(roles)), span)


def _shown(share: Mapping[str, Any], basis: Basis) -> Iterator[tuple[PersonId, frozenset[Category]]]:
    """Whose and which categories, of what was taken back."""
    for _, names, kinds, place in share["shown"]:
        categories = frozenset(map(Category, kinds)) & basis.categories
        if basis.ref in share["bases"][place][1] and categories:
            persons = frozenset(PersonId(share["persons"][name]) for name in names)
            yield from ((person, categories) for person in persons & basis.persons)
