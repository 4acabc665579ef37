"""Nothing of a family is left behind: each table that holds something of one is emptied by `hub erase` or stands here.

Which tables those are is asked of the database itself, so that a new one is noticed before it keeps what should go.
"""

import re
from collections.abc import Mapping
from functools import partial
from uuid import UUID

import psycopg

from hub.terms.ids import FamilyNumber
from tests.gate.held import Held, planned
from tests.gate.test_erasing_records import end_fam, erase, loader
from tests.gate.test_proof_ends import ENDED, clerks_pass
from tests.kreis import F01, Kreis

F02 = FamilyNumber("FAM-2025-007")
PROOF = {
    "core.person": "people by id, whom consents name; of whom rows about staff or the review name, the bare id",
    "core.holding": "custody by id: who was to sign",
    "consent.paper": "proof of what was lawful, 3 years (D30)",
    "consent.paper_person": "the same",
    "consent.declaration": "the same",
    "consent.withdrawal": "the same",
    "consent.voided": "the same",
    "consent.confirmed": "the same",
    "consent.informed": "proof that the family was informed (D31)",
    "consent.recall": "what an agency answered after a withdrawal (D28)",
    "consent.searched": "that it looked for what it had received (D28)",
}
"""Goes by itself when `consent_proof` is over."""
KEPT = {
    "core.family": "number, status and end of FAM: that there was a family, so that none comes back",
    **PROOF,
    "identity.assignment": "rows about staff: whose case it was",
    "identity.conflict": "rows about staff: who is biased",
    "identity.deputy": "rows about staff: who stood in",
    "identity.relation": "rows about staff: who is related",
    "record.erased": "that the record was erased",
    "ledger.hold": "why something was kept",
    "ledger.index": "the log, until its own classes end",
    "ledger.subject": "the log, until its own classes end",
    "ledger.ticket": "goes after an hour",
    "ledger.page_ticket": "goes after an hour",
    "review.appointment": "what the review was told of days, as long as the log",
    "review.procedure": "the same",
    "review.match": "the same",
    "review.case_file": "cases of the review, until their own classes end",
    "review.hit": "the same",
    "review.case_step": "the same",
    "review.reminder": "the same",
    "review.name_request": "the same",
    "review.told": "the same",
    "review.embargo_end": "that a family was told later, and until when",
}
COLUMNS = """
    select c.oid::regclass::text, a.attname from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition"""
KEYS = """
    select k.conrelid::regclass::text, k.confrelid::regclass::text,
        (select array_agg(a.attname::text order by o.place) from unnest(k.conkey) with ordinality o (number, place)
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = o.number),
        (select array_agg(a.attname::text order by o.place) from unnest(k.confkey) with ordinality o (number, place)
         join pg_attribute a on a.attrelid = k.confrelid and a.attnum = o.number)
    from pg_constraint k join pg_class c on c.oid = k.conrelid and not c.relispartition
    join pg_class f on f.oid = k.confrelid and not f.relispartition where k.contype = 'f'"""
OF_A_FAMILY = re.compile("family|families|family_id|person|persons|person_id")
ROOTS = {"core.family", "core.person"}
CASCADING = "select conrelid::regclass::text from pg_constraint where contype = 'f' and confdeltype = 'c'"
Where = Mapping[str, list[str]]


def _of_families(db: psycopg.Connection) -> Where:
    """Tables that hold something of a family, each with how its rows are told: by a column, or by whose they are."""
    found: dict[str, list[str]] = {}
    for table, column in db.execute(COLUMNS):
        if OF_A_FAMILY.fullmatch(column):
            found.setdefault(table, []).append(_by_column(column))
    keys = db.execute(KEYS).fetchall()
    while more := [one for one in keys if one[1] in found and one[1] not in ROOTS and one[0] not in found]:
        for table, other, mine, theirs in more:
            place = (
                f"({', '.join(mine)}) in (select {', '.join(theirs)} from {other} where {' or '.join(found[other])})"
            )
            found.setdefault(table, []).append(place)
    return found


def _by_column(column: str) -> str:
    """Whatever its type: one id or many."""
    return f"exists (select from unnest(%(ids)s::uuid[]) as one (id) where {column}::text like '%%' || one.id || '%%')"


def _ids(db: psycopg.Connection, number: FamilyNumber) -> list[UUID]:
    [(family,)] = db.execute("select family_id from core.family where number = %s", (number,)).fetchall()
    return [
        family,
        *(one for (one,) in db.execute("select person_id from core.person where family_id = %s", (family,))),
    ]


