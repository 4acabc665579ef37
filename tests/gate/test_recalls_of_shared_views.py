"""Who sat at a shared view saw what it showed, and answers for it after a withdrawal like who looked (D28, I13)."""

from datetime import timedelta

from hub.gate.received import work_out_recalls
from hub.terms.recalls import Recall
from tests.attacks.by_hand import sqlstate
from tests.gate.held import Held, planned
from tests.gate.test_unlisted import names, recalls, take_back
from tests.kreis import F01, Kreis


def _hold(kreis: Kreis) -> None:
    """The Jobcoach, the ASD worker and the coordinator look together; the provider had been there, and left before."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "U06", "U12"]}))
    cookie = held.opened()
    held.come(0, 1, 2, 3)
    held.confirm()
    held.go(3)
    held.confirm()
    kreis.at += timedelta(minutes=1)
    assert held.show(cookie).disclosure.projection.shown


def _asked(kreis: Kreis) -> dict[str, Recall]:
    take_back(kreis, F01, "C01", "F01-1")
    for agency in ("jobcenter", "jugendamt", "provider"):
        work_out_recalls(kreis.house(agency), kreis.at)
    found = [one for ref in ("U01", "U07") for one in recalls(kreis, ref, F01)]
    mine = [(name, one) for name, one in zip(names(kreis, tuple(found)), found, strict=True) if one.can_answer]
    assert {name for name, _ in mine} == set(names(kreis, tuple(found)))
    return dict(mine)


def test_everybody_who_sat_there_is_asked_and_nobody_who_had_left(kreis: Kreis) -> None:
    """Of both agencies. The agency that showed it says what it was; of the other's entry nothing is opened."""
    _hold(kreis)

    asked = _asked(kreis)

    assert {"U01", "U06", "U07"} == set(asked)
    told = {name: one.received for name, one in asked.items()}
    assert told["U01"] is not None
    assert told["U01"].of
    assert 1 == told["U01"].looks
    assert told["U07"] is None


def test_who_sat_there_while_nothing_was_shown_is_not_asked(kreis: Kreis) -> None:
    """A conference alone is no look; whoever moderates has the page of their own."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "U06"]}))
    held.opened()
    held.come(0, 1, 2)
    held.confirm()

    assert {"U06"} == set(_asked(kreis))


def test_who_sat_where_is_told_to_no_login(kreis: Kreis) -> None:
    """The function works for those alone that ask who answers."""
    for login in ("hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family"):
        refused = sqlstate(kreis.connect(login), "select * from conference.seated(null, now())", ())
        assert "42501" == refused
