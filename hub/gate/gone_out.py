"""What went out of one controller's own values on the basis of a consent, by its own part of the register (H6, D28).

Rule 1: an agency opens the shares that are sealed to it alone: to which function of whom, of whom, which categories.
Rule 2: who of the other agency looked is in no share; what cannot be read whole is not said at all. That is so for each
        agency that looked by itself: what one writes wrongly, or too much of, hides nothing that another received.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from hub.consent.papers import Paper
from hub.consent.recalling.store import RecallRow
from hub.gate.house import House
from hub.gate.looked import Basis, basis_of
from hub.ledger.giving.store import Given, Stretch, read_given
from hub.terms.access import Ticket
from hub.terms.ids import EntryId, PersonId
from hub.terms.lists import Agency, Category, Role
from hub.terms.recalls import GoneOut, Received

Look = tuple[EntryId, datetime, Mapping[str, Any]]


def work_out_gone(
    house: House, ticket: Ticket, rows: Sequence[RecallRow], papers: Mapping[str, Paper], mine: str
) -> tuple[GoneOut, ...]:
    """Of what others have to answer for, against the committed look at the family's consents. `mine` is whose values
    are meant. One statement for each agency of the others; nothing for whom holds no key of the log.
    """
    if house.reader is None:
        return ()
    asked = dict.fromkeys((row.ref, row.ordinal, row.agency) for row in rows)
    given = {
        one: read_given(house.db, house.reader, ticket, Stretch(mine, agency=one))
        for one in {agency for *_, agency in asked}
    }
    found: list[GoneOut] = []
    for ref, ordinal, agency in asked:
        basis = basis_of(papers[ref], ordinal)
        told = _told(given[agency], basis) if basis is not None else None
        found += [GoneOut(ref, Agency(agency), one) for one in (told if told is not None else [None])]
    return tuple(found)


def _told(given: Given, basis: Basis) -> Sequence[Received] | None:
    """What each recipient got: an agency, or of providers each by itself. None where a share does not open, since it
    may be one of these; where it says what no share does; and where there are too many to be read.
    """
    if given.next is not None:
        return None
    recipients: dict[str, list[Look]] = defaultdict(list)
    try:
        for one in given.looks:
            if one.share is None:
                return None
            recipients[str(one.share.get("provider", ""))].append((one.entry, one.at, one.share))
        return [told for looks in recipients.values() if (told := _received(looks, basis)).looks]
    except (LookupError, TypeError, ValueError):
        return None


def _received(given: Sequence[Look], basis: Basis) -> Received:
    looks: dict[EntryId, datetime] = {}
    roles, of = set[Role](), dict[PersonId, set[Category]]()
    for entry, at, share in given:
        shown = list(_shown(share, basis))
        if shown:
            looks[entry] = at
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
