"""Posts, sessions and mandates in the database. Every function here is one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

import orjson

from hub.db.database import Database, Row, Transaction
from hub.terms.access import Mandate
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, ProviderId, StaffId, TeamId, new_id
from hub.terms.lists import Agency, Role
from hub.terms.mandates import Colleague, Grant, MandateFacts, Tied, Unattended, Wish
from hub.terms.principals import Post, Principal, Proof, SignedIn

IDLE = timedelta(minutes=15)
LIFE = timedelta(hours=10)


@dataclass(frozen=True)
class Ties:
    """What ties principals to a family number. Without such a family `family` is None and no mandate holds.

    `policies` is the digest of the rules in force, where it was asked for.
    """

    family: FamilyId | None
    next_seq: int
    mandates: Mapping[StaffId, Mandate]
    policies: str | None = None


@dataclass(frozen=True)
class Member:
    """Who works with a family or is named in its papers, in one post; `since` is None where it is not their case."""

    principal: Principal
    since: date | None
    until: date | None


def load_circle(db: Database | Transaction, family: FamilyId) -> tuple[Member, ...]:
    """Everybody whom keys of a family may have to be wrapped for. One statement."""
    rows = db.rows("select * from identity.circle(%s)", (family,))
    return tuple(
        Member(Principal(StaffId(staff), ref, Role(role), Agency(agency), TeamId(team) if team else None), since, until)
        for staff, ref, role, agency, team, since, until in rows
    )


def load_posts(db: Database, issuer: str, subject: str, day: date) -> tuple[tuple[Post, SignedIn], ...]:
    """The posts in which an account may act at this process's address on a day."""
    return load_posts_as_of(db, issuer, subject, day)[1]


def load_posts_as_of(
    db: Database, issuer: str, subject: str, day: date
) -> tuple[str, tuple[tuple[Post, SignedIn], ...]]:
    """The same, and from when they are, in the database's words; `""` where there are none."""
    statement = "select p.*, a.as_of from identity.posts(%s, %s, %s) p, identity.as_of() a (as_of)"
    rows = db.rows(statement, (issuer, subject, day))
    return rows[0][-1] if rows else "", tuple((_post(row), _signed_in(row[:-1])) for row in rows)


def load_posts_of(db: Database, ref: str, day: date) -> tuple[Principal, ...]:
    """The posts that a member of staff holds at this process's agency on a day."""
    return tuple(principal for _, principal in load_seats_of(db, ref, day))


def load_seats_of(db: Database, ref: str, day: date) -> tuple[tuple[str, Principal], ...]:
    """The same, each with the id by which a session begins in it."""
    rows = db.rows("select * from identity.posts_of(%s, %s)", (ref, day))
    return tuple((str(row[0]), _signed_in(row).principal) for row in rows)


def open_session(db: Database, key: str, post: str, proof: Proof | None = None) -> None:
    """Begin a session in a post; the database refuses posts of another process group (HB032)."""
    db.rows("select identity.open_session(%s, %s, %s::jsonb)", (_hash(key), post, _proof(proof)))


def load_session(db: Database, key: str, day: date) -> SignedIn | None:
    """Who holds this key, unless the session idled for 15 minutes, lived for 10 hours, or the post is over."""
    rows = db.rows("select * from identity.load_session(%s, %s, %s, %s)", (_hash(key), day, IDLE, LIFE))
    return replace(_signed_in(rows[0][:-1]), confirmed_at=rows[0][-1]) if rows else None


def confirm_session(db: Database, key: str, new_key: str, proof: Proof) -> bool:
    """Go on under a new key as somebody who proved anew who they are; False for somebody else, or too late."""
    asked = (_hash(key), _hash(new_key), _proof(proof), IDLE, LIFE)
    [(is_confirmed,)] = db.rows("select identity.confirm_session(%s, %s, %s::jsonb, %s, %s)", asked)
    return bool(is_confirmed)


def close_session(db: Database, key: str) -> None:
    """End the session of this key, in every window."""
    db.rows("select identity.close_session(%s)", (_hash(key),))


def load_ties(db: Database, number: FamilyNumber, principals: Iterable[Principal], at: datetime) -> Ties:
    """What ties these principals to a family on the legal day of `at`."""
    staff = [principal.id for principal in principals]
    statement = "select family_id, next_seq, mandates, policies from identity.mandates(%s, %s, %s)"
    [(family, next_seq, mandates, policies)] = db.rows(statement, (number, staff, legal_day(at)))
    return replace(parse_ties(family, next_seq, mandates), policies=policies)


def parse_ties(family: str | None, next_seq: int, mandates: Sequence[Sequence[Any]] | None) -> Ties:
    """Ties out of what `identity.mandates` in the database says."""
    known = FamilyId(family) if family else None
    return Ties(known, next_seq, {StaffId(row[0]): _mandate(*row[1:]) for row in mandates or ()})


def _mandate(*said: Any) -> Mandate:
    *tied, here_since = said
    return replace(Mandate(*tied), here_since=date.fromisoformat(here_since) if here_since else None)


def load_assigned(db: Database, principal: Principal, at: datetime) -> tuple[FamilyNumber, ...]:
    """The case numbers that are the principal's own on the legal day of `at`."""
    rows = db.rows("select * from identity.assigned(%s, %s)", (principal.id, legal_day(at)))
    return tuple(FamilyNumber(number) for (number,) in rows)


