"""One agency's process taken over whole: over the demo Kreis, cell by cell, it opens what is in force, no more."""

import pytest

from hub.terms.catalogue import Field
from hub.terms.lists import Sensitivity
from tests.attacks.in_force import beyond_the_order, may_open, owner
from tests.attacks.taken_over import everything, opens, opens_of_a_dump
from tests.kreis import Kreis, books

AGENCIES = ("jobcenter", "jugendamt", "provider")


@pytest.mark.parametrize("thief", AGENCIES)
def test_it_opens_cell_by_cell_what_is_its_own_or_in_force(kreis: Kreis, thief: str) -> None:
    """Each text of each cell tried, with a forged entry that names it: opened or not as the list by hand says."""
    opened, due = opens(kreis, thief), {one for one in everything(kreis.superuser()) if may_open(thief, one)}

    assert set() == opened - due, "opened without consent"
    assert set() == due - opened, "not opened in spite of consent: the attempt proves less than it says"
    assert {one for one in opened if owner(one) != thief}


@pytest.mark.parametrize("thief", AGENCIES)
def test_nothing_of_lara_no_child_protection_no_confided_note_opens(kreis: Kreis, thief: str) -> None:
    """F06: Finn's consent opens nothing of Lara's. F08: the procedure stays. F07: the note is one worker's."""
    foreign = [one for one in opens(kreis, thief) if owner(one) != thief]

    assert foreign
    assert [] == [one for one in foreign if "F06-4" in one.persons]
    assert [] == [one for one in foreign if _field(one.field).sensitivity is Sensitivity.CHILD_PROTECTION]
    assert [] == [one for one in foreign if one.confided]


def test_an_order_opens_these_fields_beyond_the_rules(kreis: Kreis) -> None:
    """One key for a category: whoever may have names and goals holds the key of these too. Pinned, not wanted."""
    assert {"birth_date", "family_role", "gender_salutation", "sgb8_transition_plan"} == beyond_the_order(
        opens(kreis, "provider")
    )


def test_child_protection_is_not_even_told_of(kreis: Kreis) -> None:
    """F08: in nothing that the Jobcenter's or a provider's functions say of the family is one of these cells."""
    cells = [
        one.cell
        for one in everything(kreis.superuser())
        if _field(one.field).sensitivity is Sensitivity.CHILD_PROTECTION and one.owner == "jugendamt"
    ]
    families = {one.family for one in everything(kreis.superuser())}

    for thief in ("jobcenter", "provider"):
        attacker = kreis.connect(f"hub_{thief}")
        told = [
            str(attacker.execute(f"select o::text from {function} o", (family,)).fetchall())
            for family in families
            for function in (
                "record.outline(%s)",
                "record.facts(%s, 0)",
                "record.wrappings(%s)",
                "record.load_keys(%s)",
            )
        ]
        assert [] == [cell for cell in cells for text in told if cell in text]
    assert len(cells) > 3


@pytest.mark.parametrize(
    ("thief", "families"),
    [
        ("jobcenter", {"F03", "F05", "F09", "F14"}),
        ("jugendamt", {"F03", "F05", "F07", "F09", "F14"}),
        ("provider", {"F03"}),
    ],
)
def test_a_full_dump_and_one_key_open_no_more_but_what_was_in_force_once(
    kreis: Kreis, thief: str, families: set[str]
) -> None:
    """Wrappings of consents that had ended when the record was loaded still lie there: of these families; pinned."""
    held = opens_of_a_dump(kreis, thief)

    more = [one for one in held if not may_open(thief, one)]
    assert {one for one in everything(kreis.superuser()) if may_open(thief, one)} <= held
    assert families == {person[:3] for one in more for person in one.persons}
    assert [] == [one for one in more if one.confided or _field(one.field).ceiling < one.level]


@pytest.mark.parametrize("thief", ["oversight", "clerk", "loader"])
def test_who_reads_every_table_without_an_agencys_key_opens_nothing(kreis: Kreis, thief: str) -> None:
    """The superuser with the key of the officers, or with none, as the clerk and the loader have."""
    assert set() == opens_of_a_dump(kreis, thief)


def _field(field: str) -> Field:
    return books().catalogue.by_id[field]
