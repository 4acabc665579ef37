"""A draw checked by an export alone: a good one passes, and every way to steer it is found."""

from dataclasses import replace
from datetime import timedelta
from secrets import token_bytes

import orjson
import pytest

from hub.review.sample.delivery import open_delivery
from hub.review.sample.draw import Lot
from hub.review.sample.drawing import commit, show_samples
from hub.review.sample.flaws import Flaw, Limit
from hub.review.sample.judging import judge
from hub.review.sample.reporting import parse_report, sign, take_report
from hub.review.sample.sheet import SheetMalformed, read_sheet
from hub.review.sample.signing import report_signer, sign_report
from hub.review.sample.verifying import verify_report, verify_sheet
from hub.terms.lists import Agency
from hub.terms.samples import Judgement, SampleAnswer
from tests.kreis import copied
from tests.ledger.evidence import standing_behind
from tests.review.drawn import OCTOBER, at_desk, draw_for, judge_all, october, sheet_of, take_along


@pytest.fixture(scope="module")
def made(server, request, tmp_path_factory):
    """October drawn, judged, signed; an export of the officer's; the signed report; and the other agency's key."""
    folder = tmp_path_factory.mktemp("sample")
    with copied(server, request.config) as kreis, october(kreis, folder) as evidence:
        judge_all(kreis)
        assert SampleAnswer.DONE is sign(kreis.house("oversight"), at_desk(kreis), OCTOBER, kreis.at)
        delivered = take_along(kreis, evidence, folder / "export")
        take_along(kreis, evidence, folder / "other", Agency.JUGENDAMT)
        signed = take_report(kreis.house("oversight"), at_desk(kreis), OCTOBER, kreis.at)
        other = open_delivery(folder / "other", evidence.policy)
        yield delivered, signed, other, kreis.house("jobcenter").ring.private
        evidence.place()


@pytest.fixture
def checked(made):
    """The officer's export and the report."""
    return made[:2]


def _flaws(found):
    return {flaw for flaw, _ in found.flaws}


def test_a_signed_report_passes_and_says_what_it_does_not_prove(checked):
    """No number was committed in time; Jugendamt boxes are closed in the Jobcenter's export."""
    delivered, signed = checked

    found = verify_report(delivered, signed)

    assert [] == found.flaws
    assert {Limit.MISSED, Limit.CLOSED, Limit.UNWEIGHTED} == set(found.limits)
    assert "Kranichfeld" not in signed.write()
    assert "14.3" == orjson.loads(signed.report)["bound"]


def test_a_sheet_alone_needs_the_open_box_of_its_draw(checked):
    """Without a report only the officer's own export shows which sheet the log names."""
    delivered, signed = checked
    sheet = read_sheet(signed.sheet)

    assert [] == verify_sheet(delivered, sheet, {}).flaws
    assert Flaw.NOT_IN_THE_LOG in _flaws(verify_sheet(replace(delivered, opened={}), sheet, {}))


@pytest.mark.parametrize("place", [0, 200, 411])
def test_an_entry_left_out_is_found_even_if_the_draw_is_done_anew(checked, place):
    """By the hash in the log, whatever was drawn; and by the box where that is open."""
    delivered, signed = checked
    sheet = read_sheet(signed.sheet)
    fewer = replace(sheet, lots=(*sheet.lots[:place], *sheet.lots[place + 1 :]))

    assert Flaw.NOT_IN_THE_LOG in _flaws(verify_sheet(delivered, fewer, {}))


@pytest.mark.parametrize("event", ["log.imported", "sample.drawn"])
def test_an_entry_of_another_month_or_none_of_a_look_is_found(checked, event):
    """Whoever adds some makes the others less likely."""
    delivered, signed = checked
    sheet = read_sheet(signed.sheet)
    listed = {lot.entry for lot in sheet.lots}
    stranger = next(
        leaf.entry
        for leaf in delivered.leaves.values()
        if leaf.event == event and leaf.entry in delivered.opened and leaf.entry not in listed
    )

    more = tuple(sorted((*sheet.lots, Lot(stranger, "S001"))))

    assert {Flaw.NOT_IN_THE_LOG, Flaw.POPULATION} <= _flaws(verify_sheet(delivered, replace(sheet, lots=more), {}))


def test_strata_that_were_moved_about_are_found(checked):
    """As far as boxes are open: two strata of the own staff."""
    delivered, signed = checked
    sheet = read_sheet(signed.sheet)
    one, other, *_ = sorted({lot.stratum for lot in sheet.lots if lot.entry in delivered.opened})
    moved = tuple(replace(lot, stratum={one: other, other: one}.get(lot.stratum, lot.stratum)) for lot in sheet.lots)

    assert Flaw.STRATA in _flaws(verify_sheet(delivered, replace(sheet, lots=moved), {}))


def test_another_number_than_the_committed_one_is_found(checked):
    """It gives another seed; the log holds the hash of the first."""
    delivered, signed = checked
    sheet = read_sheet(signed.sheet)
    others = [replace(sheet.commitment, nonce=token_bytes(32)) for _ in range(9)]
    other = next(one for one in others if sheet.drawn() != replace(sheet, commitment=one).drawn())

    assert Flaw.OTHER_NONCE in _flaws(verify_sheet(delivered, replace(sheet, commitment=other), {}))


