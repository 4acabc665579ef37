"""Adding: who may write what, and that a change and its entry are one."""

from datetime import date

import pytest

from hub.db.errors import CellChanged
from hub.gate.contribute import contribute
from hub.terms.access import AccessRequest, Act
from hub.terms.changes import CellChange, Source
from hub.terms.ids import CellId, FieldId, new_id
from hub.terms.lists import Effect, Level, Owner, Purpose
from tests.kreis import F01, NOWHERE
from tests.whole import open_payload

ROWS = (
    "select (select count(*) from record.cell), (select count(*) from record.value), (select count(*) from record.key)"
)


def _persons(kreis, *refs):
    rows = kreis.superuser().execute("select ref, person_id::text from core.person").fetchall()
    return frozenset(dict(rows)[ref] for ref in refs)


def _change(kreis, field="sgb2_measures", owner=Owner.JOBCENTER, text="neu", **more):
    """One text about Sandra, in an entry of its own."""
    facts = {"cell": CellId(new_id()), "expected": 0, "persons": _persons(kreis, "F01-1"), "entry": 7, **more}
    return CellChange(
        field=FieldId(field),
        owner=owner,
        texts={Level.FULL: text},
        source=Source.PERSON,
        stated_on=date(2026, 11, 16),
        **facts,
    )


def _contribute(kreis, who, *changes, number=F01, purpose=Purpose.FAM_JOINT_SUPPORT):
    principal = kreis.principal(who)
    request = AccessRequest(principal, (principal,), Act.CONTRIBUTE, purpose, number, kreis.at)
    return contribute(kreis.house(principal.agency.value), request, changes)


def _texts(disclosure, cell):
    return [value.content for value in disclosure.projection.shown if value.cell == cell]


def test_the_jobcoach_adds_to_the_own_part_and_the_other_side_sees_what_it_may(every_kreis):
    """A new text is wrapped as the consents say today: C03 opens work and training to the ASD worker."""
    kreis, change = every_kreis, _change(every_kreis)

    written = _contribute(kreis, "U01", change)

    assert Effect.PERMIT is written.effect
    assert ["neu"] == _texts(kreis.open("U01"), change.cell)
    assert ["neu"] == _texts(kreis.open("U07"), change.cell)


def test_what_no_consent_opens_stays_on_ones_own_side(kreis):
    """Housing stands in no consent."""
    change = _change(kreis, "housing_situation")

    _contribute(kreis, "U01", change)

    assert ["neu"] == _texts(kreis.open("U01"), change.cell)
    assert [] == _texts(kreis.open("U07"), change.cell)


def test_both_write_into_the_joint_record_and_both_read(kreis):
    """Each under a key of its own; the other reads by consent."""
    mine = _change(kreis, "fam_shared_action", Owner.JOINT, "von der einen Seite", entry=8)
    theirs = _change(kreis, "fam_shared_action", Owner.JOINT, "von der anderen", entry=9)

    _contribute(kreis, "U01", mine)
    _contribute(kreis, "U07", theirs)

    for who in ("U01", "U07"):
        disclosure = kreis.open(who)
        assert ["von der einen Seite", "von der anderen"] == [
            *_texts(disclosure, mine.cell),
            *_texts(disclosure, theirs.cell),
        ]


def test_a_change_is_an_entry_that_names_places_and_no_value(kreis):
    """Which field about whom, at which levels."""
    change = _change(kreis, text="unverwechselbar")

    written = _contribute(kreis, "U01", change)

    said = open_payload(kreis.superuser(), kreis.keys, written.entry)
    [sandra] = _persons(kreis, "F01-1")
    assert [["jobcenter", ["full"], [sandra], ["sgb2_measures#7@1"]]] == said["access"]["cells"]
    assert "unverwechselbar" not in str(said)


@pytest.mark.parametrize(
    ("who", "field", "owner", "number"),
    [
        ("U01", "sgb8_help_type", Owner.JUGENDAMT, F01),
        ("U07", "sgb2_measures", Owner.JOBCENTER, F01),
        ("U04", "sgb2_measures", Owner.JOBCENTER, F01),
        ("U12", "fam_shared_action", Owner.JOINT, F01),
        ("U01", "sgb2_measures", Owner.JOBCENTER, NOWHERE),
    ],
    ids=["of the Jugendamt", "of the Jobcenter", "not assigned", "a provider in the joint record", "no such family"],
)
def test_a_change_that_may_not_be_is_refused_and_written_down(kreis, who, field, owner, number):
    """Nothing is added but the entry of the refusal."""
    change = _change(kreis, field, owner)
    before = kreis.superuser().execute(ROWS).fetchall()

    written = _contribute(kreis, who, change, number=number)

    assert Effect.DENY is written.effect
    assert before == kreis.superuser().execute(ROWS).fetchall()
    [(event,)] = kreis.superuser().execute("select event from ledger.index where entry_id = %s", (written.entry,))
    assert "access.denied" == event


def test_one_change_that_may_not_be_refuses_all_of_them(kreis):
    """Half of a change is not written."""
    before = kreis.superuser().execute(ROWS).fetchall()

    written = _contribute(kreis, "U01", _change(kreis), _change(kreis, "sgb8_help_type", Owner.JUGENDAMT))

    assert Effect.DENY is written.effect
    assert before == kreis.superuser().execute(ROWS).fetchall()


def test_a_new_version_replaces_what_is_shown_and_the_old_one_is_kept(every_kreis):
    """With its author and its date; who wants to know what was said before finds it (B2)."""
    kreis, first = every_kreis, _change(every_kreis)
    _contribute(kreis, "U01", first)

    _contribute(kreis, "U01", _change(kreis, text="neuer", cell=first.cell, expected=1))

    assert ["neuer"] == _texts(kreis.open("U01"), first.cell)
    assert ["neuer"] == _texts(kreis.open("U07"), first.cell)
    rows = kreis.superuser().execute("select version from record.value where cell_id = %s order by 1", (first.cell,))
    assert [(1,), (2,)] == rows.fetchall()


@pytest.mark.parametrize("expected", [2, 1000])
def test_a_new_version_needs_the_number_of_the_one_that_is_there(kreis, expected):
    """Who has not seen the newest text does not overwrite it; and a change that failed leaves no entry."""
    first = _change(kreis)
    _contribute(kreis, "U01", first)
    [(before,)] = kreis.superuser().execute("select count(*) from ledger.entry").fetchall()

    with pytest.raises(CellChanged):
        _contribute(kreis, "U01", _change(kreis, text="blind", cell=first.cell, expected=expected))

    assert ["neu"] == _texts(kreis.open("U01"), first.cell)
    assert [(before + 1,)] == kreis.superuser().execute("select count(*) from ledger.entry").fetchall()


def test_a_place_that_is_taken_is_not_written_twice(kreis):
    """A second cell for the same field, persons and entry is a change that came too late."""
    _contribute(kreis, "U01", _change(kreis))

    with pytest.raises(CellChanged):
        _contribute(kreis, "U01", _change(kreis))
