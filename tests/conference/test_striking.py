"""A sentence is struck before both agencies confirmed; its versions stay, and afterwards there are addenda alone."""

import pytest

from hub.casework.opening import open_family
from hub.terms.ids import CellId
from hub.terms.lists import Purpose
from hub.terms.minutes import Line, MinutesFault, Section
from tests.conference.tables import Scribe, agreed, lay_table, sentence
from tests.kreis import F01, Kreis

OWN = sentence("Sandra hat den Antrag gestellt.", Section.JOBCENTER, "sgb2_counselling_note")


def test_what_is_struck_is_worked_with_by_nobody_and_its_words_stay_in_the_record(kreis: Kreis) -> None:
    """Gone from the minutes and the family's pages of both agencies; the version that stood there is kept."""
    jobcoach, asd = _table(kreis)
    jobcoach.saves(sentence("Das war falsch."), sentence("Der Plan bleibt.", persons=("F01-1",)))
    cell = _cell(jobcoach, "Das war falsch.")
    assert cell in _opened(kreis, "U01") & _opened(kreis, "U07")

    assert _strikes(asd, cell) is None

    for scribe in (jobcoach, asd):
        assert ["Der Plan bleibt."] == [said for _, said in scribe.reads()]
    assert cell not in _opened(kreis, "U01") | _opened(kreis, "U07")
    stored = kreis.superuser().execute("select count(*) from record.value where cell_id = %s", (cell,)).fetchall()
    assert [(1,)] == stored
    assert "minutes.struck" in [event for (event,) in kreis.superuser().execute("select event from ledger.index")]


def test_striking_takes_back_what_was_confirmed_of_the_joint_part(kreis: Kreis) -> None:
    """As each change does: an agency confirms what stands there."""
    jobcoach, asd = _table(kreis)
    jobcoach.saves(sentence("Das war falsch."), agreed())
    jobcoach.confirms()

    assert _strikes(asd, _cell(jobcoach, "Das war falsch.")) is None

    seen = asd.opens()
    assert seen is not None
    assert () == seen.kept.confirmed


def test_an_agencys_own_sentence_is_that_agencys_to_strike(kreis: Kreis) -> None:
    """The other does not know of it; the joint version stays as it is."""
    jobcoach, asd = _table(kreis)
    jobcoach.saves(sentence("Der Plan bleibt."))
    jobcoach.saves(OWN)
    cell = _cell(jobcoach, OWN.text)

    with pytest.raises(LookupError):
        _strikes(asd, cell)
    assert OWN.text in [said for _, said in jobcoach.reads()]
    before = jobcoach.opens()
    assert _strikes(jobcoach, cell) is None
    after = jobcoach.opens()

    assert before is not None
    assert after is not None
    assert before.kept.version == after.kept.version
    assert ["Der Plan bleibt."] == [said for _, said in jobcoach.reads()]


def test_after_both_confirmed_nothing_is_struck(kreis: Kreis) -> None:
    """Only an addendum is written."""
    jobcoach, asd = _table(kreis)
    jobcoach.saves(sentence("Der Plan bleibt."))
    cell = _cell(jobcoach, "Der Plan bleibt.")
    jobcoach.confirms()
    asd.confirms()

    assert MinutesFault.CLOSED is _strikes(jobcoach, cell)
    assert ["Der Plan bleibt."] == [said for _, said in jobcoach.reads()]


def test_on_another_version_than_was_read_nothing_is_struck(kreis: Kreis) -> None:
    """Somebody else wrote meanwhile."""
    jobcoach, asd = _table(kreis)
    jobcoach.saves(sentence("Das war falsch."))
    seen = jobcoach.opens()
    assert seen is not None
    asd.saves(sentence("Noch etwas."))

    cell = _cell(jobcoach, "Das war falsch.")
    assert MinutesFault.CHANGED is _strikes(jobcoach, cell, seen.kept.version)
    assert 2 == len(jobcoach.reads())


def test_what_was_agreed_and_struck_is_nobodys_task(kreis: Kreis) -> None:
    """Of neither agency."""
    jobcoach, asd = _table(kreis)
    jobcoach.saves(agreed("Sandra fragt in der Kita"))
    [line] = [one for one in _lines(asd) if one.section is Section.AGREED]

    assert _strikes(asd, line.cell) is None

    [(left,)] = (
        kreis.superuser()
        .execute("select count(*) from conference.line where section = 'agreed' and not struck")
        .fetchall()
    )
    assert 0 == left


def _table(kreis: Kreis) -> tuple[Scribe, Scribe]:
    wanted = lay_table(kreis)
    return Scribe(kreis, "U01", wanted), Scribe(kreis, "U07", wanted)


def _opened(kreis: Kreis, ref: str) -> set[CellId | None]:
    principal = kreis.principal(ref)
    seen = open_family(kreis.house(principal.agency.value), principal, F01, Purpose.FAM_JOINT_SUPPORT, kreis.at)
    return {value.cell for value in seen.projection.shown}


def _strikes(scribe: Scribe, cell: CellId, version: int | None = None) -> MinutesFault | None:
    seen = scribe.opens()
    assert seen is not None
    struck = (cell, seen.kept.version if version is None else version)
    return scribe.room.strike(scribe.kreis.principal(scribe.ref), scribe.wanted, struck, scribe.kreis.at)


def _lines(scribe: Scribe) -> tuple[Line, ...]:
    seen = scribe.opens()
    return seen.lines if seen is not None else ()


def _cell(scribe: Scribe, text: str) -> CellId:
    seen = scribe.opens()
    assert seen is not None
    return next(value.cell for value in seen.disclosure.projection.shown if value.content == text and value.cell)
