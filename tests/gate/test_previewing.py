"""Looking ahead: what a recipient's page would show, decided by the same code; nothing is written but the look."""

from datetime import timedelta

import pytest

from hub.rights.consents import OwnConsents
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect, Level, Owner, Purpose
from hub.terms.previews import Change
from hub.terms.withdrawing import Part
from tests.gate.ahead import FAM, ahead, levels, own, page_of
from tests.kreis import F01, NOWHERE

TABLES = """
    select (select count(*) from consent.paper), (select count(*) from consent.withdrawal),
        (select count(*) from record.key_wrapping), (select count(*) from record.value),
        (select sum(consent_epoch) from core.family), (select sum(record_version) from core.family)
"""


def test_as_things_stand_it_is_the_recipients_page(kreis):
    """Cell by cell and level by level, of what the reader's agency and both together hold."""
    looked = ahead(kreis, "U07", "C01", recipient="U01")

    before = levels(looked, "before")
    real = {v.cell: v.level for v in kreis.open("U01").projection.shown if v.owner in (Owner.JUGENDAMT, Owner.JOINT)}
    mine = {value.cell for value in kreis.open("U07").projection.shown}
    assert {cell: level for cell, level in real.items() if cell in mine} == before
    assert Level.SUMMARY in before.values()


def test_values_are_read_at_the_level_of_the_recipient(kreis):
    """Where the Jobcoach reads a summary, so does the reader here: their own longer text is not fetched."""
    looked = ahead(kreis, "U07", "C01", recipient="U01")

    read = {value.cell: value.level for value in looked.disclosure.projection.shown}
    real = {value.cell: value.content for value in kreis.open("U01").projection.shown}
    said = {value.cell: value.content for value in looked.disclosure.projection.shown}
    for one in looked.glimpses:
        assert read[one.cell] is max(one.before, one.after)
        assert said[one.cell] == real[one.cell]


def test_without_the_paper_it_is_the_page_after_a_withdrawal(every_kreis):
    """What a mother is shown as gone is gone from the Jobcoach's next look, and nothing else of hers is."""
    kreis = every_kreis
    looked = own(kreis, "sandra.ahornwald", "C01", "U01")
    cells = {one.cell for one in looked.glimpses}
    now = page_of(kreis, "U01", cells)

    kreis.at += timedelta(minutes=1)
    OwnConsents(kreis.house("family")).take_back(kreis.principal("sandra.ahornwald", "family"), "C01", Part(), kreis.at)

    assert levels(looked, "before") == now
    assert levels(looked, "after") == page_of(kreis, "U01", cells)
    assert {Change.SAME, Change.GONE} == {one.change for one in looked.glimpses}


def test_one_of_the_family_reads_their_own_words(kreis):
    """Each value that the Jobcoach sees of them opens in the process of families too, at the Jobcoach's level."""
    looked = own(kreis, "sandra.ahornwald", "C01", "U01")

    real = {value.cell: value.content for value in kreis.open("U01").projection.shown}
    said = {value.cell: value.content for value in looked.disclosure.projection.shown}
    glimpsed = {one.cell for one in looked.glimpses}
    assert {cell: real[cell] for cell in glimpsed} == {cell: said[cell] for cell in glimpsed}
    assert {Level.PSEUDONYMISED, Level.SUMMARY, Level.FULL} == {one.before for one in looked.glimpses}


def test_nothing_is_written_but_the_look(kreis):
    """No paper, no wrapping, no value, no new epoch; one entry each, of its own kind."""
    before = kreis.superuser().execute(TABLES).fetchall()
    [(count,)] = kreis.superuser().execute("select count(*) from ledger.entry").fetchall()

    looks = [ahead(kreis, "U07", "C01"), own(kreis, "sandra.ahornwald", "C01")]

    events = kreis.superuser().execute(
        "select event from ledger.index where entry_id = any(%s)", ([one.disclosure.entry for one in looks],)
    )
    assert before == kreis.superuser().execute(TABLES).fetchall()
    assert [("access.preview",)] * 2 == events.fetchall()
    assert [(count + 2,)] == kreis.superuser().execute("select count(*) from ledger.entry").fetchall()


@pytest.mark.parametrize(("number", "paper"), [(F01, "C01"), (FamilyNumber("FAM-2025-007"), "C06")])
def test_a_look_ahead_is_five_statements_for_any_family(kreis, number, paper):
    """Whatever the family's size: facts, names, the recipient's mandate, the entry, the values."""
    ahead(kreis, "U07", paper, number)
    kreis.statements.clear()

    ahead(kreis, "U07", paper, number)

    assert 5 == len([one for one in kreis.statements if "identity.posts" not in one])


@pytest.mark.parametrize(
    ("ref", "paper", "number", "purpose"),
    [
        ("U03", "C01", F01, FAM),
        ("U05", "C01", F01, Purpose.LIVELIHOOD),
        ("U07", "C99", F01, FAM),
        ("U07", "C06", F01, FAM),
        ("U07", "C01", NOWHERE, FAM),
    ],
)
def test_what_is_not_theirs_is_not_there(kreis, ref, paper, number, purpose):
    """No case, no business with consents, no such paper, another family's, no such family: the same nothing."""
    looked = ahead(kreis, ref, paper, number, purpose)

    assert not looked.is_there
    assert Effect.DENY is looked.disclosure.effect
    assert [] == [*looked.recipients, *looked.glimpses, *looked.purposes, *looked.disclosure.projection.people]


def test_one_of_the_family_looks_from_their_own_word_alone(kreis):
    """A paper to which somebody else answered is not there."""
    assert own(kreis, "sandra.ahornwald", "C01").is_there
    assert not own(kreis, "sandra.ahornwald", "C99").is_there