def load_recipient_rows(db: Database, family: FamilyId, reader: Principal, at: datetime) -> list[Row]:
    """Staff whom papers of a family name, the reader, and whose case it is at the reader's agency."""
    return db.rows("select * from identity.recipients(%s, %s, %s)", (family, reader.id, legal_day(at)))


def load_recipient_rows_of(db: Database, families: Sequence[FamilyId], reader: Principal, at: datetime) -> list[Row]:
    """The same of several families, each row with its family before it. One statement, whatever their number."""
    statement = (
        "select f.family_id, r.* from unnest(%s::uuid[]) f (family_id),"
        " lateral identity.recipients(f.family_id, %s, %s) r"
    )
    return db.rows(statement, (list(families), reader.id, legal_day(at)))


def load_team_rows(db: Database, family: FamilyId, at: datetime) -> list[Row]:
    """Who works with a family at the two agencies on the legal day of `at`."""
    return db.rows("select * from identity.team(%s, %s)", (family, legal_day(at)))


def load_askable_rows(db: Database, family: FamilyId, asker: StaffId, at: datetime) -> list[Row]:
    """The same for somebody whose case it is on that day; to others nobody."""
    return db.rows("select * from consent.askable(%s, %s, %s)", (asker, family, legal_day(at)))


def load_controllers(db: Database) -> list[Row]:
    """Kind and name of the two controllers."""
    return db.rows("select kind, name from identity.controllers()")


def _proof(proof: Proof | None) -> str:
    said = asdict(proof) if proof else {}
    return orjson.dumps({name: value for name, value in said.items() if value}).decode()


def _hash(key: str) -> bytes:
    return sha256(key.encode()).digest()


def _post(row: Row) -> Post:
    return Post(id=row[0], role=Role(row[5]), agency=Agency(row[6]), agency_name=row[8])


def _signed_in(row: Row) -> SignedIn:
    _, staff, ref, name, pseudonym, role, agency, unit, agency_name, team = row
    principal = Principal(
        id=StaffId(staff),
        ref=ref,
        role=Role(role),
        agency=Agency(agency),
        team=TeamId(team) if team else None,
        provider=ProviderId(unit) if agency == Agency.PROVIDER else None,
        pseudonym=pseudonym,
    )
    return SignedIn(principal, name, agency_name)


def register_logins(db: Database, logins: Mapping[str, str]) -> None:
    """Let these LOGIN roles serve this Kreis, each for its agency; as the owner role. Its tenant id is made once."""
    db.rows(
        "insert into identity.login (tenant_id, login_name, agency)"
        " select coalesce((select min(tenant_id::text)::uuid from identity.login), %s), name, agency"
        " from unnest(%s::name[], %s::text[]) as l (name, agency) on conflict do nothing",
        (new_id(), list(logins), list(logins.values())),
    )


def load_colleagues(db: Database, day: date) -> tuple[Colleague, ...]:
    """Who works for the agency of this process on a day, by name."""
    rows = db.rows("select * from identity.colleagues(%s)", (day,))
    return tuple(Colleague(StaffId(row[0]), row[1], row[2], _roles(row[3])) for row in rows)


def load_grants(db: Database, me: StaffId, day: date) -> tuple[Grant, ...]:
    """The own agency's grants that run or are to come, save those of cases from which `me` is excluded."""
    grants: dict[str, Grant] = {}
    for row in db.rows("select * from identity.grants(%s, %s)", (me, day)):
        key, staff, staff_name, other, other_name, family, number, next_seq, *rest = row
        known = grants.get(key) or Grant(key, StaffId(staff), staff_name, StaffId(other), other_name, *rest)
        tied = Tied(FamilyId(family), FamilyNumber(number), next_seq)
        grants[key] = replace(known, families=(*known.families, tied))
    return tuple(grants.values())


def load_unattended(db: Database, me: StaffId, roles: Iterable[Role], day: date) -> tuple[Unattended, ...]:
    """Families of the own agency's staff in these roles of whom nobody is left, with those who were there."""
    rows = db.rows("select * from identity.unattended(%s, %s, %s)", (me, sorted(roles), day))
    return tuple(Unattended(FamilyNumber(number), StaffId(staff), *rest) for number, staff, *rest in rows)


def load_mandate_facts(db: Database, me: StaffId, wish: Wish, day: date) -> MandateFacts:
    """What a decision about a wish turns on. One statement, whatever the number is."""
    question = {
        "me": me,
        "staff": wish.staff,
        "for": wish.stands_in_for,
        "number": wish.number,
        "since": wish.since,
        "until": wish.until,
        "day": day,
    }
    [(staff, other, families)] = db.rows(
        "select * from identity.mandate_facts(%s::jsonb)", (orjson.dumps(question).decode(),)
    )
    tied = tuple(Tied(FamilyId(row[0]), FamilyNumber(row[1]), *row[2:]) for row in families or ())
    return MandateFacts(_roles(staff), _roles(other), tied)


def write_mandate(tx: Transaction, entry: EntryId, document: Mapping[str, object]) -> None:
    """Change what ties somebody to a family, in the transaction of an entry about that family."""
    tx.rows("select identity.write_mandate(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def write_accounts(tx: Transaction, entry: EntryId, document: Mapping[str, object]) -> None:
    """Let members of a family sign in, in the transaction of the entry with which the family came."""
    tx.rows("select identity.write_accounts(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def _roles(words: Iterable[str]) -> frozenset[Role]:
    return frozenset(map(Role, words))
