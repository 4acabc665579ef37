"""Notes of people: where they may go, who reads them afterwards, and their drafts."""

import re
from datetime import timedelta

import pytest

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Level, Purpose
from hub.terms.writing import NoteKind, Refusal, Refused, Written
from tests.casework.desks import (
    CONVERSATION,
    ESTIMATE,
    FAM,
    INCIDENT,
    NOTE,
    PLACES,
    SCHOOL,
    desk_of,
    entrusted,
    new_key,
    occasion,
    ordinary,
)
from tests.kreis import F01, NOWHERE, books
from tests.whole import open_payload

KEPT = {"text": ["Halb fertig"], "art": ["record"]}


def _texts(kreis, ref, text, purpose=FAM):
    shown = kreis.open(ref, purpose=purpose).projection.shown
    return [value for value in shown if isinstance(value.content, dict) and value.content.get("text") == text]


def _places(kreis, ref, purpose=FAM, number=F01):
    found = desk_of(kreis, ref).open_desk(occasion(kreis, ref, number, purpose))
    return found and {(place.field, place.is_entrusted) for place in found.places}


def test_every_place_for_notes_is_a_field_of_the_catalogue_in_which_text_or_a_record_may_stand():
    """In the category that its line says; entrusted notes only where everything counts as confided."""
    fields = books().catalogue.by_id

    for place in PLACES:
        field = fields[place.field]
        assert "text" in field.data_type or field.data_type == "record"
        assert place.is_entrusted == (field.sensitivity == "entrusted_65")
    assert len(set(PLACES)) == len(PLACES)
    assert {fields[place.field].category for place in PLACES if place.is_entrusted} == {Category.SINGLE_NOTE}


def test_every_line_of_the_places_names_the_category_of_its_fields():
    """So that the page says what the catalogue says."""
    import tomllib

    from tests.kreis import ROOT

    document = tomllib.loads((ROOT / "schemas" / "notes.toml").read_text(encoding="utf-8"))
    fields = books().catalogue.by_id

    assert document.keys() == set(NoteKind)
    for lines in document.values():
        assert all(fields[name].category == category for category, names in lines.items() for name in names)


@pytest.mark.unchanged
def test_the_jobcoach_may_write_notes_and_nothing_entrusted(kreis):
    """By the rules: what is entrusted belongs to the Jugendamt, and the Jobcenter's notes stay its own."""
    places = _places(kreis, "U01")

    assert (NOTE, False) in places
    assert not any(is_entrusted for _, is_entrusted in places)
    assert not any(field.startswith("sgb8_") for field, _ in places)


@pytest.mark.unchanged
@pytest.mark.parametrize("purpose", [FAM, Purpose.SGB8_HELP_PLANNING])
def test_the_asd_worker_may_write_both_kinds(kreis, purpose):
    """For joint planning and for the own task."""
    places = _places(kreis, "U07", purpose)

    assert {(CONVERSATION, True), (SCHOOL, False)} <= places
    assert not any(field.startswith("sgb2_") for field, _ in places)


def test_what_a_provider_writes_of_danger_is_read_by_the_asd_and_by_nobody_else(kreis):
    """Incident and own estimate (§ 8a Abs. 4 SGB VIII, E9): not the Jobcenter, nor the provider for the help itself."""
    service, danger = Purpose.PROVIDER_SERVICE, Purpose.SGB8_CHILD_PROTECTION
    assert {(INCIDENT, False), (ESTIMATE, False)} <= _places(kreis, "U12", service)
    assert not {INCIDENT, ESTIMATE} & {field for field, _ in _places(kreis, "U07", danger) or ()}

    for field in (INCIDENT, ESTIMATE):
        text = f"Beim Training gesehen: {field}"
        written = desk_of(kreis, "U12").save(occasion(kreis, "U12", F01, service), ordinary(field, text), new_key())

        assert isinstance(written, Written)
        assert [field] == [one.field for one in _texts(kreis, "U07", text, danger)]
        assert not _texts(kreis, "U07", text) + _texts(kreis, "U01", text) + _texts(kreis, "U12", text, service)


@pytest.mark.unchanged
@pytest.mark.parametrize("ref", ["U02", "U04", "U05", "U08", "U09"])
@pytest.mark.parametrize("number", [F01, NOWHERE])
def test_whoever_has_not_the_case_has_no_desk_for_it(kreis, ref, number):
    """Nor for a family that is not there; both are written down as refusals."""
    purpose = Purpose.SGB2_BENEFIT if ref == "U05" else FAM
    assert desk_of(kreis, ref).open_desk(occasion(kreis, ref, number, purpose)) is None
    assert desk_of(kreis, ref).save(occasion(kreis, ref, number, purpose), ordinary(), new_key()) == Refused(
        Refusal.NOT_YOURS
    )
    assert desk_of(kreis, ref).keep(occasion(kreis, ref, number, purpose), NoteKind.RECORD, KEPT, new_key()) is None


@pytest.mark.unchanged
def test_the_form_reads_names_and_nothing_else(kreis):
    """The entry of that look names no other field."""
    found = desk_of(kreis, "U01").open_desk(occasion(kreis, "U01"))

    assert {"given_name", "family_name"} == {value.field for value in found.disclosure.projection.shown}
    said = open_payload(kreis.superuser(), kreis.keys, found.disclosure.entry)
    named = {re.split("[#@]", place)[0] for _, _, _, places, *_ in said["access"]["cells"] for place in places}
    assert {"given_name", "family_name"} == named


