"""Parts of one entry and extracts: each is decided by itself, and what is withheld leaves no trace."""

import orjson
import pytest

from hub.exchange.reading import LoadFaulty
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Level
from hub.web.api import write_family
from hub.web.cards import CardMaker
from hub.web.texts import load_texts
from tests.attacks.families import cell, consent, family
from tests.kreis import books

NUMBER = FamilyNumber("FAM-2026-741")
SON = {"id": "X41-2", "born": "1999-05-06"}
MOTHER = {"id": "X41-1", "born": "1970-02-03"}
CONFIDED = {"entrusted_to": "U07"}


def _note(part, person, **more):
    """A part of the second conversation note, told by whom it is about."""
    return cell(
        "sgb8_conversation_note",
        person,
        f"Teil {part}",
        summary=f"Kurz {part}",
        **{"entry": 2, "part": part, "id": f"n{part}", "entrusted_by": [person], **CONFIDED, **more},
    )


def _family(*cells, consents=()):
    return family(NUMBER, "X41", cells, persons=[MOTHER, SON], consents=list(consents))


def _release(*entries):
    """The son lets U01 see these entries."""
    return consent("X41-C1", "X41-2", ["U01"], categories=["single_note"], entries=list(entries))


def _notes(disclosure):
    return [value for value in disclosure.projection.shown if value.field == "sgb8_conversation_note"]


def _written(disclosure):
    return orjson.loads(orjson.dumps(write_family(disclosure)))["shown"]


def _html(disclosure, agency):
    maker = CardMaker(disclosure, books().catalogue, Agency(agency), load_texts("de"))
    return {
        card.title: [line.label for chapter in card.chapters for block in chapter.blocks for line in block.lines]
        for card in maker.cards()
    }


def test_parts_stand_together_under_their_entry_for_who_may_see_them_all(kreis):
    """The worker to whom it was told reads one entry in two parts, each with whom it is about."""
    kreis.load(_family(_note(1, "X41-1"), _note(2, "X41-2")))

    opened = kreis.open("U07", NUMBER)

    assert [(1, 1, "Teil 1"), (1, 2, "Teil 2")] == [(note.entry, note.part, note.content) for note in _notes(opened)]
    lines = _html(opened, "jugendamt")["Die ganze Familie"]
    label = books().catalogue.by_id["sgb8_conversation_note"].label
    assert [f"{label}, Teil 1: Person X41-1", f"{label}, Teil 2: Person X41-2"] == lines


def test_a_withheld_part_leaves_no_trace(kreis):
    """Whoever may see the second part alone sees an entry that has no parts, on the page and through the API."""
    passed = {"passed_on_at": "2026-11-01T10:00:00+01:00"}
    parts = [_note(1, "X41-1"), _note(2, "X41-2", **passed), cell("sgb8_conversation_note", "X41-1", entry=1)]
    kreis.load(_family(*parts, consents=[_release("n2")]))

    opened = kreis.open("U01", NUMBER)

    assert [(1, 1, "Kurz 2")] == [(note.entry, note.part, note.content) for note in _notes(opened)]
    [(title, lines)] = [(title, lines) for title, lines in _html(opened, "jobcenter").items() if lines]
    assert "Person X41-2" == title
    assert [books().catalogue.by_id["sgb8_conversation_note"].label] == lines
    [written] = [one for one in _written(opened) if one["field"] == "sgb8_conversation_note"]
    assert (1, 1) == (written["entry"], written["part"])


def test_an_extract_is_shown_by_itself_and_does_not_name_what_it_was_taken_from(kreis):
    """The original stays with the worker; who may see the extract alone learns of no original."""
    original = cell("sgb8_conversation_note", "X41-2", id="n1", entrusted_by=["X41-2"], **CONFIDED)
    extract = cell("sgb8_help_goals_released", "X41-2", "Ruhe am Abend", extract_of="n1")
    kreis.load(_family(original, extract, consents=[consent("X41-C2", "X41-2", ["U01"])]))

    [to_coach] = [one for one in kreis.open("U01", NUMBER).projection.shown if one.content == "Ruhe am Abend"]
    [to_worker] = [one for one in kreis.open("U07", NUMBER).projection.shown if one.content == "Ruhe am Abend"]

    assert to_coach.extract_of is None
    assert [to_worker.extract_of] == [note.cell for note in _notes(kreis.open("U07", NUMBER))]


