"""What a change writes is about the family of its entry: no other family's record changes behind its back.

Else a line in one family's log stood for a change of another's, or for one of nobody's; and whose process may be told
of a family were decided by what that process wrote itself.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import orjson
import pytest

from hub.db.errors import DatabaseRefused
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.terms.ids import FamilyNumber
from tests.attacks.by_hand import Stored, entry_of, family_id, stored
from tests.attacks.families import cell, consent, family
from tests.attacks.test_facts_told import TELLING
from tests.kreis import F01, Kreis

OTHER = FamilyNumber("FAM-2026-761")
NOISE = "bm9pc2U="
ALWAYS = {"since": "0001-01-01T00:00:00Z", "until": "9999-01-01T00:00:00Z"}
ABOUT: dict[str, FamilyNumber | None] = {"another family": F01, "no family": None}
OPENED = "select count(*) from record.key_wrapping where basis not in ('own', 'statute') and since < until"
PLANTED = """
    insert into record.wrap_wanted (tenant_id, maker, family_id, entry_id, asked_by)
    select e.tenant_id, 'jugendamt', f.family_id, e.entry_id, %s
    from ledger.entry e join core.family f using (tenant_id) where f.family_id = %s limit 1 on conflict do nothing
"""
CLOSED = "select count(*) from record.key where closed_at is not null"


@pytest.fixture
def other(kreis: Kreis) -> Kreis:
    """Another family than F01, with something of the Jobcenter and a help opened to the Jobcoach by a consent."""
    cells = [cell("sgb2_coop_plan_goal", "X61-1"), cell("sgb8_help_type", "X61-1")]
    kreis.load(family(OTHER, "X61", cells, consents=[consent("X61-C1", "X61-1", ["U01"])]))
    return kreis


def _tries(kreis: Kreis, group: str, about: FamilyNumber | None, statement: str, *params: object) -> str | None:
    """A statement in one transaction with an entry about a family, or about none; the code of its refusal."""
    house = kreis.house(group)
    entry = entry_of(kreis, group, Event.RECORD_CHANGED, about or F01)
    if about is None:
        entry = replace(entry, family=None)
    try:
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            tx.rows(statement, (entry.id, *params))
    except DatabaseRefused as refusal:
        return refusal.code
    return None


def _cells(one: Stored, expected: int) -> dict[str, Any]:
    row = {"id": one.id if expected else str(uuid4()), "expected": expected, "levels": 8, "entry": 1 if expected else 9}
    keys = ("family", "partition", "subjects", "field", "owner")
    return {"cells": [row | {key: getattr(one, key) for key in keys}]}


def _key(one: Stored) -> dict[str, Any]:
    row = {"id": str(uuid4()), "maker": "jobcenter", "category": "work_training", "level": 3}
    return {"keys": [row | {key: getattr(one, key) for key in ("family", "partition", "subjects", "owner")}]}


def _holder(one: Stored) -> dict[str, Any]:
    return {"holders": [{"family": one.family, "maker": "jobcenter", "holder": "provider", "sealed": NOISE}]}


def _people(one: Stored) -> dict[str, Any]:
    return {"subjects": [{"id": str(uuid4()), "family": one.family, "persons": []}]}


WRITTEN: dict[str, Callable[[Stored], dict[str, Any]]] = {
    "a new cell": lambda one: _cells(one, 0),
    "a new version": lambda one: _cells(one, one.version),
    "a key": _key,
    "a key of a holder": _holder,
    "whom it is about": _people,
}


@pytest.mark.parametrize("about", ABOUT)
@pytest.mark.parametrize("what", WRITTEN)
def test_no_record_changes_with_an_entry_about(other: Kreis, what: str, about: str) -> None:
    """Neither another family nor nobody: the own log of whose record it is would not tell of it."""
    [one] = stored(other.superuser(), "sgb2_coop_plan_goal", OTHER)
    document = orjson.dumps(WRITTEN[what](one)).decode()
    statement = "select record.write_cells(%s, %s::jsonb)"

    assert "HB012" == _tries(other, "jobcenter", ABOUT[about], statement, document)


@pytest.mark.parametrize("about", ABOUT)
def test_nor_are_its_keys_wrapped_asked_for_or_taken_away(other: Kreis, about: str) -> None:
    """A key for somebody, a place in the queue of the maker, or the end of what a consent opens."""
    superuser = other.superuser()
    [one] = stored(superuser, "sgb2_coop_plan_goal", OTHER)
    columns = "key_id::text as key, holder, basis, since"
    taken = f"select {columns} from record.key_wrapping where family_id = %s and basis like 'X61%%'"
    ending = [
        {"key": key, "holder": holder, "basis": basis, "since": since, "until": since}
        for key, holder, basis, since in superuser.execute(taken, (one.family,)).fetchall()
    ]
    assert ending
    before = [superuser.execute(count).fetchall() for count in (OPENED, CLOSED)]
    number = ABOUT[about]

    wrapped = orjson.dumps(_holder(one)).decode()
    assert "HB012" == _tries(other, "jobcenter", number, "select record.add_wrappings(%s, %s::jsonb)", wrapped)
    assert "HB012" == _tries(other, "jobcenter", number, "select record.want_wrappings(%s, %s)", one.family)
    narrowed = orjson.dumps(ending).decode()
    assert "HB012" == _tries(other, "provider", number, "select record.narrow_wrappings(%s, %s::jsonb)", narrowed)
    assert before == [superuser.execute(count).fetchall() for count in (OPENED, CLOSED)]


def test_no_value_is_laid_beside_a_cell_that_does_not_say_which_version_it_was(other: Kreis) -> None:
    """Neither new nor changed: what stands there would get one text more, and no version would say so."""
    superuser = other.superuser()
    [one] = stored(superuser, "sgb2_coop_plan_goal", OTHER)
    [(key,)] = superuser.execute(
        "select key_id::text from record.value where cell_id = %s and level = 3", (one.id,)
    ).fetchall()
    value = {"partition": one.partition, "cell": one.id, "level": 1, "key": key, "content": NOISE, "source": "person"}
    document = _cells(one, one.version) | {"values": [value | {"stated_on": "2026-11-16"}]}
    document["cells"][0]["expected"] = None
    statement = "select record.write_cells(%s, %s::jsonb)"

    assert "HB032" == _tries(other, "jobcenter", OTHER, statement, orjson.dumps(document).decode())


@pytest.fixture
def foreign(kreis: Kreis) -> FamilyNumber:
    """A family of which a provider's process is told nothing."""
    attacker, superuser = kreis.connect("hub_provider"), kreis.superuser()
    found = superuser.execute("select family_id, number from core.family order by number").fetchall()
    return next(
        FamilyNumber(number)
        for one, number in found
        if not (attacker.execute("select * from record.outline(%s)", (one,)).fetchone() or (None,))[0]
    )


