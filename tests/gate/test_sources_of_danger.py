"""What a provider reports of a danger arrives, whoever said it (§ 8a Abs. 4 SGB VIII, § 4 Abs. 3 KKG)."""

from dataclasses import replace

import pytest

from hub.terms.lists import Purpose
from hub.terms.writing import Refusal, Refused, Written
from tests.casework.desks import ESTIMATE, INCIDENT, desk_of, new_key, occasion, ordinary

SEEN = "Ein Arm war blau"


def _save(kreis, field, **more):
    note = replace(ordinary(field, SEEN), **more)
    return desk_of(kreis, "U12").save(occasion(kreis, "U12", purpose=Purpose.PROVIDER_SERVICE), note, new_key())


def _read(kreis):
    shown = kreis.open("U07", purpose=Purpose.SGB8_CHILD_PROTECTION).projection.shown
    return {value.field for value in shown if isinstance(value.content, dict) and value.content.get("text") == SEEN}


@pytest.mark.parametrize("field", [INCIDENT, ESTIMATE])
def test_a_report_of_danger_takes_no_source_that_would_shut_it(kreis, field):
    """No release could ever open it again: it is said at once, and nothing is kept that nobody reads."""
    assert Refused(Refusal.NO_SOURCE, ("/0/bound_source",)) == _save(kreis, field, bound="Dr. Erdacht, Kinderärztin")
    assert set() == _read(kreis)

    assert isinstance(_save(kreis, field), Written)
    assert {field} == _read(kreis)


def test_what_both_agencies_write_takes_no_source_either(kreis):
    """It would be shut to both, and to whoever wrote it."""
    note = replace(ordinary("fam_shared_action", SEEN), bound="Dr. Erdacht, Kinderärztin")

    assert Refused(Refusal.NO_SOURCE, ("/0/bound_source",)) == desk_of(kreis, "U07").save(
        occasion(kreis, "U07"), note, new_key()
    )


def test_elsewhere_a_provider_names_a_source(kreis):
    """What is about no danger keeps its mark."""
    assert isinstance(_save(kreis, "provider_job_help", bound="Dr. Erdacht, Kinderärztin"), Written)
