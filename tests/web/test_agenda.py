"""The day's first page says what is due, with date and weekday, and at most seven things."""

from dataclasses import replace
from datetime import date, timedelta

from hub.db.errors import DatabaseUnavailable
from hub.terms.answers import Projection
from hub.terms.families import Glance, Glances
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Owner
from hub.web.agenda import MOST, make_agenda
from hub.web.texts import load_texts
from tests.web.apps import app_at
from tests.web.sample import AT, CATALOGUE, JOBCOACH, MIA, NUMBER, PEOPLE, SANDRA, post, sample_desk, value

TODAY = date(2026, 11, 16)
DE = load_texts("de")


def _agenda(*values, ends=None):
    lines = (Glance(NUMBER, Projection(PEOPLE, values), ends),)
    return make_agenda(Glances(lines), CATALOGUE, AT, DE)


def _appointment(when, persons=frozenset({SANDRA}), owner=Owner.JOBCENTER):
    return value(set(persons), "appointment", when, owner=owner)


def _start(desk):
    app = app_at(desk)
    client = app.test_client()
    with client.session_transaction() as session:
        session["key"] = desk.sessions.open(post(JOBCOACH).id)
    return client.get("/start")


def test_each_thing_due_has_its_date_and_weekday_the_nearest_first():
    """Check 5 of the browser list: whose family by number, in how many days, and what."""
    shown = _agenda(_appointment("2026-11-24T09:30:00+01:00"), _appointment("2026-11-19"), ends=date(2026, 11, 30))

    assert ["Do 19.11.2026", "Di 24.11.2026, 09:30", "Mo 30.11.2026"] == [item.when for item in shown]
    assert ["in 3 Tagen", "in 8 Tagen", "in 14 Tagen"] == [item.distance for item in shown]
    assert "Einwilligung läuft ab" == shown[2].label
    assert {NUMBER} == {item.number for item in shown}


def test_there_are_at_most_seven_and_none_of_the_past_or_far_ahead():
    """A first page is read in a minute."""
    days = [TODAY + timedelta(days=ahead) for ahead in range(-3, 40)]

    shown = _agenda(*(_appointment(day.isoformat()) for day in days))

    assert MOST == len(shown)
    assert "Mo 16.11.2026" == shown[0].when


def test_what_both_agencies_entered_is_said_once():
    """The same date of the same kind in the same family is one."""
    both = [_appointment("2026-11-19", {SANDRA, MIA}, owner) for owner in (Owner.JOBCENTER, Owner.JUGENDAMT)]

    assert 1 == len(_agenda(*both))


def test_what_is_no_date_is_passed_over():
    """Somebody may have written words into the field: they stand on the page of the family."""
    assert () == _agenda(_appointment("nach den Ferien"), _appointment({"date": 7}), _appointment(None))


def test_a_line_of_the_day_opens_its_family_without_asking_for_what():
    """The way in says it (G8); the purpose for which the day was looked up stands below."""
    ends = Glances((Glance(NUMBER, Projection({}), TODAY),))
    page = _start(replace(sample_desk(), list_own=lambda *_: ends)).text

    assert f"/familien/{NUMBER}?zweck=" in page
    assert "Die nächsten 30 Tage, gelesen für" in page


def test_with_nothing_due_the_page_says_so():
    """In the words of the browser list."""
    nothing = replace(sample_desk(), list_own=lambda *_: Glances((Glance(FamilyNumber(NUMBER), Projection({})),)))

    assert "Heute ist nichts fällig." in _start(nothing).text


def test_a_day_that_cannot_be_looked_up_leaves_the_rest_of_the_page():
    """The part that fails says so."""

    def fail(*_):
        raise DatabaseUnavailable("gone")

    answer = _start(replace(sample_desk(), list_own=fail))

    assert 200 == answer.status_code
    assert "können gerade nicht geladen werden" in answer.text
    assert NUMBER in answer.text
