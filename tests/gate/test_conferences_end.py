"""What conferences leave goes by itself on its day: sheets, rooms, meetings without names; the clerk's passes do it."""

from datetime import date, datetime, timedelta

import orjson
import pytest

from hub.conference.nameless import Nameless
from hub.exchange.load import OPERATOR
from hub.gate.clerk import notice
from hub.gate.keeping import erase_what_is_over, hold_back
from hub.terms.clock import day_begins, legal_day
from hub.terms.holds import Hold, HoldReason
from hub.terms.ids import FamilyNumber, new_id
from hub.terms.nameless import Check, Outcome, SheetFault, SheetState, Sitting, Wish, Words
from tests.conference.tables import Scribe, agreed, lay_table, sentence
from tests.gate.held import Held, planned
from tests.gate.test_erasing_records import end_fam, erase, loader
from tests.kreis import F01, STICHTAG, Kreis
from tests.web.tables import keep_nameless

F13 = FamilyNumber("FAM-2026-A05")
DAY = legal_day(STICHTAG)
HALF_A_YEAR = date(2027, 5, 17)
"""The day after the last of six months from the Stichtag."""
LEFT = ("sheet", "sheet_box", "room", "screen", "moment", "meeting", "topic", "seat", "words")


def _pass(kreis: Kreis, day: date) -> int:
    """The clerk just after the midnight with which a day begins."""
    return erase_what_is_over(kreis.house("clerk"), day_begins(day) + timedelta(minutes=1)).conferences


def _left(kreis: Kreis) -> dict[str, int]:
    count = {one: kreis.superuser().execute(f"select count(*) from conference.{one}").fetchone() for one in LEFT}
    return {one: rows[0] for one, rows in count.items() if rows and rows[0]}


def _leaves(kreis: Kreis) -> list[dict[str, str]]:
    rows = kreis.superuser().execute(
        "select e.leaf from ledger.entry e join ledger.index i using (tenant_id, entry_id) where i.event = 'log.erase'"
    )
    said = [orjson.loads(leaf)["er"] for (leaf,) in rows]
    return [one for one in said if str(one.get("rc", "")).startswith("conference")]


def _brought(kreis: Kreis, at: datetime | None = None, number: str = "") -> tuple[str, Outcome | None]:
    """A sheet about F13 on the table of K-33, brought by U01; or what was wrong with it."""
    number = number or keep_nameless(kreis).number
    words = Words("Die Abende sind laut.", "Eine Beratung.", "Was hilft?")
    sitting = Sitting(kreis.principal("U01"), number, 1, at or kreis.at)
    return number, Nameless(kreis.house("jobcenter")).show(sitting, Wish(F13, words, frozenset(Check)))


def _state(kreis: Kreis, number: str, at: datetime) -> SheetState | None:
    return Nameless(kreis.house("jobcenter")).stand(Sitting(kreis.principal("U03"), number, 1, at))


def _told(kreis: Kreis, kind: str) -> list[tuple[str, str]]:
    """Which agencies are reminded of something of F01, and by which kind of entry."""
    return (
        kreis.superuser()
        .execute(
            "select t.agency, i.event from consent.task t join ledger.index i using (tenant_id, entry_id)"
            " join core.family f on f.family_id = t.family_id where t.kind = %s and f.number = %s order by 1",
            (kind, F01),
        )
        .fetchall()
    )


def test_a_sheet_is_gone_on_the_day_after(kreis: Kreis) -> None:
    """Words and whose case it was; until the midnight before, all at the table read it. The leaf says the class."""
    number, outcome = _brought(kreis)
    assert outcome == Outcome()

    assert 0 == _pass(kreis, DAY)
    assert SheetState.SHOWN is _state(kreis, number, kreis.at)
    assert (1, 0) == (_pass(kreis, DAY + timedelta(days=1)), _pass(kreis, DAY + timedelta(days=1)))

    assert {"meeting", "topic", "seat", "words"} == set(_left(kreis))
    assert [{"rc": "conference_sheet", "to": DAY.isoformat()}] == _leaves(kreis)
    assert SheetState.NONE is _state(kreis, number, kreis.at)


def test_no_sheet_is_brought_once_the_day_is_over(kreis: Kreis) -> None:
    """Nor by a process that says that it is still that day: the clerk would not look there before the next pass."""
    number = keep_nameless(kreis).number

    _, outcome = _brought(kreis, kreis.at + timedelta(days=1), number)

    assert outcome is not None
    assert (SheetFault.CLOSED,) == outcome.faults


