"""One person in several windows, a worker beside: what is sent at once ends as some order would, never in more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest

from hub.casework.withdrawing import Withdrawals
from hub.db.database import Database
from hub.exchange.houses import open_group
from hub.rights.consents import OwnConsents
from hub.terms.family_questions import AnswerFault, Answers
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.withdrawing import VoidWish
from tests.kreis import books
from tests.web.houses import post, sit_down
from tests.web.talks import F07, HELP, Z2, begin, papers

REF = "E-2026-1-1"
SAID = "select d.answer from consent.declaration d join consent.paper c using (tenant_id, consent_id) where c.ref = %s"
ENTRIES = "select count(*) from ledger.index where event = %s"


@pytest.fixture
def asked(kreis):
    """A question to Nele on her page."""
    worker = sit_down(kreis, "U07", "jugendamt")
    talk = begin(worker, "F07-2", {**HELP, "person": "F07-2", "kategorie": "school_childcare"})
    assert 303 == post(worker, f"{talk}/vorbereiten?{Z2}", tun="familienseite").status_code
    assert [REF] == list(papers(kreis))
    kreis.at += timedelta(minutes=1)
    return kreis


def _house(kreis, group):
    db = Database(kreis.urls.url(f"hub_{group}"), size=2)
    kreis.stack.callback(db.close)
    return open_group(db, books(), kreis.keys, group)


def _at_once(*acts):
    start = Barrier(len(acts))

    def act(one):
        start.wait(timeout=60)
        return one()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def _answers(kreis, is_yes):
    """Nele answers, in a window of her own."""
    own, nele = OwnConsents(_house(kreis, "family"), {one.version: one for one in books().forms}), _nele(kreis)
    return lambda: own.answer(nele, Answers({REF: is_yes}), kreis.at)


def _nele(kreis):
    return kreis.principal("nele.haselstrauch", "family")


def _count(kreis, event):
    [(count,)] = kreis.superuser().execute(ENTRIES, (event,)).fetchall()
    return count


@pytest.mark.parametrize("said", [(True, True, True), (True, False, True, False)])
def test_answered_in_several_windows_it_is_answered_once(asked, said):
    """One declaration, one entry; the others are told that the question is gone."""
    before = _count(asked, "consent.granted")

    outcomes = _at_once(*(_answers(asked, is_yes) for is_yes in said))

    [(answer,)] = asked.superuser().execute(SAID, (REF,)).fetchall()
    assert 1 == outcomes.count(())
    assert {(), (AnswerFault.GONE,)} == set(outcomes)
    assert answer == ("yes" if said[outcomes.index(())] else "no")
    assert before + 1 == _count(asked, "consent.granted")


@pytest.mark.parametrize("is_yes", [True, False])
def test_answered_while_a_worker_calls_it_a_mistake(asked, is_yes):
    """A no is never called a mistake; whichever was first, the other is told or finds it gone."""
    withdrawals, worker = Withdrawals(_house(asked, "jugendamt")), asked.principal("U07")
    wish = VoidWish(FamilyNumber(F07), Purpose.FAM_JOINT_SUPPORT, REF, "entered_twice")

    answered, called = _at_once(_answers(asked, is_yes), lambda: withdrawals.void(worker, wish, asked.at))

    said = asked.superuser().execute(SAID, (REF,)).fetchall()
    voided = asked.superuser().execute("select 1 from consent.voided").fetchall()
    assert bool(said) == (answered == ())
    assert bool(voided) == (not called.faults)
    assert not (voided and ("no",) in said)
