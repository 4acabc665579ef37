"""A process that was taken over writes what it likes into `record.write_cells`: the other agency's part stays shut."""

from base64 import b64encode
from typing import Any
from uuid import uuid4

import orjson
import pytest

from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.terms.ids import EntryId, FamilyNumber
from tests.attacks.by_hand import Connection, Stored, entry_of, family_id, refused, stored, write, write_cells
from tests.attacks.families import cell, family
from tests.kreis import F01, Kreis

EMPTY: dict[str, list[dict[str, Any]]] = {"cells": [], "subjects": [], "keys": [], "holders": []}
NOISE = b64encode(b"noise" * 9).decode()
ALWAYS = {"since": "0001-01-01T00:00:00Z", "until": "9999-01-01T00:00:00Z"}


@pytest.mark.unchanged
def test_without_an_entry_nothing_is_written(every_kreis: Kreis) -> None:
    """Neither with the name of an entry that is not there, nor with that of one written before."""
    house = every_kreis.house("jobcenter")
    before = entry_of(every_kreis, "jobcenter", Event.RECORD_CHANGED)
    append(house.db, house.writer, before)

    assert "HB012" == refused(write_cells, house.db, EntryId(str(uuid4())), EMPTY)
    assert "HB012" == refused(write_cells, house.db, before.id, EMPTY)


@pytest.mark.unchanged
def test_nor_with_the_entry_of_another_agency(every_kreis: Kreis) -> None:
    """Who may read the other's entry ids still cannot write under them."""
    theirs = every_kreis.open("U07").entry

    assert "HB012" == refused(write_cells, every_kreis.house("jobcenter").db, theirs, EMPTY)


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("group", "partition", "owner"),
    [
        ("jobcenter", "sgb8", "jugendamt"),
        ("jobcenter", "core", "jugendamt"),
        ("jobcenter", "provider", "provider"),
        ("jugendamt", "sgb2", "jobcenter"),
        ("provider", "sgb8", "jugendamt"),
        ("provider", "fam", "joint"),
    ],
)
def test_no_cell_is_added_to_anothers_part(every_kreis: Kreis, group: str, partition: str, owner: str) -> None:
    """Each agency adds to its own part, and providers not to what is joint."""
    own = _sample(every_kreis.superuser())
    new = _cell_row(own, id=str(uuid4()), expected=0, partition=partition, owner=owner, entry=90)
    new["provider"] = "oft" if owner == "provider" else None

    assert "HB030" == write(every_kreis, group, EMPTY | {"cells": [new]})


@pytest.mark.unchanged
def test_no_cell_is_smuggled_into_another_partition_as_ones_own(every_kreis: Kreis) -> None:
    """What lies in sgb8 is the Jugendamt's; a row that says otherwise has no place there."""
    own = _sample(every_kreis.superuser())
    new = _cell_row(own, id=str(uuid4()), expected=0, partition="sgb8", owner="jobcenter", entry=90)

    assert "23514" == write(every_kreis, "jobcenter", EMPTY | {"cells": [new]})


@pytest.mark.unchanged
def test_no_new_version_of_anothers_cell_is_written(every_kreis: Kreis) -> None:
    """Whether the row says the true owner or claims the cell."""
    [theirs] = stored(every_kreis.superuser(), "sgb8_help_period")
    truly = _cell_row(theirs, expected=theirs.version)

    assert "HB031" == write(every_kreis, "jobcenter", EMPTY | {"cells": [truly]})
    assert "HB031" == write(every_kreis, "jobcenter", EMPTY | {"cells": [truly | {"owner": "jobcenter"}]})


@pytest.mark.unchanged
def test_no_value_is_laid_beside_anothers_cell(every_kreis: Kreis) -> None:
    """Without touching the cell itself: a level that its owner left empty stays empty."""
    superuser = every_kreis.superuser()
    [theirs] = stored(superuser, "sgb8_help_period")
    value = _value_row(theirs, level=1, key=_key(superuser, "jobcenter"))
    values = _Table(superuser, "record.value")

    code = write(every_kreis, "jobcenter", EMPTY | {"values": [value]})

    assert code is not None
    assert values() == values.before


@pytest.mark.unchanged
def test_no_value_is_laid_beside_a_cell_that_the_change_does_not_name(every_kreis: Kreis) -> None:
    """A version is a cell and its texts at once; no text slips in later under a number that is written already."""
    superuser = every_kreis.superuser()
    [own] = stored(superuser, "sgb2_coop_plan_goal")
    value = _value_row(own, level=1, key=_key(superuser, "jobcenter"))

    assert write(every_kreis, "jobcenter", EMPTY | {"values": [value]}) is not None


@pytest.mark.unchanged
def test_no_key_is_made_in_anothers_name(every_kreis: Kreis) -> None:
    """Else the other would write on under a key that the attacker knows, and everything after that were open."""
    superuser = every_kreis.superuser()
    theirs = stored(superuser, "sgb8_help_period")[0]
    key = _key_row(theirs, maker="jugendamt", owner="jugendamt", partition="sgb8", category="housing")
    keys = _Table(superuser, "record.key")

    code = write(every_kreis, "jobcenter", EMPTY | {"keys": [key]})

    assert code is not None
    assert keys() == keys.before


