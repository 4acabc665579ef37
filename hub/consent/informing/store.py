"""What one agency has seen of another's by consents, as rows of the database say it; and what was told of it (D31)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

import orjson

from hub.db.database import Database, Transaction
from hub.terms.ids import EntryId, FamilyId, PersonId
from hub.terms.lists import Agency, Purpose, Role


class FirstLook(NamedTuple):
    """The first look of a function of an agency while these fields were open to these names, for one purpose."""

    agency: Agency
    role: Role
    purpose: Purpose
    person: PersonId
    names: tuple[str, ...]
    fields: int
    at: datetime


class Informed(NamedTuple):
    """Somebody was told about an agency, on a day: of these categories, each with its purpose."""

    person: PersonId
    agency: Agency
    handed_on: date
    told: frozenset[str]


def load_first_looks(db: Database, family: FamilyId) -> list[FirstLook]:
    """Of one family, the earliest first. Single notes are in none of them. One statement."""
    rows = db.rows("select * from consent.first_looks(%s)", (family,))
    return [
        FirstLook(
            agency=Agency(agency),
            role=Role(role),
            purpose=Purpose(purpose),
            person=PersonId(str(person)),
            names=tuple(str(names).split("\n")),
            fields=int(str(fields)[::-1], 2),
            at=at,
        )
        for agency, role, purpose, person, names, fields, at in rows
    ]


def load_informed(db: Database, family: FamilyId) -> list[Informed]:
    """All that was told to people of one family, in the order in which it was entered. One statement."""
    rows = db.rows("select * from consent.informed_of(%s)", (family,))
    return [Informed(PersonId(str(person)), Agency(agency), day, frozenset(told)) for person, agency, day, told in rows]


def write_informed(tx: Transaction, entry: EntryId, document: Mapping[str, object]) -> None:
    """Keep that people were told, in the transaction of its entry."""
    tx.rows("select consent.write_informed(%s, %s::jsonb)", (entry, orjson.dumps(dict(document)).decode()))