def test_a_note_stands_in_the_record_of_ones_own_agency_and_not_in_the_others(every_kreis):
    """A counselling note is one single note: no standing consent opens it."""
    done = desk_of(every_kreis, "U01").save(occasion(every_kreis, "U01"), ordinary(), new_key())

    assert isinstance(done, Written)
    [value] = _texts(every_kreis, "U01", "Gesprochen")
    assert (value.field, value.level) == (NOTE, Level.FULL)
    assert [] == _texts(every_kreis, "U07", "Gesprochen")


def test_notes_of_one_field_stand_side_by_side(kreis):
    """Each is an entry of its own; none replaces another."""
    for text in ("Erstes", "Zweites", "Drittes"):
        desk_of(kreis, "U07").save(occasion(kreis, "U07"), ordinary(SCHOOL, text, persons=("F01-2",)), new_key())

    assert all(len(_texts(kreis, "U07", text)) == 1 for text in ("Erstes", "Zweites", "Drittes"))


def test_an_entrusted_note_is_its_authors_alone(every_kreis):
    """Neither colleague, head, deputy nor the other agency finds it, for any purpose (§ 65 SGB VIII)."""
    desk = desk_of(every_kreis, "U07")
    desk.save(occasion(every_kreis, "U07"), entrusted(), new_key())

    assert 1 == len(_texts(every_kreis, "U07", "Unter uns gesagt"))
    own = desk.open_desk(occasion(every_kreis, "U07")).disclosure.projection.shown
    assert ["Unter uns gesagt"] == [v.content["text"] for v in own if isinstance(v.content, dict)]
    for ref in ("U01", "U06", "U08", "U09", "U12", "U16"):
        for purpose in (FAM, Purpose.SGB8_HELP_PLANNING, Purpose.PROVIDER_SERVICE):
            assert [] == _texts(every_kreis, ref, "Unter uns gesagt", purpose)
    [row] = every_kreis.superuser().execute(
        "select entrusted_to = v.author, array_length(entrusted_by, 1) from record.cell c"
        " join record.value v using (tenant_id, partition, cell_id)"
        " where field_id = 'sgb8_conversation_note' and c.entry > 1"
    )
    assert (True, 1) == tuple(row)


def test_sent_twice_a_note_is_written_once(kreis):
    """The second time it is answered with the first entry."""
    key, desk = new_key(), desk_of(kreis, "U01")

    first, second = (desk.save(occasion(kreis, "U01"), ordinary(), key) for _ in range(2))

    assert first == second
    assert 1 == len(_texts(kreis, "U01", "Gesprochen"))
    assert Refused(Refusal.KEY_USED) == desk.save(occasion(kreis, "U01"), ordinary(text="Anderes"), key)


def test_a_draft_comes_back_to_its_author_until_the_note_is_saved(every_kreis):
    """As it was typed; and a late autosave of the saved note makes no new one."""
    desk, key = desk_of(every_kreis, "U01"), new_key()
    at = desk.keep(occasion(every_kreis, "U01"), NoteKind.RECORD, KEPT, key)

    [draft] = desk.open_desk(occasion(every_kreis, "U01")).drafts
    assert (draft.fields, draft.saved_at, at) == (KEPT, every_kreis.at, every_kreis.at)
    desk.save(occasion(every_kreis, "U01"), ordinary(), key)
    assert () == desk.open_desk(occasion(every_kreis, "U01")).drafts
    desk.keep(occasion(every_kreis, "U01"), NoteKind.RECORD, KEPT, key)
    assert () == desk.open_desk(occasion(every_kreis, "U01")).drafts


def test_a_draft_is_no_entry_and_no_part_of_the_record(kreis):
    """Neither book nor record grows by what was only typed."""
    counts = "select (select count(*) from ledger.entry), (select count(*) from record.cell)"
    before = kreis.superuser().execute(counts).fetchall()

    desk_of(kreis, "U01").keep(occasion(kreis, "U01"), NoteKind.RECORD, KEPT, new_key())

    assert before == kreis.superuser().execute(counts).fetchall()


@pytest.mark.unchanged
def test_a_draft_is_gone_when_it_is_dropped_and_after_14_days(kreis):
    """Whatever comes first."""
    desk, now = desk_of(kreis, "U01"), occasion(kreis, "U01")
    desk.keep(now, NoteKind.RECORD, KEPT, new_key())

    assert 1 == len(desk.open_desk(now._replace(at=now.at + timedelta(days=14))).drafts)
    assert () == desk.open_desk(now._replace(at=now.at + timedelta(days=14, seconds=1))).drafts
    assert desk.discard(now, NoteKind.RECORD)
    assert () == desk.open_desk(now).drafts


def test_the_number_of_statements_does_not_grow_with_the_family(kreis):
    """Opening the form, keeping a draft and saving: the same for one note and for twenty.

    What the form was opened from before is believed until the database says that something was written since: one more.
    """
    desk, counts = desk_of(kreis, "U01"), []
    for _ in range(3):
        kreis.statements.clear()
        now = occasion(kreis, "U01")
        before = len(kreis.statements)
        desk.open_desk(now)
        opened = len(kreis.statements)
        desk.keep(now, NoteKind.RECORD, KEPT, new_key())
        kept = len(kreis.statements)
        desk.save(now, ordinary(), new_key())
        counts.append((opened - before, kept - opened, len(kreis.statements) - kept))

    assert [(5, 2, 11), (6, 2, 11), (6, 2, 11)] == counts


@pytest.mark.unchanged
def test_a_note_about_a_family_of_others_says_nothing(kreis):
    """The refusal of a number that is not there is the same."""
    other = FamilyNumber("FAM-2025-014")

    answers = {
        desk_of(kreis, "U01").save(occasion(kreis, "U01", number), ordinary(), new_key()) for number in (other, NOWHERE)
    }

    assert {Refused(Refusal.NOT_YOURS)} == answers
