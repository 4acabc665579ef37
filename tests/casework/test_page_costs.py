"""What each page of a family costs in statements, whatever the family's size; and what it reads."""

import pytest

from hub.casework.opening import open_part
from hub.casework.parts import FIELDS
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.parts import Part, Wanted


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("number", ["FAM-2025-003", "FAM-2025-011"])
def test_a_page_takes_three_statements_and_reads_what_it_needs(kreis, part, number):
    """Three people or seven: facts, entry, values."""
    principal = kreis.principal("U01")
    house = kreis.house("jobcenter")
    kreis.statements.clear()

    disclosure = open_part(house, principal, Wanted(FamilyNumber(number), Purpose.FAM_JOINT_SUPPORT, part), kreis.at)

    only = FIELDS[part]
    assert len(kreis.statements) == 3
    assert only is None or {one.field for one in disclosure.projection.shown} <= only
    assert disclosure.projection.blanks