def test_a_stopped_sheet_stays_stopped_until_the_meeting_goes(kreis: Kreis) -> None:
    """That it was stopped holds for good; nothing of a family is in it."""
    number, _ = _brought(kreis)
    Nameless(kreis.house("jobcenter")).recognise(Sitting(kreis.principal("U03"), number, 1, kreis.at))

    assert 0 == _pass(kreis, DAY + timedelta(days=1))
    assert SheetState.STOPPED is _state(kreis, number, kreis.at)
    assert 1 == _pass(kreis, HALF_A_YEAR)
    assert {} == _left(kreis)


def test_a_meeting_without_names_goes_after_half_a_year_and_not_a_day_before(kreis: Kreis) -> None:
    """It belongs to no family's record, so nothing else ends it: who sat there, where, when."""
    keep_nameless(kreis)

    assert 0 == _pass(kreis, HALF_A_YEAR - timedelta(days=1))
    assert 1 == _pass(kreis, HALF_A_YEAR)
    assert {} == _left(kreis)
    assert [{"rc": "conference_room", "to": "2027-05-16"}] == _leaves(kreis)


def test_who_came_and_went_goes_after_half_a_year_and_the_plan_stays(kreis: Kreis) -> None:
    """Room, window and moments; plan and minutes are the record's, and go with it."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "F01-1"]}))
    held.opened()
    held.come(0, 1)
    held.confirm()
    assert {"room", "screen", "moment"} <= set(_left(kreis))

    assert 0 == _pass(kreis, HALF_A_YEAR - timedelta(days=1))
    assert 1 == _pass(kreis, HALF_A_YEAR)
    assert {"meeting", "topic", "seat", "words"} == set(_left(kreis))


@pytest.mark.parametrize("what", ["sheet", "room"])
def test_what_is_held_back_about_a_family_stays(kreis: Kreis, what: str) -> None:
    """While a court asks (G8): the sheet made of its record, and who was in its room."""
    if what == "room":
        Held(kreis, planned(kreis, {F01: ["U01", "U07"]})).opened()
    else:
        _brought(kreis)
    number = F01 if what == "room" else F13
    hold = Hold(new_id(), HoldReason.COURT, date(2027, 12, 31), kreis.at, number, None)
    hold_back(kreis.house("loader"), OPERATOR, hold)
    before = _left(kreis)

    assert 0 == _pass(kreis, HALF_A_YEAR)
    assert before == _left(kreis)


def test_after_the_end_of_fam_it_ends_by_itself(kreis: Kreis, tmp_path) -> None:
    """G2, G1: on the next day nobody reads the joint part, and each agency is told to close its own; half a year later
    both are told that the record is over, and when it is erased nothing of the conference is there, nor a reminder."""
    wanted = lay_table(kreis, persons=("F01-1",))
    mine, asd = Scribe(kreis, "U01", wanted), Scribe(kreis, "U07", wanted)
    mine.saves(sentence("Der Morgenplan bleibt."), agreed())
    assert [None, None] == [mine.confirms(), asd.confirms()]
    assert ("result", "Der Morgenplan bleibt.") in asd.reads()

    end_fam(kreis, DAY.isoformat())
    kreis.superuser().execute("update core.family set record_version = record_version + 1")
    kreis.at = day_begins(DAY + timedelta(days=1)) + timedelta(hours=9)
    assert [[], []] == [mine.reads(), asd.reads()]
    notice(kreis.house("clerk"), kreis.at)
    assert [("jobcenter", "task.noticed"), ("jugendamt", "task.noticed")] == _told(kreis, "fam_end")

    kreis.at = day_begins(HALF_A_YEAR) + timedelta(hours=9)
    notice(kreis.house("clerk"), kreis.at)
    assert [("jobcenter", "task.noticed"), ("jugendamt", "task.noticed")] == _told(kreis, "record_over")
    assert erase(loader(kreis, tmp_path), kreis).destroyed.rows["conferences"]
    assert {} == _left(kreis)
    assert [] == kreis.superuser().execute("select from conference.line").fetchall()
    notice(kreis.house("clerk"), kreis.at)
    assert [] == _told(kreis, "record_over")
