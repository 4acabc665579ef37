"""Loading: whole or not at all, twice as once, and with a place for each thing that is wrong."""

from copy import deepcopy

import pytest

from hub.exchange.reading import LoadFaulty
from tests.exchange.documents import CHILD, MOTHER, NUMBER, cell, consent, document, family
from tests.kreis import demo, numbers

TABLES = (
    *("identity.agency", "identity.staff", "identity.post", "identity.account", "identity.assignment"),
    *("core.family", "core.person", "core.holding", "record.cell", "record.value", "record.key"),
    *("record.key_wrapping", "record.holder_key", "consent.paper", "consent.declaration", "ledger.entry"),
)
STAFF = [{"id": "U30", "name": "Anna Amsel", "posts": [{"role": "jobcoach", "agency": "jobcenter"}]}]


def _rows(kreis):
    superuser = kreis.superuser()
    return {table: superuser.execute(f"select count(*) from {table}").fetchone()[0] for table in TABLES}


def _faults(kreis, loaded):
    with pytest.raises(LoadFaulty) as refused:
        kreis.load(loaded)
    return str(refused.value).splitlines()


@pytest.mark.unchanged
def test_loading_twice_leaves_everything_as_it_is(every_kreis):
    """Not a row more, not an entry more; what is there is told."""
    before = _rows(every_kreis)

    loaded = every_kreis.load(demo())

    assert (0, (), numbers()) == (loaded.staff, loaded.families, loaded.untouched)
    assert before == _rows(every_kreis)


@pytest.mark.unchanged
def test_a_family_that_is_there_stays_as_it_is(kreis):
    """Also where the file says something else by now: what is newer comes by another way."""
    changed = deepcopy(demo())
    changed["families"][0]["cells"][0]["value"] = "Anders"
    changed["families"][0]["persons"][0]["born"] = "1970-01-01"

    kreis.load(changed)

    given = [value.content for value in kreis.open("U01").projection.shown if value.field == "given_name"]
    assert "Sandra" in given
    assert "Anders" not in given


def test_new_families_come_beside_those_that_are_there(kreis):
    """Out of one file."""
    both = document(*deepcopy(demo())["families"], family([cell("sgb2_measures")]), staff=STAFF)

    loaded = kreis.load(both)

    assert (1, (NUMBER,), numbers()) == (loaded.staff, loaded.families, loaded.untouched)
    assert 1 == len(kreis.open("U01", NUMBER).projection.shown)


@pytest.mark.unchanged
@pytest.mark.parametrize(
    "fault",
    [
        cell("no_such_field"),
        cell("sgb2_measures", "X-9"),
        cell("sgb2_measures", owner="jugendamt"),
        cell("given_name"),
        cell("sgb2_measures", value=""),
        cell("sgb2_measures", value=None, summary=None),
    ],
)
def test_one_fault_in_the_last_family_and_nothing_is_loaded(kreis, fault):
    """All or nothing: neither the staff of the file nor the families before it, and no entry says so."""
    first = family([cell("sgb2_measures")])
    last = family([cell("sgb2_measures"), fault]) | {"id": "Y", "number": "FAM-2026-901"}
    before = _rows(kreis)

    faults = _faults(kreis, document(first, last, staff=STAFF))

    assert all(line.startswith("test.json: families[1].cells[1]") for line in faults)
    assert before == _rows(kreis)


