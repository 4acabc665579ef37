"""A second Kreis in the same database, with logins of its own, sees nothing of the first, whatever ids it knows."""

from dataclasses import replace
from uuid import uuid4

import pytest

from hub.casework.opening import open_family
from hub.db.database import Database
from hub.exchange.houses import open_group
from hub.gate.house import House
from hub.ledger.append import append
from hub.terms.lists import Effect, Purpose
from tests.attacks.by_hand import entry_of, family_id, forged, read_cells, refused, stored, tables, tenant
from tests.kreis import F01, ISSUER, Kreis, books

SECOND = {"hub_b_jobcenter": "jobcenter", "hub_b_jugendamt": "jugendamt"}
SCHEMAS = ["record", "consent", "ledger", "identity", "rulebook"]
RULES = (
    "insert into rulebook.activation (tenant_id, ordinal, digest, document, since, activated_by, entry_id)"
    " select %s, ordinal, digest, document, since, activated_by, entry_id from rulebook.activation"
)
"""The neighbour decides by the same rules, put in force there too."""
FUNCTIONS = (
    "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
    " where n.nspname = any(%s) and has_function_privilege(%s, p.oid, 'execute')"
)


@pytest.fixture
def neighbours(every_kreis: Kreis) -> Kreis:
    """The Kreis, and logins of another one beside it that may call the same functions."""
    superuser, other = every_kreis.superuser(), str(uuid4())
    [(database,)] = superuser.execute("select current_database()").fetchall()
    for login, agency in SECOND.items():
        superuser.execute(
            f"do $$ begin create role {login} login nobypassrls noinherit;"
            " exception when duplicate_object or unique_violation then null; end $$"
        )
        superuser.execute(f'grant connect on database "{database}" to {login}')
        superuser.execute(f"grant usage on schema record, consent, ledger, identity, rulebook to {login}")
        called = superuser.execute(FUNCTIONS, (SCHEMAS, f"hub_{agency}"))
        for (function,) in called.fetchall():
            superuser.execute(f"grant execute on function {function} to {login}")
        superuser.execute("insert into identity.login values (%s, %s, %s)", (other, login, agency))
    superuser.execute(RULES, (other,))
    return every_kreis


@pytest.mark.parametrize("login", SECOND)
def test_the_neighbour_finds_no_family_no_staff_and_no_number(neighbours: Kreis, login: str) -> None:
    """By number, by id and by account: as if the first Kreis were not there."""
    stranger, superuser = neighbours.connect(login), neighbours.superuser()
    family = family_id(superuser)
    [(staff,)] = superuser.execute("select staff_id from identity.staff where ref = 'U01'").fetchall()

    row = stranger.execute("select * from identity.mandates(%s, %s, '2026-11-16')", (F01, [staff])).fetchone()
    assert row is not None
    assert (None, 1) == row[:2]
    assert not row[2]
    assert not any(row[3][0][1:])
    for statement, params in (
        ("select * from identity.posts(%s, %s, '2026-11-16')", (ISSUER, "U01")),
        ("select * from identity.assigned(%s, '2026-11-16')", (staff,)),
        ("select * from consent.papers(%s)", (family,)),
        ("select * from record.wrappings(%s)", (family,)),
        ("select * from record.outline(%s) o where not o is null", (family,)),
        ("select * from record.load_keys(%s) k where not k is null", (family,)),
    ):
        assert [] == stranger.execute(statement, params).fetchall()
    assert [(1,)] == stranger.execute("select ledger.next_seq(%s)", (family,)).fetchall()


def test_the_neighbour_has_no_use_for_a_ticket_or_an_entry(neighbours: Kreis) -> None:
    """A committed, fresh ticket of the first Kreis, at the neighbour's login of the same agency."""
    house = neighbours.house("jobcenter")
    entry = forged(neighbours, "jobcenter", stored(neighbours.superuser(), "sgb2_coop_plan_goal"))
    append(house.db, house.writer, entry)
    db = _db(neighbours, "hub_b_jobcenter")

    assert "HB020" == refused(read_cells, db, entry)
    assert "HB012" == refused(db.rows, "select record.write_cells(%s, '{}')", (entry.id,))
    assert "HB012" == refused(db.rows, "select consent.write(%s, '{}')", (entry.id,))
    assert "HB012" == refused(db.rows, "select record.narrow_wrappings(%s, '[]')", (entry.id,))
    assert 1 == len(read_cells(house.db, entry)), "and the first Kreis can still use it"


def test_a_look_by_the_neighbour_is_refused_and_stands_in_its_own_log(neighbours: Kreis) -> None:
    """Even under the names, ids and rules of the first Kreis, with its keys."""
    principal, house = neighbours.principal("U07"), _house(neighbours, "hub_b_jugendamt")

    disclosure = open_family(house, principal, F01, Purpose.FAM_JOINT_SUPPORT, neighbours.at)

    superuser = neighbours.superuser()
    [(owner, family)] = superuser.execute(
        "select tenant_id::text, family_id from ledger.index where entry_id = %s", (disclosure.entry,)
    ).fetchall()
    assert Effect.DENY is disclosure.effect
    assert () == disclosure.projection.shown
    assert tenant(superuser) != owner
    assert family is None


def test_the_neighbour_cannot_name_a_ticket_into_the_first_kreis(neighbours: Kreis) -> None:
    """Its own forged entry, about the first one's family and cells, opens nothing."""
    cells = stored(neighbours.superuser(), "sgb2_coop_plan_goal")
    house = _house(neighbours, "hub_b_jobcenter")
    entry = replace(forged(neighbours, "jobcenter", cells), family_seq=1)
    append(house.db, house.writer, entry)

    assert refused(read_cells, house.db, entry) in {"HB024", "HB020"}


def test_the_neighbour_takes_no_number_and_no_place_in_the_first_ones_books(neighbours: Kreis) -> None:
    """Writing about the same family id, it counts for itself; the first one's numbers go on without a gap."""
    house = _house(neighbours, "hub_b_jobcenter")
    append(house.db, house.writer, replace(entry_of(neighbours, "jobcenter"), family_seq=1))

    neighbours.open("U01")

    rows = neighbours.superuser().execute(
        "select tenant_id, array_agg(family_seq order by family_seq) from ledger.subject group by tenant_id, family_id"
    )
    assert all(numbers == list(range(1, len(numbers) + 1)) for _, numbers in rows)


def test_no_table_shares_a_key_between_tenants(neighbours: Kreis) -> None:
    """Each unique key begins with the tenant: nobody learns from a refusal what the other has."""
    rows = neighbours.superuser().execute(
        "select i.indrelid::regclass::text, i.indexrelid::regclass::text from pg_index i"
        " join pg_attribute a on a.attrelid = i.indrelid and a.attname = 'tenant_id'"
        " where i.indisunique and i.indkey[0] <> a.attnum and i.indrelid::regclass::text = any(%s)",
        (tables(neighbours.superuser()),),
    )

    assert {"identity.login"} == {table for table, _ in rows}


def test_the_superuser_sees_both(neighbours: Kreis) -> None:
    """The neighbour is really there: another tenant under logins of its own."""
    rows = neighbours.superuser().execute("select count(distinct tenant_id) from identity.login")

    assert [(2,)] == rows.fetchall()


def _db(kreis: Kreis, login: str) -> Database:
    db = Database(kreis.urls.url(login), size=2)
    kreis.stack.callback(db.close)
    return db


def _house(kreis: Kreis, login: str) -> House:
    return open_group(_db(kreis, login), books(), kreis.keys, SECOND[login])