def test_the_other_agency_is_not_told_the_id_of_an_original(kreis):
    """Not in its outline either: whoever has taken over a process of it learns no more."""
    original = cell("sgb8_conversation_note", "X41-2", id="n1", entrusted_by=["X41-2"], **CONFIDED)
    extract = cell("sgb8_help_goals_released", "X41-2", "Ruhe am Abend", extract_of="n1")
    kreis.load(_family(original, extract))

    told = {
        group: [
            extract_of
            for (cells,) in kreis.connect(f"hub_{group}").execute(
                "select o.cells::json from identity.mandates(%s, '{}', '2026-11-16') m, record.outline(m.family_id) o",
                (NUMBER,),
            )
            for *_, extract_of, _, _ in cells
            if extract_of
        ]
        for group in ("jobcenter", "jugendamt")
    }

    assert [] == told["jobcenter"]
    assert 1 == len(told["jugendamt"])


def test_entries_are_numbered_without_gaps(kreis):
    """Entry 2 is confided to somebody else: entries 1 and 3 are (1) and (2)."""
    entries = [
        cell(
            "sgb8_parenting", "X41-1", f"Eintrag {number}", entry=number, **({} if number != 2 else _to_somebody_else())
        )
        for number in (1, 2, 3)
    ]
    kreis.load(_family(*entries))

    opened = kreis.open("U07", NUMBER)

    assert [(1, "Eintrag 1"), (2, "Eintrag 3")] == [(one.entry, one.content) for one in opened.projection.shown]
    label = books().catalogue.by_id["sgb8_parenting"].label
    assert [f"{label} (1)", f"{label} (2)"] == _html(opened, "jugendamt")["Person X41-1"]


def _to_somebody_else():
    return {"entrusted_to": "U08", "entrusted_by": ["X41-1"]}


def test_a_nameless_text_says_so(kreis):
    """A value without names looks different, and says „ohne Namen“, on the page and in the API."""
    only = {"pseudonymised": "Jemand lernt", "value": "Mia lernt"}
    paper = consent("X41-C3", "X41-2", ["U01"], level="pseudonymised")
    kreis.load(_family(cell("sgb8_parenting", "X41-2", **only), consents=[paper]))

    opened = kreis.open("U01", NUMBER)

    [value] = opened.projection.shown
    assert (Level.PSEUDONYMISED, "Jemand lernt") == (value.level, value.content)
    assert "pseudonymised" == _written(opened)[0]["level"]
    [line] = [
        line
        for card in CardMaker(opened, books().catalogue, Agency.JOBCENTER, load_texts("de")).cards()
        for chapter in card.chapters
        for block in chapter.blocks
        for line in block.lines
    ]
    assert (True, "ohne Namen") == (line.is_nameless, line.note)


@pytest.mark.parametrize(
    ("cells", "place"),
    [
        ([_note(1, "X41-1"), _note(2, "X41-1"), _note(2, "X41-2", id="n9")], "cells[1].part"),
        ([cell("sgb8_parenting", "X41-1", extract_of="n7")], "cells[0].extract_of"),
        (
            [cell("sgb8_parenting", "X41-1", id="n7"), cell("fam_goal", "X41-1", extract_of="n7")],
            "cells[1].extract_of",
        ),
        ([cell("sgb8_parenting", "X41-1", id="n7", extract_of="n7")], "cells[0].extract_of"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(kreis, cells, place):
    """Two parts of one number; an extract of nothing, of another owner's, of itself."""
    with pytest.raises(LoadFaulty) as fault:
        kreis.load(_family(*cells))

    assert any(place in line for line in fault.value.errors)