def test_what_the_database_refuses_leaves_nothing_either(kreis):
    """A fault that only the database sees, in the last family: nothing of the file is there."""
    kreis.superuser().execute("alter table core.person add constraint broken check (ref <> 'Y-1') not valid")
    last = family(persons=[{"id": "Y-1", "born": "1990-01-01"}]) | {"id": "Y", "number": "FAM-2026-901"}
    before = _rows(kreis)

    with pytest.raises(RuntimeError):
        kreis.load(document(family([cell("sgb2_measures")]), last, staff=STAFF))

    assert before == _rows(kreis)


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"assignments": [{"staff": "U99"}]}, "assignments[0].staff"),
        ({"assignments": [{"staff": "U01"}] * 2}, "assignments[1]"),
        ({"assignments": [{"staff": "U01", "from": "2026-02-02", "to": "2026-02-01"}]}, "assignments[0]"),
        ({"persons": [MOTHER | {"born": "1990-01-02", "deceased_on": "1990-01-01"}]}, "persons[0]"),
        ({"persons": [MOTHER, CHILD | {"custody": ["X-2"]}]}, "persons[1].custody[0].holder"),
        ({"relations": [{"staff": "U02", "person": "X-9", "as": "sibling"}]}, "relations[0].person"),
        ({"relations": [{"staff": "U02", "person": "X-1", "as": "sibling"}] * 2}, "relations[1]"),
        ({"persons": [MOTHER, MOTHER]}, "persons[1]"),
        ({"persons": [{"id": "X-1"}]}, "persons[0]"),
        ({"persons": [MOTHER, CHILD | {"born": "2026-11-17"}]}, "persons[1].born"),
        ({"persons": [CHILD]}, "persons[0].custody[0].holder"),
        ({"persons": [MOTHER, CHILD | {"custody": ["X-1", "X-1"]}]}, "persons[1].custody[1]"),
        ({"cells": [cell("sgb2_measures", author="U99")]}, "cells[0].author"),
        ({"cells": [cell("sgb2_measures"), cell("sgb2_measures")]}, "cells[1]"),
        ({"cells": [cell("sgb2_measures", id="a"), cell("sgb2_measures", id="a", entry=2)]}, "cells[1]"),
        ({"cells": [cell("provider_hours")]}, "cells[0].provider"),
        ({"cells": [cell("provider_hours", provider="jobcenter")]}, "cells[0].provider"),
        ({"cells": [cell("sgb8_conversation_note", entrusted_to="U99")]}, "cells[0].entrusted_to"),
        ({"cells": [cell("sgb8_conversation_note", entrusted_by=["X-9"])]}, "cells[0].entrusted_by[0]"),
        ({"cells": [cell("sgb2_measures", value="a\x07b")]}, "cells[0].value"),
        ({"cells": [cell("sgb2_measures", value="x" * 100_001)]}, "cells[0].value"),
        ({"cells": [cell("sgb2_measures", summary={"a": ["\x7f"]})]}, "cells[0].summary"),
        ({"cells": [cell("sgb2_measures", value=[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]])]}, "cells[0].value"),
        ({"consents": [consent("C01", categories=["contact"])]}, "consents[0].id"),
        ({"consents": [consent("X01", categories=["contact"])] * 2}, "consents[1].id"),
        ({"consents": [consent("X01", "X-9", categories=["contact"])]}, "consents[0]"),
        ({"consents": [consent("X01", categories=["gossip"])]}, "consents[0]"),
        ({"consents": [consent("X01", categories=["contact"], recipients=["staff:U99"])]}, "consents[0]"),
        ({"consents": [consent("X01", categories=["contact"], recipients=["somebody"])]}, "consents[0]"),
        ({"consents": [consent("X01", categories=["contact"], purposes=[])]}, "consents[0]"),
        ({"consents": [consent("X01")]}, "consents[0]"),
        ({"consents": [consent("X01", categories=["contact"], fields=["no_such_field"])]}, "consents[0]"),
        ({"consents": [consent("X01", categories=["single_note"], entries=["no such cell"])]}, "consents[0]"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(kreis, change, place):
    """Unknown, given twice, of the wrong owner, empty, too long, with control characters."""
    before = _rows(kreis)

    faults = _faults(kreis, document(family() | change))

    assert [line for line in faults if line.startswith(f"test.json: families[0].{place}")], faults
    assert before == _rows(kreis)


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({"staff": [STAFF[0] | {"posts": [{"role": "queen", "agency": "jobcenter"}]}]}, "staff[0].posts[0].role"),
        ({"staff": [STAFF[0] | {"posts": [{"role": "jobcoach", "agency": "xy"}]}]}, "staff[0].posts[0].agency"),
        ({"staff": [STAFF[0] | {"posts": [{"role": "jobcoach", "agency": "jugendamt"}]}]}, "staff[0].posts[0].role"),
        ({"staff": STAFF * 2}, "staff[1]"),
        (
            {"staff": [STAFF[0] | {"posts": [STAFF[0]["posts"][0] | {"from": "2026-02-02", "to": "2026-02-01"}]}]},
            "staff[0].posts[0]",
        ),
        ({"agencies": [{"id": "xy", "kind": "provider", "name": "X", "short": "X"}] * 2}, "agencies[1]"),
        ({"families": [family(), family()]}, "families[1].number"),
    ],
)
def test_what_is_wrong_outside_families_has_its_place_too(kreis, more, place):
    """Roles and agencies that nobody knows, and what stands twice."""
    faults = _faults(kreis, document() | more)

    assert [line for line in faults if line.startswith(f"test.json: {place}")], faults


@pytest.mark.unchanged
def test_every_fault_is_told_at_once(kreis):
    """Who mends a file needs one round."""
    faults = _faults(
        kreis,
        document(
            family([cell("no_such_field"), cell("sgb2_measures", "X-9"), cell("sgb2_measures", value="")]),
            staff=[STAFF[0] | {"posts": [{"role": "queen", "agency": "jobcenter"}]}],
        ),
    )

    assert 4 == len(faults)


def test_whoever_loads_stands_in_the_log(kreis):
    """The operator, with the directory, the family and the consents; each in its own entry."""
    before = _rows(kreis)["ledger.entry"]

    kreis.load(document(family([cell("sgb2_measures")], [consent("X01", categories=["contact"])]), staff=STAFF))

    rows = kreis.superuser().execute("select event, pseudonym, role from ledger.index order by entry_id").fetchall()
    assert [
        (event, "N-00", "it_admin") for event in ("directory.changed", "family.entered", "consent.granted")
    ] == rows[before:]


def test_pseudonyms_are_never_given_twice_and_say_nothing_of_who_came_when(kreis):
    """Drawn at random from those that are free."""
    many = [{"id": f"U{number}", "name": "Anna Amsel", "posts": STAFF[0]["posts"]} for number in range(100, 250)]

    kreis.load(document(staff=many))

    rows = kreis.superuser().execute("select pseudonym from identity.staff order by staff_id").fetchall()
    pseudonyms = [pseudonym for (pseudonym,) in rows]
    assert len(pseudonyms) == len(set(pseudonyms)) > 150
    assert "N-00" not in pseudonyms
    assert sorted(pseudonyms) != pseudonyms


@pytest.mark.unchanged
def test_the_loader_opens_nothing(kreis):
    """It holds no private key: what it has loaded it cannot read."""
    assert kreis.house("loader").ring.private is None
