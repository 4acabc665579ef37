"""What becomes of a case and of the log behind it: held while it is open, erased by rule when it is over."""

from dataclasses import replace
from datetime import date, timedelta

import orjson
import pytest

from hub.db.errors import DatabaseRefused
from hub.gate.keeping import CASES, erase_what_is_over, hold_back, holds
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.erasing.store import erase_cases
from hub.terms.case_words import Result, StepKind, StepReason, TellFamily, Wording
from hub.terms.clock import day_begins
from hub.terms.holds import Hold, HoldReason
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Agency
from hub.terms.retention import ended_on
from tests.attacks.by_hand import entry_of
from tests.kreis import F01, Kreis
from tests.review.at_cases import Seat, looks_of, plant, seat

OVER = date(2027, 5, 17)
"""The day after the last of six months from the Stichtag."""
REST = """
    select (select count(*) from review.case_file), (select count(*) from review.case_step),
           (select count(*) from review.hit), (select count(*) from review.told),
           (select count(*) from review.name_request)
"""


@pytest.fixture
def officer(kreis: Kreis) -> Seat:
    """The data protection officer at the desk of the Jobcenter."""
    return seat(kreis, "U16", agency=Agency.JOBCENTER)


def _erase(kreis: Kreis, day: date = OVER) -> int:
    return erase_what_is_over(kreis.house("clerk"), day_begins(day)).cases


def _closed(kreis: Kreis, officer: Seat):
    case = officer.read(officer.open(plant(kreis, looks_of(kreis, "U01", 2))))
    assert officer.plausible(case) is None
    return officer.read(case.id)


def _rest(kreis: Kreis) -> tuple[int, ...]:
    [row] = kreis.superuser().execute(REST)
    return row


def _acted(kreis: Kreis, entry: str) -> int:
    rows = kreis.superuser().execute(
        "select count(*) from ledger.index where entry_id = %s and pseudonym <> ''", (entry,)
    )
    return rows.fetchone()[0]


def test_a_closed_case_is_erased_with_all_that_hangs_on_it_and_not_a_day_before(kreis, officer):
    """Six months from its end, to the day: steps, words, the hit, and the sentence that the family read."""
    case = _closed(kreis, officer)
    told = {"told": TellFamily.YES, "wording": Wording.FOUND_PROPER}
    assert officer.take(case, StepKind.TOLD, **told) is None

    assert 0 == _erase(kreis, OVER - timedelta(days=1))
    before = _rest(kreis)
    assert 1 == _erase(kreis, OVER)

    assert all(before[:4])
    assert (0, 0, 0, 0, 0) == _rest(kreis)
    assert officer.cases.read(officer.principal, officer.session, case.id, kreis.at) is None


def test_the_erasure_is_an_entry_whose_leaf_names_class_and_day_and_is_written_once(kreis, officer):
    """As of all that goes; a second pass finds nothing over and writes nothing of it."""
    _closed(kreis, officer)

    assert (1, 0) == (_erase(kreis), _erase(kreis))

    leaves = kreis.superuser().execute(
        "select e.leaf from ledger.entry e join ledger.index i using (tenant_id, entry_id)"
        " where i.event = 'log.erase' and i.at < %s",
        (day_begins(OVER + timedelta(days=1)),),
    )
    said = [orjson.loads(leaf)["er"] for (leaf,) in leaves]
    assert [{"rc": "review_case", "to": "2027-05-16"}] == [one for one in said if one["rc"] != "access_log"]


def test_what_had_a_consequence_is_kept_three_years(kreis, officer):
    """What was found must be shown to the authority; then it goes as well."""
    case = officer.read(officer.open(plant(kreis, looks_of(kreis, "U04", 1))))
    officer.take(case, StepKind.FOUND, result=Result.TALK, words="Bitte sprechen.")
    council = seat(kreis, "U17", agency=Agency.JOBCENTER)
    [request] = council.waiting()
    assert council.turn(request, StepKind.CONFIRMED) is None

    assert [0, 0, 1] == [_erase(kreis, day) for day in (OVER, date(2029, 11, 16), date(2029, 11, 17))]


