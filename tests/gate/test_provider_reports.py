"""What a provider reports to the Jugendamt is read there, and nothing beside it (§§ 8a Abs. 4, 64 Abs. 1 SGB VIII)."""

import pytest

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose

REPORTED = {"provider_report", "provider_hours", "provider_incident", "provider_8a_estimate"}
F11 = FamilyNumber("FAM-2026-001")


def _fields(kreis, ref, purpose):
    shown = kreis.open(ref, F11, purpose).projection.shown
    return {str(value.field) for value in shown if value.field in REPORTED}


def test_the_asd_reads_the_report_for_the_hilfeplangespraech(kreis):
    """Neither the Jobcenter nor, for joint planning, the ASD itself."""
    assert {"provider_report"} == _fields(kreis, "U07", Purpose.SGB8_HELP_PLANNING)
    assert not _fields(kreis, "U07", Purpose.FAM_JOINT_SUPPORT)
    assert not _fields(kreis, "U01", Purpose.FAM_JOINT_SUPPORT)


@pytest.mark.parametrize("holder", ["jugendamt", "jobcenter"])
def test_the_rules_wrap_no_key_of_a_provider_that_opens_anything_else(kreis, holder):
    """No health, nothing confided, no full text above the ceiling; to the Jobcenter nothing at all."""
    rows = kreis.superuser().execute(
        "select k.cell_id is null, k.category, c.field_id from record.key k"
        " join record.key_wrapping w using (tenant_id, key_id)"
        " left join record.cell c on c.tenant_id = k.tenant_id and c.cell_id = k.cell_id"
        " where k.owner = 'provider' and w.basis = 'statute' and w.holder = %s",
        (holder,),
    )
    found = set(rows.fetchall())

    assert all(not shared and category == "none" for shared, category, _ in found)
    assert {field for *_, field in found} == ({"provider_report", "provider_hours"} if holder == "jugendamt" else set())