def _told(kreis: Kreis, number: FamilyNumber) -> bool:
    attacker, family_of = kreis.connect("hub_provider"), family_id(kreis.superuser(), number)
    rows = [attacker.execute(one, (family_of,)).fetchone() for one in TELLING]
    return any((row or (None, None))[-1] for row in rows)


def _provider_cell(family_of: str, subjects: str) -> dict[str, Any]:
    row = {"id": str(uuid4()), "expected": 0, "partition": "provider", "owner": "provider", "provider": "oft"}
    about = {"family": family_of, "subjects": subjects, "field": "provider_observation", "entry": 1, "levels": 8}
    return {"subjects": [{"id": subjects, "family": family_of, "persons": []}], "cells": [row | about]}


@pytest.mark.parametrize("about", ["that family", "no family"])
def test_no_family_becomes_a_providers_own_by_a_cell(kreis: Kreis, foreign: FamilyNumber, about: str) -> None:
    """About nobody in particular, so that no person's id is needed."""
    document = orjson.dumps(_provider_cell(family_id(kreis.superuser(), foreign), str(uuid4()))).decode()
    number = foreign if about == "that family" else None

    code = _tries(kreis, "provider", number, "select record.write_cells(%s, %s::jsonb)", document)

    assert not _told(kreis, foreign)
    assert {"that family": "HB030", "no family": "HB012"}[about] == code


