"""Looking ahead at a topic: what those who are asked to come may see, and because of whom not more."""

import json

import pytest

from hub.conference.planning import Conferences
from hub.terms.conference_plans import TopicPreview
from hub.terms.lists import Category, Purpose
from tests.kreis import ROOT, Kreis

DEMO = json.loads((ROOT / "demo" / "conferences.json").read_text(encoding="utf-8"))
BOTH = {Category.CONTACT, Category.FAMILY_RELATIONS}


@pytest.fixture
def loaded(kreis: Kreis) -> Kreis:
    """With the demo's conferences."""
    kreis.load(DEMO)
    return kreis


def test_k35_about_f01_is_what_the_table_says(loaded: Kreis) -> None:
    """Sandra K1 K2 K9, the children K1 K2 K6, with U12 and Sandra herself in the room."""
    found = _preview(loaded, "U06", "K-2026-035", 1)

    assert [BOTH | {Category.HELP_GOALS}, BOTH | {Category.SCHOOL_CHILDCARE}, BOTH | {Category.SCHOOL_CHILDCARE}] == [
        set(one.shown) for one in found.people
    ]


def test_the_cause_is_whoever_may_not_see_it(loaded: Kreis) -> None:
    """K4 of Sandra is hidden because of U12 alone; without U12 it is there."""
    found = _preview(loaded, "U06", "K-2026-035", 1)
    seats = {one.id: one.name for one in found.meeting.topics[0].seats}
    causes = {one.category: [seats[seat] for seat in one.seats] for one in found.people[0].hidden}
    helper = next(seat for seat, name in seats.items() if name == "Ronja Haubentaucher")

    assert ["Ronja Haubentaucher"] == causes[Category.BENEFIT_STATUS]
    without = _preview(loaded, "U06", "K-2026-035", 1, helper)
    assert Category.BENEFIT_STATUS in without.people[0].shown
    for before, after in zip(found.people, without.people, strict=True):
        assert set(before.shown) <= set(after.shown)


def test_of_what_the_reader_does_not_see_nothing_is_said(loaded: Kreis) -> None:
    """No category, neither as shown nor as hidden, that the moderator's own page does not have."""
    for number, position in (("K-2026-034", 1), ("K-2026-035", 1), ("K-2026-035", 2), ("K-2026-035", 3)):
        found = _preview(loaded, "U06", number, position)
        topic = found.meeting.topic(position)
        assert topic is not None
        assert topic.family is not None
        own = loaded.open("U06", topic.family, purpose=Purpose.CASE_CONFERENCE)
        seen = {(person, value.category) for value in own.projection.shown for person in value.persons}
        said = {(one.person, category) for one in found.people for category in one.shown}
        said |= {(one.person, cause.category) for one in found.people for cause in one.hidden}
        assert said <= seen


def test_before_anybody_said_yes_k34_shows_nothing(loaded: Kreis) -> None:
    """Everything waits for the answers of Anja, Peter and Jonas."""
    found = _preview(loaded, "U06", "K-2026-034", 1)

    assert {()} == {one.shown for one in found.people}


@pytest.mark.parametrize(
    ("ref", "number", "position"),
    [("U01", "K-2026-035", 1), ("U06", "K-2026-035", 9), ("U06", "K-2026-033", 1), ("U06", "K-2026-099", 1)],
)
def test_only_who_runs_it_looks_ahead(loaded: Kreis, ref: str, number: str, position: int) -> None:
    """Whoever only sits there, a place that is none, no family, a number that is none: not there."""
    principal = loaded.principal(ref)

    room = Conferences(loaded.house(principal.agency.value))

    assert room.preview(principal, number, position, loaded.at) is None


def test_it_is_written_down_as_a_preview_and_costs_four_statements(loaded: Kreis) -> None:
    """With the conference and the functions of those who come; no value is read beside names."""
    _preview(loaded, "U06", "K-2026-035", 1)
    principal, room = loaded.principal("U06"), Conferences(loaded.house("jobcenter"))
    loaded.statements.clear()

    room.preview(principal, "K-2026-035", 1, loaded.at)

    assert 4 == len(loaded.statements)
    events = loaded.superuser().execute("select event from ledger.index order by entry_id desc limit 1").fetchall()
    assert [("access.preview",)] == events


def _preview(kreis: Kreis, ref: str, number: str, position: int, without: str = "") -> TopicPreview:
    principal = kreis.principal(ref)
    found = Conferences(kreis.house(principal.agency.value)).preview(
        principal, number, position, kreis.at, without=without
    )
    assert found is not None
    return found
