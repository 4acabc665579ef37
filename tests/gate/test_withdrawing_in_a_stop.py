"""While reading is stopped somebody takes a consent back: it is in force at once all the same (D27)."""

from datetime import timedelta

import pytest

from hub.db.database import Database
from hub.gate.withdrawing import enter_withdrawal
from hub.identity.store import load_posts
from hub.ledger.assurance import read_levels
from hub.ledger.errors import LedgerUnavailable
from hub.ledger.freshness import FORKED, Grace
from hub.ledger.watching import Watch
from hub.rights.consents import OwnConsents
from hub.terms.access import AccessRequest, Act
from hub.terms.lists import Purpose
from hub.terms.withdrawing import WHOLE, WithdrawalWish
from tests.gate.crowd import FATHER, MOTHER, NUMBER, Crowd
from tests.kreis import ISSUER, ROOT

LONG = timedelta(days=9)
NO_SEQUENCER = Grace(unplaced_stop=-LONG, unwitnessed_stop=LONG)
NO_QUORUM = Grace(unplaced_stop=LONG, unwitnessed_stop=-LONG)
OPEN = Grace(*[LONG] * 5)
STOPS = pytest.mark.parametrize("grace", [NO_SEQUENCER, NO_QUORUM], ids=["sequencer dead", "quorum missing"])


@pytest.fixture
def stop(kreis):
    """`stop(house, grace)`: no sequencer and no witness works, and for this process the grace is over."""
    levels = read_levels((ROOT / "schemas" / "assurance.toml").read_text(encoding="utf-8"))

    def begin(house, grace):
        db = Database(kreis.urls.url(f"hub_{house.ring.holder}"), size=2)
        kreis.stack.callback(db.close)
        watch = Watch(db, levels, grace, lambda _: None, lambda: None)
        watch.look()
        assert watch.verdict.stopped
        house.writer.stand_on(watch)
        return watch

    return begin


@STOPS
def test_a_person_takes_back_on_their_own_page_while_reading_is_stopped(kreis, stop, grace):
    """The page opens and the withdrawal is kept; nobody reads by the consent any more, now or after the stop."""
    house = kreis.house("family")
    before = {(value.field, value.persons) for value in kreis.open("U01").projection.shown}
    [(_, sandra)] = load_posts(house.db, ISSUER, "sandra.ahornwald", kreis.at.date())
    own, me = OwnConsents(house), sandra.principal
    stop(house, grace)
    watch = stop(kreis.house("jobcenter"), grace)

    assert "C01" in {answer.ref for answer in own.open(me, kreis.at).answers}
    outcome = own.take_back(me, "C01", WHOLE, kreis.at)

    assert outcome.entry
    assert not outcome.faults
    with pytest.raises(LedgerUnavailable):
        kreis.open("U01")
    watch.grace = OPEN
    watch.look()
    assert {(value.field, value.persons) for value in kreis.open("U01").projection.shown} < before


@STOPS
def test_staff_enter_a_withdrawal_while_reading_is_stopped(kreis, stop, grace):
    """By telephone, on paper: whoever receives it enters it at once."""
    crowd = Crowd(kreis)
    house, coach = kreis.house("jobcenter"), kreis.principal("U01")
    crowd.at_once(crowd.consents(crowd.house("jobcenter"), MOTHER, "M"))
    crowd.at_once(crowd.consents(crowd.house("jugendamt"), FATHER, "F"))
    assert crowd.open_now()
    watch = stop(house, grace)
    kreis.at += timedelta(seconds=1)
    request = AccessRequest(coach, (coach,), Act.DISCLOSE, Purpose.FAM_JOINT_SUPPORT, NUMBER, kreis.at)
    wish = WithdrawalWish(NUMBER, request.purpose, "F", crowd.people[FATHER], kreis.at, "phone", WHOLE)

    outcome = enter_withdrawal(house, request, wish)

    assert outcome.entry
    watch.grace = OPEN
    watch.look()
    assert not crowd.open_now()


def test_where_the_log_is_forked_a_withdrawal_is_refused_too(kreis, stop):
    """Nothing is written into a log that is not the witnessed one: then it is taken on paper (documented)."""
    house = kreis.house("family")
    [(_, sandra)] = load_posts(house.db, ISSUER, "sandra.ahornwald", kreis.at.date())
    stop(house, NO_QUORUM).verdict = FORKED

    with pytest.raises(LedgerUnavailable, match="forked"):
        OwnConsents(house).take_back(sandra.principal, "C01", WHOLE, kreis.at)
