"""A number for the sample by each night, whoever forgot it; and what becomes of a month that has none."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from secrets import token_bytes

import orjson
import pytest

from hub.db.errors import DatabaseRefused
from hub.ledger.append import append
from hub.ledger.events import Event
from hub.main.reviewing import STEPS
from hub.review.sample.acts import entry_of, officer
from hub.review.sample.drawing import commit, show_samples
from hub.review.sample.nightly import commit_missing
from hub.review.sample.reporting import sign, take_report
from hub.review.sample.store import keep_nonce
from hub.terms.lists import Agency
from hub.terms.samples import SampleAnswer
from tests.review.drawn import OCTOBER, at_desk, draw_for, judge_all, october

NOVEMBER = date(2026, 11, 1)


def _kept(kreis):
    rows = kreis.superuser().execute("select month, controller, entry_id from review.nonce order by 1, 2").fetchall()
    return [(month, controller) for month, controller, _ in rows], {entry for *_, entry in rows}


def test_a_night_commits_a_number_for_the_month_once_for_all_whom_one_draw_is_over(kreis):
    """As a step of the reviewer's night; two at once, and every later night, leave it as it is."""
    house = kreis.house("oversight")
    assert commit_missing in STEPS

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: commit_missing(house, kreis.at), range(2)))
    first = _kept(kreis)
    commit_missing(house, kreis.at + timedelta(days=1))

    assert first == _kept(kreis)
    assert [(NOVEMBER, "jobcenter"), (NOVEMBER, "jugendamt")] == first[0]
    assert 1 == len(first[1])
    assert (NOVEMBER,) == show_samples(house, at_desk(kreis), kreis.at).committed
    assert SampleAnswer.COMMITTED_BEFORE is commit(house, at_desk(kreis), NOVEMBER, kreis.at)


def test_bodies_with_officers_of_their_own_have_numbers_of_their_own(kreis):
    """And a body without an officer has none: nobody would draw."""
    superuser = kreis.superuser()
    unit = "(select unit from identity.agency where kind = 'jugendamt')"
    superuser.execute(
        "update identity.post set staff_id = (select staff_id from identity.staff where ref = 'U17')"
        f" where role = 'dpo' and unit in {unit}"
    )
    commit_missing(kreis.house("oversight"), kreis.at)

    assert 2 == len(_kept(kreis)[1])
    superuser.execute(f"update identity.post set until = '2026-11-30' where role = 'dpo' and unit in {unit}")
    commit_missing(kreis.house("oversight"), kreis.at + timedelta(days=31))
    assert [(date(2026, 12, 1), "jobcenter")] == _kept(kreis)[0][2:]


def test_a_number_that_was_missed_is_never_made_up(kreis):
    """Neither at the page nor by whoever has the process: the database takes none for a month that is over."""
    house, seated = kreis.house("oversight"), at_desk(kreis)
    who = officer(house, seated, kreis.at)

    assert SampleAnswer.MISSED is commit(house, seated, OCTOBER, kreis.at)
    with pytest.raises(DatabaseRefused, match="HB038"), house.db.begin() as tx:
        ticket = append(tx, house.writer, entry_of(house, who, Event.SAMPLE_COMMITTED, {}))
        keep_nonce(tx, (ticket.entry, who.key), OCTOBER, token_bytes(32))

    assert [] == _kept(kreis)[0]


def test_the_known_number_of_a_missed_month_is_none_for_a_month_that_runs(kreis):
    """Else whoever is reviewed could foresee the lot."""
    house, seated = kreis.house("oversight"), at_desk(kreis)
    who = officer(house, seated, kreis.at)

    with pytest.raises(DatabaseRefused, match="HB038"), house.db.begin() as tx:
        ticket = append(tx, house.writer, entry_of(house, who, Event.SAMPLE_COMMITTED, {}))
        keep_nonce(tx, (ticket.entry, who.key), NOVEMBER, bytes(32))


@pytest.mark.history
def test_a_month_without_a_number_is_drawn_by_the_checkpoint_alone_and_its_report_says_so(kreis, tmp_path):
    """That none was there is written down first, and the checkpoint comes after that."""
    with october(kreis, tmp_path) as evidence:
        judge_all(kreis)
        house = kreis.house("oversight")
        assert SampleAnswer.DONE is sign(house, at_desk(kreis), OCTOBER, kreis.at)
        report = take_report(house, at_desk(kreis), OCTOBER, kreis.at)
        evidence.place()

    assert "missed" == orjson.loads(report.report)["committed"]
    assert bytes(32).hex() == orjson.loads(report.sheet)["commitment"]["nonce"]
    assert () == show_samples(house, at_desk(kreis), kreis.at).committed
    assert SampleAnswer.DRAWN_BEFORE is draw_for(kreis, Agency.JUGENDAMT)
