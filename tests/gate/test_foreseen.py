"""What follows of a paper is worked out before its transaction, and kept as rows from the change on; none is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.consent.papers import Withdrawal
from hub.consent.released import work_ahead
from hub.gate.consents import Given, TakenBack, Words, read_papers, take_consent, take_withdrawal
from hub.gate.foreseeing import Begun, employers_of, foresee, with_paper
from hub.identity.store import load_circle
from hub.terms.catalogue import mask_text
from hub.terms.lists import Agency
from tests.attacks.families import consent
from tests.gate.crowd import CHILD, FATHER, MOTHER, NUMBER, Crowd

ROWS = """
    select names, stands_in, purpose, person_id::text, entry::text, agrees, from_1::text, from_2::text, from_3::text,
        since, until
    from consent.open where family_id = %s
"""


@pytest.fixture
def crowd(kreis):
    """A family of its own, and a process for each who acts."""
    return Crowd(kreis)


def _kept(crowd):
    return _joined(crowd.superuser.execute(ROWS, (crowd.id,)).fetchall())


def _all_anew(crowd):
    """What its papers open, worked out as a whole, as rows would hold it."""
    house = crowd.kreis.house("jobcenter")
    employers = employers_of(one.principal for one in load_circle(house.db, crowd.id))
    released = work_ahead(crowd.kept(), crowd.family(), employers, house.policies.catalogue)
    asked = [("\n".join(one.asker.names), one.asker.stands_in, one) for one in released.stretches]
    return _joined(
        (*who, str(one.purpose), one.person, one.entry, one.agrees, *map(mask_text, one.masks), one.since, one.until)
        for *who, one in asked
    )


def _joined(rows):
    """Rows that follow each other and open the same, as one."""
    found = {}
    for *what, since, until in sorted(rows, key=str):
        before = found.setdefault(tuple(what), [])
        if before and before[-1][1] == since:
            since = before.pop()[0]
        before.append((since, until))
    return found


def _is_as_a_whole(crowd):
    assert _all_anew(crowd) == _kept(crowd)


def _later(crowd, act, hours=2):
    crowd.kreis.at += timedelta(hours=hours)
    return crowd.at_once(act)


def _taken_back_late(crowd, house, ref, by, hours):
    """It reached the agency some hours before somebody enters it."""
    received = crowd.kreis.at - timedelta(hours=hours)
    taken = TakenBack(NUMBER, ref, Withdrawal(crowd.people[by], received, Agency.JUGENDAMT))
    return lambda: take_withdrawal(house, crowd.kreis.principal("U07"), crowd.kreis.at, taken)


def test_rows_that_are_kept_are_those_of_all_papers_worked_out_as_a_whole(crowd):
    """Also of the past: who looked when is asked of them. With names that come later, and what is entered late."""
    house, other = crowd.house("jobcenter"), crowd.house("jugendamt")
    team = f"jobcenter:{crowd.kreis.principal('U01').team}"
    _later(crowd, crowd.consents(house, MOTHER, "M1"))
    _later(crowd, crowd.consents(other, FATHER, "F1"))
    _is_as_a_whole(crowd)
    _later(crowd, crowd.takes_back(house, FATHER, "F1"))
    _is_as_a_whole(crowd)
    said = [{"by": FATHER, "at": (crowd.kreis.at + timedelta(hours=2)).isoformat()}]
    named = {"recipients": [team, f"staff:{'U01'}"], "signed": said, "deputies": True, "categories": ["appointments"]}
    _later(crowd, crowd.gives(other, consent("F2", CHILD, ["U01"]) | named))
    _is_as_a_whole(crowd)
    assert [names for names, *_ in _kept(crowd) if "\n" in names]
    _later(crowd, crowd.takes_back(house, MOTHER, "M1", recipients=(crowd.coach(),)))
    _is_as_a_whole(crowd)
    _later(crowd, crowd.consents(house, MOTHER, "M2"))
    _later(crowd, _taken_back_late(crowd, other, "F2", FATHER, hours=1))
    _is_as_a_whole(crowd)


def test_where_rows_were_worked_out_otherwise_all_of_them_come_anew(crowd):
    """By another catalogue, or before something that was not followed: nothing of them is gone on from."""
    house = crowd.house("jobcenter")
    _later(crowd, crowd.consents(house, MOTHER, "M1"))
    crowd.superuser.execute(
        "update consent.worked_out set catalogue = 'of another day' where family_id = %s", (crowd.id,)
    )
    crowd.superuser.execute("update consent.open set purpose = 'other' where family_id = %s", (crowd.id,))

    _later(crowd, crowd.consents(house, FATHER, "F1"))

    _is_as_a_whole(crowd)


def test_what_is_foreseen_is_what_the_transaction_then_finds(crowd):
    """So that nothing is worked out while it holds the family: a yes and its taking back, as rows give them again."""
    house = crowd.kreis.house("jobcenter")
    circle, before = load_circle(house.db, crowd.id), crowd.kept()
    words = Words(crowd.people, {"U01": crowd.kreis.principal("U01").id}, {})
    [paper] = read_papers([("M1", _document(crowd))], words, house.policies.catalogue)
    granted = foresee(house, house.db, Begun(crowd.family(), crowd.kreis.at, before), [*before, paper])
    assert not granted.is_so(before, circle)
    assert not granted.is_so(granted.papers, circle[1:])

    take_consent(house, crowd.kreis.principal("U01"), crowd.kreis.at, Given(NUMBER, (paper,)))

    assert granted.is_so(crowd.kept(), circle)
    back = Withdrawal(crowd.people[MOTHER], crowd.kreis.at + timedelta(seconds=1), Agency.JUGENDAMT)
    now = with_paper(crowd.kept(), replace(paper, withdrawals=(back,)))
    withdrawn = foresee(house, house.db, Begun(crowd.family(), crowd.kreis.at, crowd.kept()), now)
    crowd.at_once(crowd.takes_back(house, MOTHER, "M1"))
    assert withdrawn.is_so(crowd.kept(), circle)


def _document(crowd):
    signed = [{"by": MOTHER, "at": crowd.kreis.at.isoformat()}]
    document = consent("M1", CHILD, ["U01"], signed=signed, categories=["appointments"])
    return {key: word for key, word in document.items() if key != "id"}


def test_two_papers_at_once_are_both_followed(crowd):
    """Each was worked out without the other: whoever is second works it out again, with both."""
    houses = [crowd.house(group) for group in ("jobcenter", "jugendamt")]

    crowd.at_once(crowd.consents(houses[0], MOTHER, "M1"), crowd.consents(houses[1], FATHER, "F1"))

    assert {"M1", "F1"} == {paper.ref for paper in crowd.kept()}
    assert crowd.open_now()
    _is_as_a_whole(crowd)


def test_a_paper_that_is_written_while_the_work_is_done_ahead_is_in_it(crowd):
    """A withdrawal that was worked out beside the yes of another is worked out with it, and shuts at its commit."""
    houses = [crowd.house(group) for group in ("jobcenter", "jugendamt")]
    crowd.at_once(crowd.consents(houses[0], MOTHER, "M1"))

    crowd.at_once(crowd.consents(houses[1], FATHER, "F1"), crowd.takes_back(houses[0], MOTHER, "M1"))

    assert not crowd.open_now()
    _is_as_a_whole(crowd)
