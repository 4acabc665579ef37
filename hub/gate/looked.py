"""What looks showed on the basis of a consent, as their own entries say: whose, which kinds, which fields.

What does not open, or says less than a look says, leaves the question open: nobody's recall is missed.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from hub.consent.papers import Paper
from hub.consent.recalling.store import MISTAKE, RecallRow
from hub.ledger.receiving.store import Key
from hub.ledger.store import Opened
from hub.terms.catalogue import Catalogue, Field
from hub.terms.clock import day_begins
from hub.terms.consents import COLUMNS
from hub.terms.ids import FieldId, PersonId
from hub.terms.lists import Agency, Category, Role
from hub.terms.recalls import Received

Shown = tuple[PersonId, Field]


class Basis(NamedTuple):
    """What was taken back: of which paper, whose, which categories, and which fields the paper named on its day."""

    ref: str
    persons: frozenset[PersonId]
    categories: frozenset[Category]
    fields: int


class Ended(NamedTuple):
    """When a paper lost its word, and of it which categories and whose; None is all of them."""

    at: datetime
    categories: frozenset[Category] | None
    persons: frozenset[PersonId] | None


def ended(paper: Paper, ordinal: int) -> Ended | None:
    """By one of its withdrawals, or as a mistake as a whole; None of what nobody has told of yet."""
    if ordinal == MISTAKE:
        return Ended(day_begins(paper.invalid_since), None, None) if paper.invalid_since is not None else None
    if ordinal > len(paper.withdrawals):
        return None
    back = paper.withdrawals[ordinal - 1]
    return Ended(back.received_at, back.categories, back.persons)


def meant_of(back: Ended, paper: Paper, known: Collection[PersonId]) -> tuple[PersonId, ...]:
    """Whose consent ended, as far as whoever asks may know of them."""
    meant = back.persons if back.persons is not None else frozenset(paper.persons)
    return tuple(person for person in paper.persons if person in meant and person in known)


def in_order(back: Ended, paper: Paper) -> tuple[Category, ...]:
    """Of which categories, in the order in which consents are shown."""
    ended_of = back.categories if back.categories is not None else paper.categories or frozenset()
    return tuple(category for column in COLUMNS for category in column if category in ended_of)


def basis_of(paper: Paper, ordinal: int) -> Basis | None:
    """What one withdrawal, or that it is a mistake, took away of a paper; None of what nobody has told of yet."""
    back = ended(paper, ordinal)
    if back is None:
        return None
    categories = back.categories if back.categories is not None else paper.categories or frozenset(Category)
    persons = back.persons if back.persons is not None else frozenset(paper.persons)
    return Basis(paper.ref, persons, categories, paper.fields)


def key_of(row: RecallRow) -> Key:
    """One recipient of one withdrawal."""
    return str(row.consent), row.ordinal, str(row.staff)


def received(looks: Sequence[Opened], basis: Basis, agency: Agency, catalogue: Catalogue) -> Received | None:
    """What these looks showed of the others' on this basis. None where one of them does not open, or says what no look
    does: by hand anything can be written.
    """
    try:
        return _received(looks, basis, agency, catalogue)
    except (LookupError, TypeError, ValueError):
        return None


def _received(looks: Sequence[Opened], basis: Basis, agency: Agency, catalogue: Catalogue) -> Received | None:
    found: set[Shown] = set()
    times, roles = [], set()
    for one in looks:
        cells, consents = one.segments.get("access", {}).get("cells"), one.segments.get("decision", {}).get("consents")
        if not isinstance(cells, list) or not isinstance(consents, list):
            return None
        seen = set(_shown(cells, basis, agency, catalogue)) if basis.ref in consents else set()
        if seen:
            found |= seen
            times.append(one.at)
            roles.add(Role(one.role))
    span = (min(times), max(times)) if times else None
    of = _by_person(found)
    told = {person: tuple(one for one in Category if one in {field.category for field in of[person]}) for person in of}
    named = {person: tuple(field.id for field in catalogue.fields if field in of[person]) for person in of}
    return Received(len(times), told, tuple(sorted(roles)), span, named)


def _by_person(found: set[Shown]) -> Mapping[PersonId, set[Field]]:
    persons = sorted({person for person, _ in found})
    return {person: {field for one, field in found if one == person} for person in persons}


def _shown(cells: Sequence[object], basis: Basis, agency: Agency, catalogue: Catalogue) -> Iterator[Shown]:
    """Of values that are not the reader's own: whose and of which field, as far as it was taken back."""
    for group in cells:
        if not isinstance(group, list) or str(group[0]).split(":")[0] == agency.value:
            continue
        places = {FieldId(str(place).split("@")[0].split("#")[0]) for place in group[3]}
        fields = [catalogue.by_id[field] for field in places if field in catalogue.by_id]
        fields = [one for one in fields if one.category in basis.categories and basis.fields >> one.bit & 1]
        for person in basis.persons & set(map(PersonId, map(str, group[2]))):
            yield from ((person, field) for field in fields)
