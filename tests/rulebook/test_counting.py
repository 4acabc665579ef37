"""How many families a change of the rules would touch: counts alone, none small, and each look in the log."""

from dataclasses import replace

import pytest

from hub.rulebook.counting import Touched, count_touched, say_count, say_touched
from hub.rulebook.wording import load_wording
from tests.kreis import ROOT, books

WORDING = load_wording(ROOT)


def _without(name):
    policies = books().policies
    return replace(policies, policies=tuple(one for one in policies.policies if one.id != name), digest=f"no {name}")


def _logged(kreis):
    return kreis.superuser().execute("select event from ledger.index order by entry_id").fetchall()


def test_the_same_rules_touch_nobody(kreis):
    """And even so it is written down that they were looked at, one entry for each family and member of staff."""
    before = len(_logged(kreis))

    touched = count_touched(kreis.house("jobcenter"), books().policies, books().policies, kreis.at)

    assert Touched((0, 0), (0, 0), (0, 0)) == touched
    assert {("access.evaluated",)} == set(_logged(kreis)[before:])


def test_without_consents_the_families_that_gave_one_are_touched(every_kreis):
    """Closed, not opened; and the other way round opened, not closed."""
    house, old, new = every_kreis.house("jobcenter"), books().policies, _without("consent")

    there, back = (count_touched(house, *rules, every_kreis.at) for rules in ((old, new), (new, old)))

    assert there.closed[0] > 0
    assert there.closed[1] >= there.closed[0]
    assert (0, 0) == there.opened
    assert there == Touched(opened=back.closed, closed=back.opened, other_level=back.other_level)


def test_the_words_hide_small_counts_and_name_nobody(every_kreis):
    """No number of a family, and none from 1 to 4."""
    touched = count_touched(every_kreis.house("jugendamt"), books().policies, _without("own-task"), every_kreis.at)

    text = say_touched(touched, "Jugendamt", WORDING)

    assert "FAM-" not in text
    assert "etwas würde geschlossen" in text


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0"), (1, "weniger als 5"), (4, "weniger als 5"), (5, "5"), (12, "12")]
)
def test_one_to_four_are_not_told(number, said):
    """Nobody, and five and more, are."""
    assert said == say_count(number)
