"""What staff and a family have in common, worked out where names are known anyway: when staff or a family's names come.

What is compared are keyed hashes (`hub.record.marks`). Hits are kept in the database and are not told to whoever wrote.
"""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from typing import Any

from hub.db.database import Transaction
from hub.gate.house import House
from hub.gate.inputs.store import Probe, meet_index, note_matches, write_marks
from hub.record.blind import SHORTEST, token
from hub.record.marks import Called, called, marks_of, single_words
from hub.terms.changes import CellChange
from hub.terms.ids import EntryId, FamilyId, FieldId, PersonId
from hub.terms.lists import Level, Owner
from hub.terms.people import Family, Person

SURNAME, GIVEN, BORN = FieldId("family_name"), FieldId("given_name"), FieldId("birth_date")


AT_ONCE = 20_000
"""Tokens of one statement."""


@dataclass(frozen=True, repr=False)
class Arriving:
    """Rows of new staff, days of birth by their id where they were told, and the families that were there before."""

    rows: Sequence[Mapping[str, Any]]
    births: Mapping[str, str]
    families: Sequence[FamilyId] = ()


def mark_staff(house: House, tx: Transaction, entry: EntryId, arriving: Arriving) -> None:
    """Keep the hashes of new staff, in the transaction of the entry with which they came. Days of birth go again."""
    marks = [
        {"staff": row["id"], "owner": owner, "kind": kind, "mark": b64encode(mark).decode()}
        for row in arriving.rows
        for owner, key in house.index.items()
        for kind, mark in marks_of(key, called(row["name"], _day(arriving.births.get(row["id"]))))
    ]
    if marks:
        write_marks(tx, entry, marks)


def meet_families(house: House, tx: Transaction, entry: EntryId, arriving: Arriving, at: datetime) -> None:
    """Look for surnames of new staff in families that were there before them, whose names are known as tokens alone.

    Of families' double names nothing is found in this way: they are met when they are next written.
    """
    for owner, key in house.index.items():
        probes = list(_probes(key, arriving))
        for start in range(0, len(probes), AT_ONCE):
            meet_index(tx, entry, (owner, at), probes[start : start + AT_ONCE])


def _probes(key: bytes, arriving: Arriving) -> Iterator[Probe]:
    for row in arriving.rows:
        for word in single_words(called(row["name"])):
            for family in arriving.families:
                yield Probe(str(row["id"]), family, token(key, family, word), len(word) - SHORTEST + 1)


def meet_staff(
    house: House, tx: Transaction, entry: EntryId, met: tuple[Family, Sequence[CellChange]], at: datetime
) -> None:
    """Compare the names that were just written with those of staff. No statement where no name was."""
    family, changes = met
    marks = [
        {"owner": owner, "kind": kind, "mark": b64encode(mark).decode(), "apart": _is_apart(person)}
        for owner, person, one in _people(family, changes)
        if owner in house.index
        for kind, mark in marks_of(house.index[owner], one)
    ]
    if marks:
        note_matches(tx, entry, {"family": family.id, "at": at.isoformat(), "marks": marks})


def _people(family: Family, changes: Sequence[CellChange]) -> Iterator[tuple[Owner, Person, Called]]:
    """Everybody of whom a surname was written, as each owner calls them."""
    said: dict[tuple[Owner, PersonId], dict[FieldId, list[str]]] = defaultdict(lambda: defaultdict(list))
    for change in changes:
        value = change.texts.get(Level.FULL)
        if change.field in (SURNAME, GIVEN, BORN) and isinstance(value, str):
            for person in change.persons:
                said[change.owner, person][change.field].append(value)
    known = {person.id: person for person in family.persons}
    for (owner, person), words in said.items():
        if person not in known:
            continue
        born = known[person].born or _day(next(iter(words[BORN]), None))
        for surname, given in product(words[SURNAME], words[GIVEN] or [""]):
            yield owner, known[person], Called(given, surname, born)


def _is_apart(person: Person) -> bool:
    """Whether the family is kept apart from them (R24)."""
    return person.conflict_since is not None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
