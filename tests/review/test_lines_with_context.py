"""Entries with what was so around them: the demo's look-alikes explain themselves, in the numbers of the quarter."""

import json
from dataclasses import replace

import pytest

from hub.review.context.aliases import period_of
from hub.review.context.lines import lines_with_context
from hub.review.context.store import Reading
from hub.review.log import open_log, write_down
from hub.terms.around import DutyState, Proof
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Agency
from hub.terms.log import LogQuery
from hub.web.sentences import write_sentence
from hub.web.texts import load_texts
from tests.kreis import ROOT
from tests.ledger.evidence import standing_behind
from tests.review.quarters import number_of

LABELS = ("L01", "L08", "N01", "N03", "N04", "N05", "N06")


@pytest.fixture
def loaded(kreis):
    """With duty and what was planted in the log; of each label the first line."""
    history = json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8"))
    firsts = {line["label"]: line for line in reversed(history["history"]) if line.get("label") in LABELS}
    kreis.load({**history, "history": list(firsts.values())})
    return kreis


def _reading(kreis, agency):
    officer = replace(kreis.principal("U16", "oversight"), agency=agency)
    ticket = write_down(kreis.house("oversight"), officer, LogQuery(), kreis.at)
    assert ticket is not None
    return Reading(ticket.entry, agency)


def _contexts(kreis, agency, **query):
    """The context line of every line taken over, by the family and its hour."""
    officer = replace(kreis.principal("U16", "oversight"), agency=agency)
    lines = open_log(kreis.house("oversight"), officer, LogQuery(event="log.imported", **query), kreis.at).lines
    return {f"{line.family} {line.at:%m-%d}": write_sentence(line, load_texts("de")).context for line in lines}


def _first(kreis, agency, label_day):
    [found] = [text for key, text in _contexts(kreis, agency).items() if key.endswith(label_day)]
    return found


def test_an_evening_by_ones_own_word_stands_out(loaded):
    """L01: no duty at 22:41, and not their case."""
    assert "Dienst laut Plan 07:00-19:00 · nicht zuständig" == _first(loaded, Agency.JOBCENTER, "10-07")


def test_who_was_away_was_away(loaded):
    """L08: absent by the roster; of why not a word."""
    assert _first(loaded, Agency.JOBCENTER, "10-28").startswith("Abwesend laut Plan · Dienst laut Plan 07:00-19:00")


def test_a_night_on_call_with_a_procedure_is_explained(loaded):
    """N01, for the officer of the Jugendamt."""
    u07 = number_of(loaded, "U07", "2026-Q4")["pseudonym"]

    assert (f"Bereitschaft laut Plan 19:00-07:00 · vertritt {u07} seit 17.10.") == _first(
        loaded, Agency.JUGENDAMT, "10-17"
    )


def test_standing_in_is_told_with_the_number_of_the_quarter(loaded):
    """N03: for whom, since when, and whether the consent ran."""
    u01 = number_of(loaded, "U01", "2026-Q4")["pseudonym"]

    assert (f"Dienst laut Plan 07:00-19:00 · vertritt {u01} seit 19.10. · Einwilligung C01 galt") == _first(
        loaded, Agency.JOBCENTER, "10-19"
    )


def test_a_visit_in_the_evening_is_in_the_calendar(loaded):
    """N04: 19:00 to 20:30, standing in for a colleague."""
    u08 = number_of(loaded, "U08", "2026-Q4")["pseudonym"]

    assert (f"Dienst laut Plan 07:00-19:00 · Termin Hausbesuch 19:00-20:30 · vertritt {u08} seit 15.10.") == _first(
        loaded, Agency.JUGENDAMT, "10-15"
    )


def test_a_saturday_without_duty_with_an_appointment(loaded):
    """N05: no duty entered, an appointment that was."""
    found = _first(loaded, Agency.JOBCENTER, "10-10")

    assert found.startswith("Kein Dienst eingetragen · Termin Nachbetreuung 10:00-11:30 · zuständig seit 01.07.2026")
    assert found.endswith("Einwilligung C32 galt")


def test_without_a_roster_the_line_says_that_there_is_none(kreis):
    """It does not say that nobody was on duty."""
    kreis.open("U01")
    officer = replace(kreis.principal("U16", "oversight"), agency=Agency.JOBCENTER)

    [line] = open_log(kreis.house("oversight"), officer, LogQuery(event="access.read"), kreis.at).lines

    assert line.around is not None
    assert DutyState.NOT_DELIVERED is line.around.duty
    assert "Dienstplan liegt nicht vor" in write_sentence(line, load_texts("de")).context


def test_of_the_other_bodys_staff_duty_is_not_told(loaded):
    """A worker of the Jugendamt looked at the Jobcenter's part: where they were that day is their officer's."""
    loaded.open("U07")
    officer = replace(loaded.principal("U16", "oversight"), agency=Agency.JOBCENTER)

    [line] = open_log(loaded.house("oversight"), officer, LogQuery(event="access.read"), loaded.at).lines

    assert line.around is not None
    assert (DutyState.NOT_OURS, (), False) == (line.around.duty, line.around.shifts, line.around.is_absent)


def test_entries_are_asked_for_by_id_in_their_order_in_four_statements(loaded):
    """What is the other body's, or is none, is left out; and the number is that of the quarter, not the log's."""
    mine = [loaded.open("U01").entry for _ in range(3)]
    theirs = loaded.open("U07").entry
    internal = (
        loaded.superuser()
        .execute("select entry_id::text from ledger.index where controllers = '{jugendamt}' limit 1")
        .fetchone()
    )
    reading = _reading(loaded, Agency.JOBCENTER)
    asked = [mine[2], theirs, EntryId(new_id()), mine[0], *([EntryId(internal[0])] if internal else [])]
    loaded.statements.clear()

    lines = lines_with_context(loaded.house("oversight"), reading, asked)

    assert [mine[2], theirs, mine[0]] == [line.entry for line in lines]
    assert 4 == len(loaded.statements)
    assert number_of(loaded, "U01") == {"pseudonym": lines[0].pseudonym, "period": period_of(loaded.at)}
    assert () == lines_with_context(loaded.house("oversight"), reading, [])


def test_a_line_says_what_proves_it(loaded, tmp_path):
    """Waiting at first, proven under a checkpoint of the witnesses, and what was taken over is nobody's witness."""
    with standing_behind(loaded, tmp_path / "evidence") as evidence:
        seen = loaded.open("U01").entry
        old = loaded.superuser().execute(
            "select entry_id::text from ledger.index where event = 'log.imported'"
            " and controllers @> '{jobcenter}' limit 1"
        )
        asked = [seen, EntryId(old.fetchone()[0])]
        before = _proofs(loaded, asked)
        evidence.place()
        evidence.sign()
        after = _proofs(loaded, asked)

    assert [Proof.WAITING, Proof.TAKEN_OVER] == before
    assert [Proof.PROVEN, Proof.TAKEN_OVER] == after


def _proofs(kreis, entries):
    lines = lines_with_context(kreis.house("oversight"), _reading(kreis, Agency.JOBCENTER), entries)
    return [line.around.proof for line in lines]