def _paper(kreis: Kreis, number: FamilyNumber, persons: list[str]) -> str:
    paper = {"for": persons, "signed": [], "recipients": ["provider:oft"], "from": "2026-10-01", "to": "2027-09-30"}
    row = {"id": str(uuid4()), "family": family_id(kreis.superuser(), number), "ref": "X", "document": paper}
    nothing: dict[str, list[object]] = {"declarations": [], "withdrawals": []}
    return orjson.dumps({"papers": [row | {"persons": persons}], **nothing}).decode()


@pytest.mark.parametrize("group", ["provider", "jobcenter"])
def test_nor_by_a_paper_about_nobody(kreis: Kreis, foreign: FamilyNumber, group: str) -> None:
    """Which names providers as those to whom it opens something; an agency's process writes none such either."""
    statement = "select consent.write(%s, %s::jsonb)"
    house = kreis.house(group)
    entry = entry_of(kreis, group, Event.CONSENT_GRANTED, foreign)

    with pytest.raises(DatabaseRefused) as refused, house.db.begin() as tx:
        append(tx, house.writer, entry)
        tx.rows(statement, (entry.id, _paper(kreis, foreign, [])))

    assert not _told(kreis, foreign)
    assert {"provider": "HB030", "jobcenter": "HB032"}[group] == refused.value.code


@pytest.mark.parametrize("group", ["provider", "family"])
def test_nor_by_a_paper_about_somebody_there(kreis: Kreis, foreign: FamilyNumber, group: str) -> None:
    """Whose id it learnt elsewhere."""
    superuser, house = kreis.superuser(), kreis.house(group)
    [(person, *_), *_] = superuser.execute(
        "select person_id::text from core.person where family_id = %s", (family_id(superuser, foreign),)
    ).fetchall()
    entry = replace(entry_of(kreis, "provider", Event.CONSENT_GRANTED, foreign), controllers=frozenset({group}))

    with pytest.raises(DatabaseRefused) as refused, house.db.begin() as tx:
        append(tx, house.writer, entry)
        tx.rows("select consent.write(%s, %s::jsonb)", (entry.id, _paper(kreis, foreign, [person])))

    assert "HB030" == refused.value.code
    assert not _told(kreis, foreign)


def test_nobody_learns_from_askings_which_family_there_is(kreis: Kreis, foreign: FamilyNumber) -> None:
    """Neither asking for its keys nor the queue tells a provider's or a family's process of a family not theirs."""
    superuser = kreis.superuser()
    of = family_id(superuser, foreign)
    asking = "select record.want_wrappings(%s, %s)"

    assert "HB030" == _tries(kreis, "provider", foreign, asking, of)
    assert "HB012" == _tries(kreis, "provider", None, asking, of)
    superuser.execute(PLANTED, ("provider", of))
    superuser.execute(PLANTED, ("jugendamt", of))
    for group in ("provider", "family"):
        attacker = kreis.connect(f"hub_{group}")
        assert [] == attacker.execute("select record.makers_asked(%s)", (of,)).fetchall()
        assert [] == attacker.execute("select * from record.askings_to_send('')").fetchall()


def test_what_another_asked_and_did_not_sign_promises_nothing(other: Kreis) -> None:
    """A row of a taken-over process says to no other agency's people that something is being unlocked."""
    superuser = other.superuser()
    of = family_id(superuser, OTHER)
    asked, pending = "select record.makers_asked(%s)", other.connect("hub_jobcenter")
    superuser.execute("delete from record.wrap_wanted where family_id = %s", (of,))
    superuser.execute(PLANTED, ("provider", of))

    assert [] == pending.execute(asked, (of,)).fetchall()
    superuser.execute(
        "update record.wrap_wanted set signature = '\\x00', signed_at = now() where family_id = %s", (of,)
    )
    assert [("jugendamt",)] == pending.execute(asked, (of,)).fetchall()
    superuser.execute("update record.wrap_wanted set signed_at = now() - interval '8 days' where family_id = %s", (of,))
    assert [] == pending.execute(asked, (of,)).fetchall()
