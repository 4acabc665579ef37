"""The monthly sample over the real house: what is in it, that it is drawn once, and by whom."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import uuid5

import pytest

from hub.gate.history import SPACE
from hub.review.sample.drawing import commit, draw_month, show_samples
from hub.review.sample.judging import judge, look_at
from hub.review.sample.sheet import read_sheet
from hub.terms.lists import Agency
from hub.terms.samples import Judgement, Part, SampleAnswer, SampleBoard
from tests.kreis import history
from tests.ledger.evidence import standing_behind
from tests.review.drawn import OCTOBER, at_desk, draw_for, drawn, judge_all, october, sheet_of

pytestmark = pytest.mark.history


@pytest.fixture
def drew(kreis, tmp_path):
    """October is drawn."""
    with october(kreis, tmp_path) as evidence:
        yield kreis
        evidence.place()


def _log(kreis, event):
    statement = "select effect, controllers from ledger.index where event = %s order by entry_id"
    return kreis.superuser().execute(statement, (event,)).fetchall()


def test_october_has_412_looks_of_which_21_are_drawn_and_all_emergencies_and_spoken_consents(drew):
    """As the demo Kreis says: one draw over both bodies, since both have appointed the same officer."""
    sample, sheet = drawn(drew), read_sheet(sheet_of(drew))

    assert ("jobcenter", "jugendamt") == sample.controllers
    assert (412, 21) == (len(sheet.lots), sheet.size)
    assert (21, 2, 5) == tuple(len(sample.of(part)) for part in Part)
    by_label = {one["id"]: one["label"] for one in history()["history"] if one.get("label")}
    emergencies = {by_label[_record(drew, one.entry)] for one in sample.of(Part.EMERGENCY)}
    assert ({"N01", "L05"}, {"L11"}) == (
        emergencies,
        {by_label[_record(drew, one.entry)] for one in sample.of(Part.SPOKEN)},
    )


def _record(kreis, entry):
    return next(one["id"] for one in history()["history"] if str(uuid5(SPACE, one["id"])) == entry)


def test_a_month_is_drawn_once_and_whoever_tries_again_is_written_down(drew):
    """For both bodies alike, whichever the officer acts for."""
    before = drawn(drew)

    assert SampleAnswer.DRAWN_BEFORE is draw_for(drew)
    assert SampleAnswer.DRAWN_BEFORE is draw_for(drew, Agency.JUGENDAMT)

    assert before == drawn(drew)
    assert [["jobcenter", "jugendamt"], ["jobcenter"], ["jugendamt"]] == [who for _, who in _log(drew, "sample.drawn")]
    assert ["permit", "deny", "deny"] == [effect for effect, _ in _log(drew, "sample.drawn")]


def test_of_many_who_draw_at_once_one_draws(kreis, tmp_path):
    """The database decides; the others are attempts."""
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        house, who = kreis.house("oversight"), at_desk(kreis)
        assert SampleAnswer.WAITING is draw_for(kreis)
        evidence.place()
        evidence.sign()

        with ThreadPoolExecutor(3) as pool:
            answers = list(pool.map(lambda _: draw_month(house, who, OCTOBER, kreis.at), range(3)))
        evidence.place()

    assert [SampleAnswer.DONE, SampleAnswer.DRAWN_BEFORE, SampleAnswer.DRAWN_BEFORE] == sorted(answers)
    assert 1 == len(kreis.superuser().execute("select from review.sample").fetchall())


def test_a_number_is_committed_once(kreis):
    """A second one for the month is refused: nobody tries until one suits."""
    house, who, november = kreis.house("oversight"), at_desk(kreis), date(2026, 11, 1)

    assert SampleAnswer.DONE is commit(house, who, november, kreis.at)
    assert SampleAnswer.COMMITTED_BEFORE is commit(house, who, november, kreis.at)
    assert (november,) == show_samples(house, who, kreis.at).committed


@pytest.mark.parametrize("month", [date(2026, 11, 1), date(2026, 12, 1), date(2026, 5, 1)])
def test_a_month_that_is_not_over_or_too_long_ago_is_not_drawn(kreis, month):
    """Of the one nobody knows what will be in it, of the other the log may hold no word any more."""
    assert SampleAnswer.NOT_OVER is draw_for(kreis, month=month)


@pytest.mark.parametrize("who", ["U17", "U19"])
def test_others_draw_judge_and_see_nothing_and_are_written_down(drew, who):
    """The staff council and the administration sign in at the same address."""
    other, house = at_desk(drew, who=who), drew.house("oversight")
    entry = drawn(drew).entries[0].entry

    assert SampleBoard() == show_samples(house, other, drew.at)
    assert look_at(house, other, OCTOBER, None, drew.at) is None
    assert SampleAnswer.REFUSED is draw_month(house, other, OCTOBER, drew.at)
    assert SampleAnswer.REFUSED is judge(house, other, (OCTOBER, entry, Judgement.PLAUSIBLE), drew.at)
    assert SampleAnswer.REFUSED is commit(house, other, OCTOBER, drew.at)

    for event in ("sample.drawn", "sample.judged", "sample.committed", "sample.read"):
        assert "deny" == _log(drew, event)[-1][0]


def test_an_officer_of_one_body_neither_draws_for_the_other_nor_reads_its_sample(drew):
    """Where each body has its own: what was drawn for both is the business of who is appointed by both (H4)."""
    drew.superuser().execute(
        "update identity.post set until = '2026-11-15' where role = 'dpo' and unit in"
        " (select unit from identity.agency where kind = 'jugendamt')"
    )
    house, who = drew.house("oversight"), at_desk(drew)

    board = show_samples(house, who, drew.at)
    assert ("jobcenter",) == board.controllers
    assert look_at(house, who, OCTOBER, None, drew.at) is None
    assert SampleAnswer.REFUSED is draw_month(
        house, replace(who, principal=replace(who.principal, agency=Agency.JUGENDAMT)), OCTOBER, drew.at
    )


def test_an_entry_is_opened_and_judged_and_both_stand_in_the_log(drew):
    """One at a time; its line says who only by pseudonym."""
    house, who = drew.house("oversight"), at_desk(drew)
    look = look_at(house, who, OCTOBER, None, drew.at)

    answer = judge(house, who, (OCTOBER, look.entry.entry, Judgement.QUESTION), drew.at)

    assert SampleAnswer.DONE is answer
    assert look.line is not None
    assert look.line.entry == look.entry.entry
    assert look.line.pseudonym.startswith("N-")
    following = look_at(house, who, OCTOBER, None, drew.at)
    assert following.entry == look.sample.entries[1]
    assert Judgement.QUESTION is following.sample.entries[0].judgement
    assert 1 == len(_log(drew, "sample.judged"))


def test_what_is_not_in_the_sample_is_neither_opened_nor_judged(drew):
    """Another entry of the log cannot be read by this way."""
    house, who = drew.house("oversight"), at_desk(drew)
    inside = {one.entry for one in drawn(drew).entries}
    rows = drew.superuser().execute("select entry_id from ledger.index where event = 'log.imported'").fetchall()
    outside = next(str(entry) for (entry,) in rows if str(entry) not in inside)

    assert look_at(house, who, OCTOBER, outside, drew.at) is None
    assert SampleAnswer.REFUSED is judge(house, who, (OCTOBER, outside, Judgement.PLAUSIBLE), drew.at)


def test_judging_goes_on_until_everything_is_judged(drew):
    """Then there is no next one."""
    judge_all(drew)

    assert () == drawn(drew).open
    assert look_at(drew.house("oversight"), at_desk(drew), OCTOBER, None, drew.at) is None
