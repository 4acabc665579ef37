"""What a form says about when a breach became known: the clock never starts later than it says."""

import pytest

from hub.terms.clock import BERLIN
from hub.web.case_form import is_unreadable, read_stride

FORM = {"schritt": "found", "stand": "1", "schluessel": "00000000-0000-4000-8000-000000000001"}


@pytest.mark.parametrize(
    ("day", "clock", "told"),
    [("16.11.2026", "07:30", "2026-11-16T07:30"), ("16.11.2026", "", "2026-11-16T00:00"), ("", "", None)],
)
def test_a_day_without_a_time_is_its_beginning(day, clock, told):
    """Berlin's clocks; without a day it is left to the moment of sending."""
    form = {**FORM, "seit-tag": day, "seit-zeit": clock}
    aware = read_stride("case", form).aware

    assert not is_unreadable(form)
    assert told == (aware and aware.astimezone(BERLIN).strftime("%Y-%m-%dT%H:%M"))


@pytest.mark.parametrize(
    ("day", "clock"), [("31.11.2026", ""), ("gestern", "07:30"), ("16.11.2026", "7 Uhr"), ("", "07:30")]
)
def test_what_cannot_be_read_is_said_and_never_taken_for_now(day, clock):
    """A typing error would otherwise move the 72 hours."""
    assert is_unreadable({**FORM, "seit-tag": day, "seit-zeit": clock})