def test_no_holder_key_is_made_in_anothers_name(every_kreis: Kreis) -> None:
    """Not even in a family in which the other has written nothing yet: only its own process seals its keys."""
    every_kreis.load(family("FAM-2026-711", "X11", [cell("sgb2_coop_plan_goal", "X11-1", "Erdacht")]))
    superuser = every_kreis.superuser()
    family_of_one = family_id(superuser, FamilyNumber("FAM-2026-711"))
    row = {"family": family_of_one, "maker": "jugendamt", "holder": "jugendamt", "sealed": NOISE}
    holders = _Table(superuser, "record.holder_key")

    code = write(every_kreis, "jobcenter", EMPTY | {"holders": [row]})

    assert code is not None
    assert holders() == holders.before


@pytest.mark.unchanged
@pytest.mark.parametrize("maker", ["jugendamt", "jobcenter"])
def test_no_key_of_another_is_wrapped_for_anybody(every_kreis: Kreis, maker: str) -> None:
    """A wrapping that does not open would shut the owner out of its own data; one that opens would let somebody in."""
    superuser = every_kreis.superuser()
    foreign, holder = _key(superuser, "jugendamt"), {"holder": "jugendamt", "maker": maker}
    row = {"key": foreign, "family": family_id(superuser), "basis": "C99", "wrapped": NOISE, **holder, **ALWAYS}
    wrappings = _Table(superuser, "record.key_wrapping")

    code = write(every_kreis, "jobcenter", EMPTY | {"wrappings": [row]})

    assert code is not None
    assert wrappings() == wrappings.before


@pytest.mark.unchanged
def test_nobody_is_added_to_the_persons_of_cells_that_are_there(every_kreis: Kreis) -> None:
    """Whom a cell is about decides whose consent it needs: that stays as its author wrote it."""
    superuser = every_kreis.superuser()
    theirs = stored(superuser, "sgb8_help_period")[0]
    everybody = superuser.execute("select person_id::text from core.person where family_id = %s", (theirs.family,))
    row = {"id": theirs.subjects, "family": theirs.family, "persons": [person for (person,) in everybody]}
    persons = _Table(superuser, "record.subject")

    code = write(every_kreis, "jobcenter", EMPTY | {"subjects": [row]})

    assert code is not None
    assert persons() == persons.before


@pytest.mark.unchanged
def test_no_wrapping_of_another_is_narrowed_without_an_entry(every_kreis: Kreis) -> None:
    """Taking keys away is a change like any other."""
    house = every_kreis.house("jobcenter")

    code = refused(house.db.rows, "select record.narrow_wrappings(%s, '[]')", (str(uuid4()),))

    assert "HB012" == code


@pytest.mark.unchanged
def test_no_consent_is_written_without_an_entry(every_kreis: Kreis) -> None:
    """Nor a paper, nor a withdrawal."""
    house = every_kreis.house("family")

    assert "HB012" == refused(house.db.rows, "select consent.write(%s, '{}')", (str(uuid4()),))


def test_a_withdrawal_voids_the_tickets_of_its_own_family_whatever_it_says(every_kreis: Kreis) -> None:
    """A withdrawal that names another family as the one it is about still counts for the one whose consent it is."""
    every_kreis.load(family("FAM-2026-712", "X12", [cell("sgb2_coop_plan_goal", "X12-1")]))
    house, superuser = every_kreis.house("jugendamt"), every_kreis.superuser()
    other = family_id(superuser, FamilyNumber("FAM-2026-712"))
    epoch = "select consent_epoch from core.family where number = %s"
    [(before,)] = superuser.execute(epoch, (F01,)).fetchall()
    statement = (
        "select consent_id::text, person_id::text from consent.declaration join consent.paper using (consent_id)"
    )
    [(paper, person), *_] = superuser.execute(f"{statement} where ref = 'C01'").fetchall()
    row = {"consent": paper, "ordinal": 1, "person": person, "received_at": "2026-11-16T07:00:00Z", "document": {}}

    with house.db.begin() as tx:
        entry = entry_of(every_kreis, "jugendamt", Event.CONSENT_WITHDRAWN)
        append(tx, house.writer, entry)
        document = orjson.dumps({"family": other, "papers": [], "declarations": [], "withdrawals": [row]}).decode()
        tx.rows("select consent.write(%s, %s::jsonb)", (entry.id, document))

    assert [(before + 1,)] == superuser.execute(epoch, (F01,)).fetchall()


class _Table:
    """A table as it was, and as it is."""

    def __init__(self, superuser: Connection, table: str) -> None:
        self._rows = lambda: superuser.execute(f"select x::text from {table} x order by 1").fetchall()
        self.before = self._rows()

    def __call__(self) -> list[Any]:
        return self._rows()


def _sample(superuser: Connection) -> Stored:
    [own] = stored(superuser, "sgb2_coop_plan_goal")
    return own


def _key(superuser: Connection, maker: str) -> str:
    row = superuser.execute("select key_id::text from record.key where maker = %s limit 1", (maker,)).fetchone()
    assert row is not None
    return str(row[0])


def _cell_row(like: Stored, **more: object) -> dict[str, object]:
    row: dict[str, object] = {
        "id": like.id,
        "partition": like.partition,
        "family": like.family,
        "subjects": like.subjects,
        "field": like.field,
        "entry": 1,
        "owner": like.owner,
        "levels": 8,
        "disputed": False,
    }
    return row | more


def _value_row(like: Stored, level: int, key: str) -> dict[str, object]:
    return {
        "partition": like.partition,
        "cell": like.id,
        "level": level,
        "key": key,
        "content": NOISE,
        "source": "person",
        "stated_on": "2026-11-16",
    }


def _key_row(like: Stored, **more: object) -> dict[str, object]:
    return {"id": str(uuid4()), "family": like.family, "subjects": like.subjects, "level": 3, **more}