def test_a_number_made_up_after_its_month_and_a_known_one_within_it_are_told(checked):
    """Neither was chosen by chance before anybody knew the month: the one could be tried out, the other be foreseen."""
    delivered, signed = checked
    sheet = read_sheet(signed.sheet)
    entry = sheet.commitment.entry
    chosen = replace(sheet, commitment=replace(sheet.commitment, nonce=token_bytes(32)))
    early = replace(delivered.leaves[entry], at=delivered.leaves[entry].at - timedelta(days=27))

    assert Flaw.MADE_UP in _flaws(verify_sheet(delivered, chosen, {}))
    within = replace(delivered, leaves={**delivered.leaves, entry: early})
    assert Flaw.MADE_UP in _flaws(verify_sheet(within, sheet, {}))


def test_a_number_committed_after_the_checkpoint_is_told(checked):
    """Whoever knew the checkpoint could try numbers until one suits: a checkpoint of before the entry is no good."""
    delivered, signed = checked
    sheet = read_sheet(signed.sheet)
    later = next(leaf for leaf in delivered.leaves.values() if leaf.event == "sample.drawn")

    found = verify_sheet(delivered, replace(sheet, commitment=replace(sheet.commitment, entry=later.entry)), {})

    assert {Flaw.STEERED, Flaw.OTHER_NONCE} <= _flaws(found)


def test_waiting_for_a_checkpoint_that_suits_is_told(checked):
    """The first one that covers the committed number counts; a later one was chosen."""
    delivered, signed = checked
    sheet = read_sheet(signed.sheet)
    assert len(delivered.notes) >= 1

    used = replace(sheet, checkpoint=delivered.notes[-1])
    found = verify_sheet(replace(delivered, notes=(sheet.checkpoint, *delivered.notes)), used, {})

    assert Flaw.STEERED in _flaws(found)


def test_a_checkpoint_without_its_witnesses_is_none(checked):
    """The seed must be known to both agencies' witnesses."""
    delivered, signed = checked
    sheet = read_sheet(signed.sheet)
    alone = "\n".join(sheet.checkpoint.split("\n")[:5]) + "\n"

    assert Flaw.CHECKPOINT in _flaws(verify_sheet(delivered, replace(sheet, checkpoint=alone), {}))


def test_a_draw_that_its_seed_does_not_give_has_no_form(checked):
    """Naming others as drawn is not even a sheet."""
    _, signed = checked
    told = orjson.loads(signed.sheet)
    told["drawn"][0], told["drawn"][1] = told["drawn"][1], told["drawn"][0]

    with pytest.raises(SheetMalformed):
        read_sheet(orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode())


@pytest.mark.parametrize("change", ['"plausible":21', '"population":412', '"claimed":0'])
def test_a_changed_report_is_not_signed(checked, change):
    """Not one number can be another."""
    delivered, signed = checked
    assert change in signed.report
    name, number = change.split(":")

    found = verify_report(delivered, replace(signed, report=signed.report.replace(change, f"{name}:{int(number) + 1}")))

    assert Flaw.REPORT in _flaws(found)


def test_a_report_signed_by_another_key_is_found(made):
    """The log names the key by the entry of the draw."""
    delivered, signed, _, private = made
    other = report_signer(private)
    forged = replace(signed, key=other.verifier.write(), note=sign_report(other, "2026-10", signed.report))

    assert [(Flaw.REPORT, "key")] == verify_report(delivered, forged).flaws


@pytest.mark.history
def test_a_report_is_signed_once_and_nothing_changes_after_it(kreis, tmp_path):
    """Not before everything is judged; afterwards neither verdicts nor a second report."""
    with october(kreis, tmp_path) as evidence:
        house, who = kreis.house("oversight"), at_desk(kreis)
        assert SampleAnswer.NOT_FINISHED is sign(house, who, OCTOBER, kreis.at)
        judge_all(kreis, Judgement.CONSPICUOUS)
        assert SampleAnswer.DONE is sign(house, who, OCTOBER, kreis.at)
        assert SampleAnswer.SIGNED is sign(house, who, OCTOBER, kreis.at)
        entry = read_sheet(sheet_of(kreis)).entries()[0][0]
        assert SampleAnswer.SIGNED is judge(house, who, (OCTOBER, entry, Judgement.PLAUSIBLE), kreis.at)
        report = parse_report(take_report(house, who, OCTOBER, kreis.at).write())
        evidence.place()

    assert "" == orjson.loads(report.report)["bound"]
    assert 21 == orjson.loads(report.report)["parts"]["drawn"]["conspicuous"]


def test_the_other_bodys_export_shows_the_same_draw_with_the_report(made):
    """The segments that the report brings are what the leaves committed to, whoever reads them."""
    _, signed, other, _ = made

    assert [] == verify_report(other, signed).flaws


@pytest.mark.history
def test_a_number_committed_within_the_month_is_told_as_that(kreis, tmp_path):
    """Then nobody could foresee the lot; the report says so."""
    house, who = kreis.house("oversight"), at_desk(kreis)
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        now, kreis.at = kreis.at, kreis.at - timedelta(days=27)
        assert SampleAnswer.DONE is commit(house, who, OCTOBER, kreis.at)
        evidence.place()
        evidence.sign()
        kreis.at = now
        assert SampleAnswer.DONE is draw_for(kreis)
        judge_all(kreis)
        sign(house, who, OCTOBER, kreis.at)
        delivered = take_along(kreis, evidence, tmp_path / "export")
        signed = take_report(house, who, OCTOBER, kreis.at)
        evidence.place()

    found = verify_report(delivered, signed)
    assert [] == found.flaws
    assert Limit.MISSED not in found.limits
    assert "before" == orjson.loads(signed.report)["committed"]
    assert (OCTOBER,) == show_samples(house, who, kreis.at).committed