def test_that_a_family_is_told_later_keeps_a_case_until_then(kreis, officer):
    """Six months from the day on which it is decided anew: nobody forgets it because the case went."""
    case = _closed(kreis, officer)
    later = {"told": TellFamily.LATER, "told_on": date(2027, 3, 1), "reason": StepReason.PROTECTION}
    assert officer.take(case, StepKind.TOLD, **later) is None

    assert [0, 0, 1] == [_erase(kreis, day) for day in (OVER, date(2027, 9, 1), date(2027, 9, 2))]


def test_an_open_case_holds_its_entries_and_lets_go_when_it_is_closed(kreis, officer):
    """Who acted stays readable for the officers; of all else of that day the six months end (H6, H9)."""
    entries = looks_of(kreis, "U01", 2)
    other = looks_of(kreis, "U02", 1)
    case = officer.read(officer.open(plant(kreis, entries)))

    _erase(kreis)

    assert ([1, 1], 0) == ([_acted(kreis, one) for one in entries], _acted(kreis, other[0]))
    assert 2 == len(officer.cases.lines(officer.principal, case, "vorgang", kreis.at))
    kreis.at = day_begins(OVER)
    assert officer.plausible(officer.read(case.id)) is None
    _erase(kreis)
    assert [0, 0] == [_acted(kreis, one) for one in entries]


def test_the_list_of_what_is_held_names_open_cases_by_their_number(kreis, officer):
    """And says that it is over once they are closed; nobody holds anything back under that word."""
    case = officer.read(officer.open(plant(kreis, looks_of(kreis, "U01", 1))))

    [held] = holds(kreis.house("loader"))
    assert officer.plausible(case) is None
    [let_go] = holds(kreis.house("loader"))

    assert (HoldReason.REVIEW_CASE, case.number, None, None) == (held.reason, held.case, held.until, held.lifted_at)
    assert kreis.at == let_go.lifted_at


@pytest.mark.parametrize("about", ["family", "entry"])
def test_what_is_held_back_keeps_the_case_as_well(kreis, officer, about):
    """A complaint runs: case and entries stay until it is over (G8)."""
    case = _closed(kreis, officer)
    place = {"family": F01} if about == "family" else {"entry": case.entries[0]}
    hold = Hold(new_id(), HoldReason.COMPLAINT, date(2027, 6, 30), kreis.at, **place)
    hold_back(kreis.house("loader"), officer.principal, hold)

    assert [0, 0, 1] == [_erase(kreis, day) for day in (OVER, date(2027, 6, 30), date(2027, 7, 1))]


def test_an_open_case_is_never_erased_and_a_number_is_given_once(kreis, officer):
    """However old; and what comes after an erasure has a number that nobody read of another case."""
    first = _closed(kreis, officer)
    open_case = officer.read(officer.open(plant(kreis, looks_of(kreis, "U04", 1))))
    last = _closed(kreis, officer)
    _erase(kreis, date(2035, 1, 1))

    third = officer.read(officer.open(plant(kreis, looks_of(kreis, "U02", 1))))

    assert open_case.number == officer.read(open_case.id).number
    assert ["001", "002", "003", "004"] == [one.number[-3:] for one in (first, open_case, last, third)]


def test_no_case_is_destroyed_against_an_entry_that_says_something_else(kreis, officer):
    """Another class, another day, a look, or nothing at all: the case stays."""
    _closed(kreis, officer)
    house = kreis.house("clerk")
    span, other = ended_on(house.policies.retention, OVER, *CASES)
    looked = replace(entry_of(kreis, "jobcenter"), family=None, at=day_begins(OVER))
    words = [{"rc": "review_finding", "to": "2027-05-16"}, {"rc": "review_case", "to": "2027-05-15"}]
    false = [replace(looked, id=EntryId(new_id()), event=Event.LOG_ERASED, erases=one) for one in words]
    for entry in (looked, *false):
        append(house.db, house.writer, entry)

    for entry in (looked.id, EntryId(new_id()), *(one.id for one in false)):
        with pytest.raises(DatabaseRefused):
            erase_cases(house.db, entry, span)
    assert 0 == erase_cases(house.db, false[0].id, other)

    assert 1 == _rest(kreis)[0]
