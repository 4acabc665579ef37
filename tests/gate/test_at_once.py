"""Several people consent, take back and look at the same moment: the end is one that some order explains, never more.

Each acts in a process of their own, and all meet just before the first of them writes: each has read what was there,
and none has seen what another is about to do.
"""

from datetime import timedelta
from random import Random

import pytest

from hub.gate.consents import NoSuchConsent
from hub.gate.withdrawing import enter_withdrawal
from hub.terms.access import AccessRequest, Act
from hub.terms.lists import Purpose
from hub.terms.withdrawing import WHOLE, Sent, WithdrawalFault, WithdrawalWish
from hub.terms.writing import Submission
from tests.gate.crowd import FATHER, MOTHER, NUMBER, Crowd

GROUPS = ("jobcenter", "jugendamt")


@pytest.fixture
def crowd(kreis):
    """A family of its own, and a process for each who acts."""
    return Crowd(kreis)


def _is_open(crowd):
    return bool(crowd.open_now())


@pytest.mark.parametrize("seed", range(3))
def test_whatever_several_do_at_once_ends_as_any_order_would(crowd, seed):
    """Yes and its taking back, by both parents, beside looks: what stands at the end is what each left standing."""
    random, standing = Random(seed), {MOTHER: set(), FATHER: set()}
    houses = [crowd.house(group) for group in ("jobcenter", "jugendamt", "jobcenter")]
    found = set()
    for number in range(8):
        acts = []
        for house, by in zip(houses, random.sample([MOTHER, FATHER, FATHER, MOTHER], 2), strict=False):
            taken = {ref for _, ref in acts}
            before = sorted(standing[by] - taken)
            ref = random.choice(before) if before and random.random() < 0.6 else f"{by}-{number}-{len(acts)}"
            kind = crowd.takes_back if ref in before else crowd.consents
            acts.append((kind(house, by, ref), ref))
            standing[by] ^= {ref}
        crowd.at_once(*(act for act, _ in acts), crowd.looks(houses[2]))
        assert all(standing.values()) == _is_open(crowd)
        found.add(_is_open(crowd))
    assert {True, False} == found


def test_a_paper_that_is_taken_back_while_it_is_taken(crowd):
    """Either it was not there yet, and is open; or it was, and is shut. Nothing between."""
    mothers, fathers = crowd.house("jobcenter"), crowd.house("jugendamt")
    crowd.at_once(crowd.consents(mothers, MOTHER, "M"))
    for number in range(4):
        ref = f"F{number}"
        _, back = crowd.freely(crowd.consents(mothers, FATHER, ref), crowd.takes_back(fathers, FATHER, ref))
        assert isinstance(back, NoSuchConsent) == _is_open(crowd)
        crowd.at_once(crowd.takes_back(fathers, FATHER, ref))
        assert not _is_open(crowd)


def test_nobody_is_turned_away_however_many_come_at_once(crowd):
    """A withdrawal that reached the hub is kept, whoever writes about the family in the same moment (D27)."""
    house = crowd.house("jobcenter")
    crowd.at_once(crowd.consents(house, MOTHER, "M"))
    refs = [f"F{number}" for number in range(7)]
    for ref in refs:
        crowd.at_once(crowd.consents(house, FATHER, ref))
    assert _is_open(crowd)

    crowd.at_once(*(crowd.takes_back(crowd.house(GROUPS[number % 2]), FATHER, ref) for number, ref in enumerate(refs)))

    assert not _is_open(crowd)


def _wish(crowd, ref, body, at):
    """A withdrawal as a program sends it, under one key."""
    sent = Sent(Submission((), "0123456789abcdef", body), is_stale=False)
    return WithdrawalWish(NUMBER, Purpose.FAM_JOINT_SUPPORT, ref, crowd.people[FATHER], at, "phone", WHOLE, sent)


def test_sent_under_one_key_at_once_one_is_kept(crowd):
    """Whoever sent the same as the first gets its entry, whoever sent another is refused, and no part is kept twice."""
    coach, houses = crowd.kreis.principal("U01"), [crowd.house("jobcenter") for _ in range(4)]
    for number in range(3):
        ref = f"F{number}"
        crowd.at_once(crowd.consents(houses[0], MOTHER, f"M{number}"), crowd.consents(houses[1], FATHER, ref))
        crowd.kreis.at += timedelta(days=2)  # a key is remembered for a day

        def send(house, body, at=crowd.kreis.at, ref=ref):
            request = AccessRequest(coach, (coach,), Act.DISCLOSE, Purpose.FAM_JOINT_SUPPORT, NUMBER, at)
            return lambda: enter_withdrawal(house, request, _wish(crowd, ref, body, at))

        bodies = [b"one", b"one", b"other", b"one"]
        outcomes = crowd.at_once(*(send(house, body) for house, body in zip(houses, bodies, strict=True)))

        entries = [outcome.entry for outcome in outcomes if outcome.entry is not None]
        refused = [body for body, outcome in zip(bodies, outcomes, strict=True) if outcome.faults]
        assert 1 == len(set(entries))
        assert refused in ([b"other"], [b"one"] * 3)
        assert all(outcome.faults in ((), (WithdrawalFault.KEY_USED,)) for outcome in outcomes)
        [kept] = [one for one in crowd.kept() if one.ref == ref]
        assert 1 == len(kept.withdrawals)
        assert not _is_open(crowd)
