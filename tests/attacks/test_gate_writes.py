"""What the gate itself lets through when a room above it hands over a change that is not what it says."""

from dataclasses import replace
from datetime import date

import pytest

from hub.db.errors import CellChanged, NotThere, NotYours
from hub.gate.contribute import Contribution, contribute
from hub.terms.access import AccessRequest, Act
from hub.terms.changes import CellChange, Source
from hub.terms.ids import CellId, FamilyNumber, FieldId, PersonId, new_id
from hub.terms.lists import Effect, Level, Owner, Purpose
from tests.attacks.by_hand import Connection, Stored, stored
from tests.attacks.families import cell, family
from tests.kreis import F01, Kreis

OTHER = FamilyNumber("FAM-2026-721")


def test_a_change_of_ones_own_cell_goes_through(every_kreis: Kreis) -> None:
    """The refusals below refuse something: the same change, told truly, is written."""
    [own] = stored(every_kreis.superuser(), "sgb2_coop_plan_goal")

    written = _contribute(every_kreis, "U01", own)

    assert Effect.PERMIT is written.effect
    assert own.version + 1 == stored(every_kreis.superuser(), "sgb2_coop_plan_goal")[0].version


def test_a_cell_of_another_family_is_not_changed_under_this_ones_number(every_kreis: Kreis) -> None:
    """The family that was decided about is the family that is written to."""
    every_kreis.load(family(OTHER, "X21", [cell("sgb2_coop_plan_goal", "X21-1", "Erdacht")]))
    [foreign] = stored(every_kreis.superuser(), "sgb2_coop_plan_goal", OTHER)

    assert Effect.DENY is _outcome(every_kreis, "U01", foreign)
    assert [foreign] == stored(every_kreis.superuser(), "sgb2_coop_plan_goal", OTHER)


def test_a_cell_of_another_field_is_not_changed_as_one_that_may_be(every_kreis: Kreis) -> None:
    """The field that was decided about is the field that is written to."""
    [other] = stored(every_kreis.superuser(), "sgb2_customer_number")

    assert Effect.DENY is _outcome(every_kreis, "U01", replace(other, field="sgb2_coop_plan_goal"))
    assert [other] == stored(every_kreis.superuser(), "sgb2_customer_number")


def test_a_cell_of_the_other_agency_is_not_changed(every_kreis: Kreis) -> None:
    """Told truly it is refused and written down; told as one's own it is not found."""
    superuser = every_kreis.superuser()
    [theirs] = stored(superuser, "sgb8_help_period")

    assert Effect.DENY is _contribute(every_kreis, "U01", theirs).effect
    claimed = replace(theirs, field="sgb2_coop_plan_goal", owner="jobcenter")
    assert Effect.DENY is _outcome(every_kreis, "U01", claimed)
    assert [theirs] == stored(superuser, "sgb8_help_period")


def test_a_colleague_does_not_overwrite_what_was_entrusted_to_another(every_kreis: Kreis) -> None:
    """What the record says of a cell counts, not what the change says of it (§ 65 SGB VIII)."""
    note = cell("sgb8_parenting", "X21-1", "Erdacht", entrusted_to="U07", entrusted_by=["X21-1"], author="U07")
    workers = [{"staff": "U07"}, {"staff": "U08"}]
    every_kreis.load(family(OTHER, "X21", [note], assignments=workers))
    superuser = every_kreis.superuser()
    [entrusted] = stored(superuser, "sgb8_parenting", OTHER)

    assert Effect.DENY is _outcome(every_kreis, "U08", entrusted, OTHER)
    assert [entrusted] == stored(superuser, "sgb8_parenting", OTHER)


@pytest.mark.unchanged
@pytest.mark.parametrize("stranger", ["U02", "U04", "U05", "U08", "U18"])
def test_a_stranger_writes_nothing(every_kreis: Kreis, stranger: str) -> None:
    """Refused, written down as a refusal, and nothing is changed."""
    superuser = every_kreis.superuser()
    before = superuser.execute("select x::text from record.cell x order by 1").fetchall()
    [own] = stored(superuser, "sgb2_coop_plan_goal")

    written = _contribute(every_kreis, stranger, own)

    assert Effect.DENY is written.effect
    assert before == superuser.execute("select x::text from record.cell x order by 1").fetchall()
    row = superuser.execute("select event from ledger.index where entry_id = %s", (written.entry,)).fetchone()
    assert ("access.denied",) == row


def test_a_new_cell_about_a_person_of_another_family_is_refused(every_kreis: Kreis) -> None:
    """Nobody is drawn into a family by being written about in it."""
    every_kreis.load(family(OTHER, "X21", [cell("sgb2_coop_plan_goal", "X21-1", "Erdacht")]))
    superuser = every_kreis.superuser()
    [foreign] = stored(superuser, "sgb2_coop_plan_goal", OTHER)
    cells = superuser.execute("select count(*) from record.cell").fetchone()

    assert Effect.DENY is _outcome(every_kreis, "U01", replace(foreign, id=CellId(new_id()), version=0))
    assert cells == superuser.execute("select count(*) from record.cell").fetchone()


def _outcome(kreis: Kreis, ref: str, claimed: Stored, number: FamilyNumber = F01) -> Effect:
    """How it ends: a change that is not as it says is refused by the rules, or by the database."""
    try:
        return _contribute(kreis, ref, claimed, number).effect
    except (CellChanged, NotThere, NotYours):
        return Effect.DENY


def _contribute(kreis: Kreis, ref: str, claimed: Stored, number: FamilyNumber = F01) -> Contribution:
    """Hand the gate a new version of a cell as somebody describes it."""
    principal = kreis.principal(ref)
    own = Purpose.SGB8_HELP_PLANNING if principal.agency == "jugendamt" else Purpose.SGB2_INTEGRATION
    request = AccessRequest(principal, (principal,), Act.CONTRIBUTE, own, number, kreis.at)
    change = _change(kreis.superuser(), claimed)
    return contribute(kreis.house(principal.agency.value), request, [change])


def _change(superuser: Connection, claimed: Stored) -> CellChange:
    rows = superuser.execute(
        "select person_id::text from record.subject where subjects_id = %s", (claimed.subjects,)
    ).fetchall()
    return CellChange(
        cell=claimed.id,
        expected=claimed.version,
        field=FieldId(claimed.field),
        persons=frozenset(PersonId(person) for (person,) in rows),
        owner=Owner(claimed.owner),
        texts={Level.FULL: "Neu"},
        source=Source.PERSON,
        stated_on=date(2026, 11, 16),
    )
