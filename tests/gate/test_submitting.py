"""Writing by references: all or nothing, once, and never by what whoever writes may not know of."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hub.casework.writing import write_cells
from hub.db.errors import CellChanged
from hub.terms.changes import Source
from hub.terms.ids import CellId, FamilyNumber, FieldId, new_id
from hub.terms.lists import Level, Owner, Purpose
from hub.terms.writing import NewCell, NewVersion, Refusal, Refused, Said, Submission, Written, version_tag
from tests.attacks.by_hand import stored
from tests.attacks.families import cell, family
from tests.casework.desks import new_key, occasion
from tests.kreis import F01
from tests.whole import open_payload

OTHER = FamilyNumber("FAM-2026-731")
COUNTS = "select (select count(*) from record.cell), (select count(*) from record.value)"


def _said(text="neu", **texts):
    return Said({Level.FULL: text, **texts}, Source.PERSON, date(2026, 11, 12))


def _new(field="sgb2_measures", persons=("F01-1",), text="neu", **facts):
    return NewCell(_said(text), FieldId(field), persons, **facts)


def _submission(*cells, **facts):
    given = {"key": new_key(), "body": repr([(one.said.texts, type(one)) for one in cells]).encode(), **facts}
    return Submission(tuple(cells), **given)


def _send(kreis, ref, submission, number=F01, purpose=Purpose.FAM_JOINT_SUPPORT):
    house = kreis.house(kreis.principal(ref).agency.value)
    return write_cells(house, occasion(kreis, ref, number, purpose), submission)


def _texts(kreis, ref, written):
    cells = {cell for cell, _ in written.cells}
    return sorted(str(value.content) for value in kreis.open(ref).projection.shown if value.cell in cells)


def test_several_cells_are_one_change_with_one_entry(every_kreis):
    """Own, core and joint values, each with the owner that the catalogue lets it have."""
    cells = (_new(), _new("housing_situation", text="zwei Zimmer"), _new("fam_shared_action", text="Anruf bis Freitag"))

    written = _send(every_kreis, "U01", _submission(*cells))

    assert isinstance(written, Written)
    assert ["Anruf bis Freitag", "neu", "zwei Zimmer"] == _texts(every_kreis, "U01", written)
    said = open_payload(every_kreis.superuser(), every_kreis.keys, written.entry)
    assert {"jobcenter", "joint"} == {owner for owner, *_ in said["access"]["cells"]}
    authors = every_kreis.superuser().execute(
        "select distinct author::text from record.value where cell_id = any(%s::uuid[])",
        ([c for c, _ in written.cells],),
    )
    assert [(every_kreis.principal("U01").id,)] == authors.fetchall()


def test_one_cell_that_may_not_be_refuses_all_and_names_its_place(kreis):
    """Half of it is not written."""
    before = kreis.superuser().execute(COUNTS).fetchall()
    foreign = _new("sgb8_help_type", persons=("F01-1",))

    refused = _send(kreis, "U01", _submission(_new(), foreign, _new("sgb2_work_history")))

    assert Refused(Refusal.NOT_ALLOWED, ("/1",)) == refused
    assert before == kreis.superuser().execute(COUNTS).fetchall()


@pytest.mark.parametrize("owner", [Owner.JUGENDAMT, Owner.PROVIDER, Owner.JOINT])
def test_nobody_writes_core_values_in_the_name_of_another(kreis, owner):
    """The owner of what is entered is the agency that enters it (R1)."""
    answer = _send(kreis, "U01", _submission(_new("housing_situation", owner=owner)))

    assert Refused(Refusal.NOT_ALLOWED, ("/0",)) == answer


def test_entries_are_numbered_on_by_themselves(kreis):
    """Within one change too, and per field."""
    _send(kreis, "U01", _submission(_new(text="a"), _new(text="b"), _new("sgb2_work_history", text="c")))
    _send(kreis, "U01", _submission(_new(text="d")))

    rows = kreis.superuser().execute(
        "select array_agg(entry order by entry) from record.cell where field_id = 'sgb2_measures' and family_id ="
        " (select family_id from core.family where number = %s)",
        (F01,),
    )
    [(entries,)] = rows.fetchall()
    assert entries == list(range(1, len(entries) + 1))


def test_a_new_version_needs_the_one_that_was_read(every_kreis):
    """Without a name of it, with an older one, and with a right one."""
    first = _send(every_kreis, "U01", _submission(_new()))
    [(written, number)] = first.cells
    version, tag = NewVersion(_said("neuer"), written), version_tag(written, number)

    assert Refusal.NO_TAG is _send(every_kreis, "U01", _submission(version)).why
    second = _send(every_kreis, "U01", _submission(version, tags=frozenset({tag})))
    assert second.cells == ((written, 2),)
    assert Refused(Refusal.STALE, ("/0/cell",)) == _send(
        every_kreis, "U01", _submission(version, tags=frozenset({tag}))
    )
    assert ["neuer"] == _texts(every_kreis, "U01", second)


def test_of_two_who_read_the_same_version_one_writes(kreis):
    """At the same time, from two windows: the other is told that the version is outdated."""
    [(written, number)] = _send(kreis, "U01", _submission(_new())).cells
    tags = frozenset({version_tag(written, number)})

    answers = _at_once(
        kreis, *(_submission(NewVersion(_said(text), written), tags=tags) for text in ("eins", "zwei", "drei"))
    )

    assert 1 == sum(isinstance(one, Written) for one in answers)
    assert {Refusal.STALE} == {one.why for one in answers if isinstance(one, Refused)}


def test_sent_again_under_its_key_it_is_answered_as_before(every_kreis):
    """And with another text not at all; a day later the key is free again."""
    submission = _submission(_new())
    first = _send(every_kreis, "U01", submission)
    before = every_kreis.superuser().execute(COUNTS).fetchall()

    assert first == _send(every_kreis, "U01", submission)
    assert Refused(Refusal.KEY_USED) == _send(every_kreis, "U01", replace(submission, body=b"other"))
    assert before == every_kreis.superuser().execute(COUNTS).fetchall()
    every_kreis.at += timedelta(hours=24, seconds=1)
    assert first != _send(every_kreis, "U01", submission)


def test_sent_twice_at_once_it_is_written_once(kreis):
    """Both get the same answer."""
    submission = _submission(_new())

    answers = _at_once(kreis, submission, submission, submission)

    assert 1 == len(set(answers))
    assert isinstance(answers[0], Written)


def test_a_key_is_its_senders_alone(kreis):
    """A colleague who knows it gets nothing by it, and is not kept from writing."""
    submission = _submission(_new("fam_shared_action"))

    mine, theirs = _send(kreis, "U01", submission), _send(kreis, "U07", submission)

    assert isinstance(theirs, Written)
    assert mine.entry != theirs.entry


def test_two_who_add_an_entry_at_once_both_do(kreis):
    """Who comes second gets the next number."""
    answers = _at_once(kreis, *(_submission(_new(text=text)) for text in ("a", "b", "c")))

    assert all(isinstance(one, Written) for one in answers)


def test_a_place_that_is_taken_is_not_written_twice(kreis):
    """Who names the number of an entry that is there is told that somebody was first."""
    _send(kreis, "U01", _submission(_new(entry=40)))

    with pytest.raises(CellChanged):
        _send(kreis, "U01", _submission(_new(entry=40)))


def test_a_person_of_another_family_is_not_known_here(kreis):
    """Nor one who is not there at all: the same answer."""
    kreis.load(family(OTHER, "X31", [cell("sgb2_coop_plan_goal", "X31-1", "Erdacht")]))

    answers = {_send(kreis, "U01", _submission(_new(persons=("F01-1", ref)))) for ref in ("X31-1", "F01-9", "", "%")}

    assert {Refused(Refusal.UNKNOWN_PERSON, ("/0/persons/1",))} == answers


def test_a_cell_of_the_other_agency_is_as_if_it_were_not_there(kreis):
    """Whether its version is guessed or not."""
    superuser = kreis.superuser()
    [theirs] = stored(superuser, "sgb8_help_plan")

    for known in (theirs.id, CellId(new_id())):
        tags = frozenset({version_tag(known, 1)})
        answer = _send(kreis, "U01", _submission(NewVersion(_said(), known), tags=tags))
        assert Refused(Refusal.STALE, ("/0/cell",)) == answer
    assert [theirs] == stored(superuser, "sgb8_help_plan")


def test_what_the_other_agency_shows_is_not_changed_from_here(kreis):
    """It may be read; writing it is refused and written down."""
    [theirs] = [one for one in stored(kreis.superuser(), "sgb8_help_period")]

    tags = frozenset({version_tag(theirs.id, theirs.version)})
    answer = _send(kreis, "U01", _submission(NewVersion(_said(), theirs.id), tags=tags))

    assert Refused(Refusal.NOT_ALLOWED, ("/0",)) == answer


@pytest.mark.parametrize("field", ["sgb2_measures", "housing_situation", "fam_shared_action"])
def test_nothing_is_entrusted_outside_of_youth_welfare(kreis, field):
    """A Jobcoach makes no entry that the own agency cannot read (§ 65 SGB VIII)."""
    answer = _send(kreis, "U01", _submission(_new(field, is_entrusted=True, confiders=("F01-1",))))

    assert Refused(Refusal.NOT_ALLOWED, ("/0",)) == answer


def test_what_is_entrusted_by_nature_is_not_written_without_its_keeper(kreis):
    """Nobody could read it afterwards."""
    purpose = Purpose.SGB8_HELP_PLANNING

    answer = _send(kreis, "U07", _submission(_new("sgb8_conversation_note")), purpose=purpose)

    assert Refused(Refusal.NOT_ALLOWED, ("/0",)) == answer


def _at_once(kreis, *submissions):
    house, now = kreis.house("jobcenter"), occasion(kreis, "U01")
    with ThreadPoolExecutor(len(submissions)) as pool:
        answers = list(pool.map(lambda one: write_cells(house, now, one), submissions))
    for _ in submissions:  # the numbers of what was rolled back are used by what comes next
        kreis.open("U01")
    return answers
