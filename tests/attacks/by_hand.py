"""What somebody can do who has taken over a process of the hub: use its login, its keys and its library at will."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson
import psycopg

from hub.db.database import Database, Transaction
from hub.db.errors import DatabaseRefused
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Book, Entry, Event, TicketScope
from hub.ledger.page import Part
from hub.ledger.shares import Share
from hub.terms.access import Look
from hub.terms.ids import CellId, EntryId, FamilyId, FamilyNumber, new_id
from hub.terms.lists import Effect, Level, Partition
from tests.kreis import F01, Kreis

HUB_SCHEMAS = (
    *("core", "sgb2", "sgb8", "provider", "fam", "consent", "ledger", "identity", "record", "review", "rulebook"),
    "conference",
    "public",
)
WEB = ("hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family", "hub_oversight", "hub_loader", "hub_clerk")
WEB += ("hub_sequencer", "hub_signer")

WORKERS = {"jobcenter": "U01", "jugendamt": "U07", "provider": "U12"}

Connection = psycopg.Connection[Any]


@dataclass(frozen=True)
class Stored:
    """A cell as the superuser sees it."""

    id: CellId
    family: FamilyId
    partition: str
    field: str
    owner: str
    version: int
    subjects: str


def sqlstate(connection: Connection, statement: str, params: object = None) -> str | None:
    """The code with which the database refuses a statement; None if it does not."""
    try:
        connection.execute(statement, params)
    except psycopg.Error as error:
        return error.sqlstate
    return None


def tables(superuser: Connection) -> list[str]:
    """Every table, partition, view and sequence of the hub, whatever schema it lies in."""
    rows = superuser.execute(
        "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname = any(%s) order by 1",
        (list(HUB_SCHEMAS),),
    )
    return [name for (name,) in rows]


def tenant(superuser: Connection) -> str:
    """The id of the Kreis."""
    rows = superuser.execute("select tenant_id::text from identity.login where login_name = 'hub_jobcenter'")
    [(found,)] = rows.fetchall()
    return str(found)


def family_id(superuser: Connection, number: FamilyNumber = F01) -> FamilyId:
    """The id of a family."""
    [(found,)] = superuser.execute("select family_id::text from core.family where number = %s", (number,)).fetchall()
    return FamilyId(found)


def stored(superuser: Connection, field: str, number: FamilyNumber = F01, owner: str = "%") -> list[Stored]:
    """The cells of a field in a family."""
    rows = superuser.execute(
        "select c.cell_id::text, c.family_id::text, c.partition, c.field_id, c.owner, c.version, c.subjects_id::text"
        " from record.cell c"
        " join core.family f using (tenant_id, family_id)"
        " where c.field_id = %s and f.number = %s and c.owner like %s order by c.cell_id",
        (field, number, owner),
    )
    return [Stored(*row) for row in rows]


def entry_of(kreis: Kreis, group: str, event: Event = Event.READ, number: FamilyNumber = F01) -> Entry:
    """An entry that says what its writer likes, in the right form and with the right number."""
    principal, house = kreis.principal(WORKERS[group]), kreis.house(group)
    ties = load_ties(house.db, number, (principal,), kreis.at)
    return Entry(
        id=EntryId(new_id()),
        event=event,
        at=kreis.at,
        principal=principal,
        effect=Effect.PERMIT,
        policies=house.policies.digest,
        controllers=frozenset({group}),
        subject={},
        access={},
        decision={},
        family=ties.family,
        family_seq=ties.next_seq,
    )


def part_of(entry: Entry, ticket: TicketScope, book: Book = Book.ACCESS_LOG, shares: tuple[Share, ...] = ()) -> Part:
    """What a list says of the family of an entry that its writer chose: nothing, but as its writer likes."""
    assert entry.family is not None
    told = (entry.principal.role, entry.effect, entry.controllers, book)
    return Part(entry.family, entry.family_seq, *told, {}, {}, {}, ticket, shares)


def forged(kreis: Kreis, group: str, cells: Iterable[Stored], number: FamilyNumber = F01) -> Entry:
    """A look that nobody decided, at whatever cells its writer chose, in full."""
    named = tuple(Look(one.id, Partition(one.partition), one.version, Level.FULL) for one in cells)
    entry = entry_of(kreis, group, number=number)
    statement = "select consent_epoch from core.family where family_id = %s"
    [(epoch,)] = kreis.superuser().execute(statement, (entry.family,)).fetchall()
    return replace(entry, ticket=TicketScope(epoch, named))


def read_cells(db: Database | Transaction, entry: Entry) -> list[CellId]:
    """The bare statement: which of the cells that an entry names come out."""
    rows = db.rows("select * from record.read_cells(%s)", (entry.id,))
    named = entry.ticket.looks if entry.ticket else ()
    return [named[ordinal - 1].cell for ordinal, *_ in rows if ordinal]  # the others bring keys of the family


def write(kreis: Kreis, group: str, document: Mapping[str, Any]) -> str | None:
    """Hand `record.write_cells` a document of one's own, with an entry; the code with which it is refused."""
    house = kreis.house(group)
    try:
        with house.db.begin() as tx:
            entry = entry_of(kreis, group, Event.RECORD_CHANGED)
            append(tx, house.writer, entry)
            write_cells(tx, entry.id, document)
    except DatabaseRefused as refusal:
        return refusal.code
    return None


def write_cells(tx: Transaction | Database, entry: EntryId, document: Mapping[str, Any]) -> None:
    """The bare statement."""
    tx.rows("select record.write_cells(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def refused(act: Callable[..., object], *args: object) -> str | None:
    """The code with which the database refuses an act of the library; None if it does not."""
    try:
        act(*args)
    except DatabaseRefused as refusal:
        return refusal.code
    return None


def aged(superuser: Connection, entry: EntryId, created_at: datetime) -> None:
    """Make an entry as old as if it had been written then; only who may switch triggers off can do it."""
    superuser.execute("set session_replication_role = replica")
    superuser.execute("update ledger.entry set created_at = %s where entry_id = %s", (created_at, entry))
    superuser.execute("reset session_replication_role")