def _rows(db: psycopg.Connection, where: Where, ids: list[UUID]) -> Mapping[str, int]:
    count = partial(db.execute, params={"ids": ids})
    return {
        table: count(f"select count(*) from {table} where {' or '.join(ways)}").fetchall()[0][0]
        for table, ways in where.items()
    }


def _source(db: psycopg.Connection, *functions: str) -> str:
    return "\n".join(
        db.execute("select pg_get_functiondef(%s::regprocedure)", (one,)).fetchall()[0][0] for one in functions
    )


def test_every_table_that_holds_something_of_a_family_is_emptied_or_is_kept_for_a_reason(
    kreis: Kreis, tmp_path
) -> None:
    """Asked of the catalogue; afterwards nothing is there but what has its reason above, and others lost nothing."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "F01-1"], F02: ["U01", "U07"]}))
    held.opened()
    held.come(0, 2)
    held.confirm()
    db = kreis.superuser()
    where = _of_families(db)
    end_fam(kreis)
    mine, theirs = _ids(db, F01), _ids(db, F02)
    before, others = _rows(db, where, mine), _rows(db, where, theirs)

    erase(loader(kreis, tmp_path), kreis)

    after = _rows(db, where, mine)
    assert set(KEPT) <= set(where)
    assert {} == {table: count for table, count in after.items() if count and table not in KEPT}
    assert {"record.value", "consent.worked_out", "conference.seat", "conference.moment"} <= {
        table for table, count in before.items() if count
    }
    assert {t: n for t, n in others.items() if t not in KEPT} == {
        t: n for t, n in _rows(db, where, theirs).items() if t not in KEPT
    }


def test_whoever_asks_what_is_left_looks_at_each_of_these_tables(kreis: Kreis) -> None:
    """By its name, or because its rows cannot be without those of one that is looked at."""
    db = kreis.superuser()
    where, keys = _of_families(db), db.execute(KEYS).fetchall()
    left = _source(db, "record.left_of(uuid)", "conference.left_of(uuid)")
    gone = _source(db, "record.erase_family(uuid,jsonb)", "conference.forget(uuid)")
    wanted = set(where) - set(KEPT)
    seen = {table for table in wanted if re.search(rf"(from|join) {re.escape(table)}\b", left)}
    while more := {one[0] for one in keys if one[1] in seen} & wanted - seen:
        seen |= more
    emptied = {table for table in wanted if f"delete from {table} " in gone}
    cascading = {row[0] for row in db.execute(CASCADING)}

    assert set() == wanted - seen
    assert set() == wanted - emptied - cascading


def test_what_proves_goes_on_its_own_day_from_each_of_its_tables(kreis: Kreis, tmp_path) -> None:
    """Three years after FAM nothing of the family is there but its number, the log, and rows about staff."""
    db = kreis.superuser()
    where, mine, theirs = _of_families(db), _ids(db, F01), _ids(db, F02)
    end_fam(kreis, ENDED)
    erase(loader(kreis, tmp_path), kreis)
    before, others = _rows(db, where, mine), _rows(db, where, theirs)

    assert 1 == clerks_pass(kreis)

    after = _rows(db, where, mine)
    assert {"core.person", "core.holding", "consent.paper", "consent.declaration"} <= {t for t in PROOF if before[t]}
    assert {} == {table: after[table] for table in PROOF if after[table]}
    assert others == _rows(db, where, theirs)
    gone = _source(db, "consent.erase_proofs(uuid,date,date,date)")
    assert set() == {table for table in PROOF if f"delete from {table} " not in gone}


def test_somebody_of_the_family_who_sat_at_a_topic_about_others_is_gone_too(kreis: Kreis, tmp_path) -> None:
    """Their seat, and when they came; the topic of the others stays."""
    held = Held(kreis, planned(kreis, {F02: ["U01", "U07", "F02-1"]}))
    held.opened()
    held.come(2)
    db = kreis.superuser()
    db.execute(
        "update conference.seat set person = (select person_id from core.person where ref = 'F01-1')"
        " where person is not null"
    )
    end_fam(kreis)

    assert 1 == erase(loader(kreis, tmp_path), kreis).destroyed.rows["conferences"]

    assert [(2,)] == db.execute("select count(*) from conference.seat").fetchall()
    assert [(0,)] == db.execute("select count(*) from conference.moment").fetchall()
    assert [(1,)] == db.execute("select count(*) from conference.topic").fetchall()
