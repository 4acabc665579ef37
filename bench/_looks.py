"""Entries of a real look, and the bytes that `hub.ledger.append` sends to the database for one."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bench.price_of_protection import FAMILY
from hub.casework.parts import FIELDS
from hub.db.database import Database
from hub.exchange.houses import Books, open_group
from hub.gate.deputies import standing_in
from hub.gate.frames import seen_of
from hub.gate.house import House
from hub.gate.judging import Signed, judge
from hub.gate.store import load_facts
from hub.identity.store import load_posts
from hub.ledger.entry import Entry, look
from hub.ledger.lines import Line, line_of
from hub.terms.access import AccessRequest, Act, Context
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, new_id
from hub.terms.lists import Purpose
from hub.terms.parts import Part

AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
LOOKS = 10
"""At a family by one process a day: the first brings the keys of two buckets along."""


@dataclass(frozen=True, repr=False)
class Place:
    """Where entries are written: the address of each role, and what a writing process is made of."""

    url: Callable[[str], str]
    books: Books
    keys: Path

    def house(self, db: Database) -> House:
        """The Jobcenter's house over these connections, with a writer of its own: after the fork."""
        return open_group(db, self.books, self.keys, "jobcenter")

    def database(self, size: int = 1, role: str = "hub_jobcenter") -> Database:
        """Connections of a role."""
        return Database(self.url(role), size=size)


def take_look(house: House, issuer: str) -> Entry:
    """What `gate.disclose` writes down when the Jobcoach opens F01: decided by the rules and consents, with ticket."""
    [(_, signed_in), *_] = load_posts(house.db, issuer, "U01", legal_day(AT))
    who, only = signed_in.principal, FIELDS[Part.PEOPLE]
    purpose, number = Purpose.FAM_JOINT_SUPPORT, FamilyNumber(FAMILY)
    request = AccessRequest(who, (who,), Act.DISCLOSE, purpose, number, AT, only=only)
    facts = load_facts(house, request)
    request = standing_in(house.policies, replace(request, context=Context(mandates=facts.ties.mandates)))
    judged = judge(house.policies, request, facts.outline, Signed(facts.papers))
    seen = seen_of(house, judged.outline.family, judged.decision)
    entry = look(EntryId(new_id()), judged.request, judged.decision, seen)
    return replace(entry, family=facts.ties.family, family_seq=facts.ties.next_seq)


def again(entry: Entry, family: FamilyId, family_seq: int) -> Entry:
    """The same look at another family, or again at this one."""
    return replace(entry, id=EntryId(new_id()), family=family, family_seq=family_seq)


def looks_at(entry: Entry, families: Iterable[tuple[FamilyId, int]]) -> Iterator[Entry]:
    """Such looks at one family after the other, each from the number that it takes next."""
    return (again(entry, family, seq + one) for family, seq in families for one in range(LOOKS))


def new_families() -> Iterator[tuple[FamilyId, int]]:
    """Families about which nobody else writes: their people are somebody's own cases."""
    while True:
        yield FamilyId(new_id()), 1


def line_alone(place: Place, entry: Entry) -> Line:
    """What one append sends that brings no keys along. Nothing is written."""
    db = place.database()
    writer, entries = place.house(db).writer, looks_at(entry, new_families())
    line_of(writer, next(entries)).committed()
    db.close()
    return line_of(writer, next(entries))


def as_text(line: Line) -> tuple[object, ...]:
    """As an application sends it: facts, leaf, five segments, and the ticket's arrays in PostgreSQL's notation."""
    assert line.ticket is not None
    looks = line.ticket.looks
    arrays = (f"{{{','.join(map(str, column))}}}" for column in zip(*looks, strict=True))
    cells, partitions, versions, _ = arrays
    levels = f"{{{','.join(str(int(look.level)) for look in looks)}}}"
    return (line.alone[0], line.leaf, list(line.segments), cells, partitions, versions, levels)
