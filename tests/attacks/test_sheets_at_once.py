"""Tables without names under people who hurry, and a plan that must not tell whose cases the other agency has."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from hub.conference.nameless import Nameless
from hub.conference.planning import Conferences
from hub.gate.nameless.sitting import entry_at
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.record.sheets.store import read_sheet
from hub.terms.ids import FamilyNumber
from hub.terms.nameless import Check, Hint, Outcome, SheetFault, SheetState, Sitting, Wish, Words
from tests.attacks.by_hand import refused
from tests.kreis import Kreis
from tests.web.tables import keep_nameless

F13 = FamilyNumber("FAM-2026-A05")
WISH = Wish(F13, Words("Abende sind laut.", "Eine Beratung.", "Was hilft?"), frozenset(Check))
AFTER_C40 = datetime(2026, 12, 28, 9, tzinfo=UTC)
"""The family's yes to clear its admission has run out; its case is with U01 still, and with U07."""


def _table(kreis: Kreis, who: str = "U01") -> Nameless:
    return Nameless(kreis.house(kreis.principal(who).agency.value))


def _at(kreis: Kreis, who: str, number: str, position: int = 1) -> Sitting:
    return Sitting(kreis.principal(who), number, position, kreis.at)


def test_of_two_who_bring_a_sheet_at_once_one_is_told_that_there_is_one(kreis: Kreis) -> None:
    """A double click, two windows: one sheet, one entry of it, and the other answer is no error."""
    number = keep_nameless(kreis).number
    houses = [_table(kreis) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda table: table.show(_at(kreis, "U01", number), WISH), houses))

    assert [(), *[(SheetFault.THERE,)] * 3] == sorted(one.faults for one in found if one is not None)
    [(kept,)] = (
        kreis.superuser().execute("select count(*) from ledger.index where event = 'conference.sheet'").fetchall()
    )
    assert 1 == kept


def test_brought_while_somebody_stops_it_nothing_stays_on_the_table(kreis: Kreis) -> None:
    """Whichever was first: it ends stopped, without words, and without saying whose case it was."""
    for _ in range(4):
        number = keep_nameless(kreis).number
        tables = [_table(kreis), _table(kreis, "U09")]

        with ThreadPoolExecutor(2) as pool:
            shown = pool.submit(tables[0].show, _at(kreis, "U01", number), WISH)
            stopped = pool.submit(tables[1].recognise, _at(kreis, "U09", number))

        assert stopped.result() is True
        assert shown.result() in (Outcome(), Outcome((SheetFault.STOPPED,)), Outcome((SheetFault.THERE,)))
        assert SheetState.STOPPED is tables[0].stand(_at(kreis, "U01", number))
    rows = kreis.superuser().execute("select count(family), count(*) from conference.sheet")
    assert [(0, 4)] == rows.fetchall()
    assert [(0,)] == kreis.superuser().execute("select count(*) from conference.sheet_box").fetchall()


@pytest.mark.parametrize("what", ["while-it-says-yes", "afterwards"])
def test_whose_case_it_is_at_the_other_agency_is_told_by_a_yes_of_the_family_alone(kreis: Kreis, what: str) -> None:
    """I2, A2: of a family in clarification neither the choices of a plan nor a hint tells that U07 works with it."""
    who, is_told = kreis.principal("U01"), what == "while-it-says-yes"
    if not is_told:
        kreis.at = AFTER_C40
    number = keep_nameless(kreis).number

    outcome = _table(kreis).prepare(Sitting(who, number, 1, kreis.at), WISH)
    view = Conferences(kreis.house("jobcenter")).choices(who, [F13], kreis.at)

    assert outcome is not None
    assert outcome.drafted is not None
    assert is_told == (Hint.SHARED_TEAM in outcome.drafted.hints)
    assert is_told == ("U07" in {one.ref for choice in view.choices.values() for one in choice.colleagues})


def test_one_look_reads_one_table_once(kreis: Kreis) -> None:
    """Whoever took over a process writes an entry for each sheet that they want to read, not one for all of them."""
    meeting = keep_nameless(kreis, topics=2)
    table, house = _table(kreis), kreis.house("jobcenter")
    for position in (1, 2):
        assert Outcome() == table.show(_at(kreis, "U01", meeting.number, position), WISH)
    me, topics = kreis.principal("U01"), [one.id for one in meeting.topics]
    looks = [
        append(house.db, house.writer, entry_at(house, _at(kreis, "U01", meeting.number), Event.SHEET_READ)).entry
        for _ in range(2)
    ]

    assert read_sheet(house.db, house.ring, looks[0], me.id, topics[0]) is not None
    for topic in topics:
        assert "HB023" == refused(lambda topic=topic: read_sheet(house.db, house.ring, looks[0], me.id, topic))
    assert read_sheet(house.db, house.ring, looks[1], me.id, topics[1]) is not None
