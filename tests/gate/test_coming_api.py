"""What is being unlocked is said to programs as to people: of what was decided to be shown, and of nothing else."""

import pytest

from hub.terms.lists import Purpose
from tests.gate.test_owner_away import NUMBER, PAGE, PEOPLE, WORD, _load, _sign
from tests.kreis import Kreis
from tests.kreis_tables.seats import Seats

ASKED = f"/families/{NUMBER}?purpose={Purpose.FAM_JOINT_SUPPORT}"


@pytest.fixture
def seats(kreis: Kreis) -> Seats:
    """A family of three with something at the Jugendamt of each; one of them consented for U01 a moment ago."""
    _load(kreis)
    assert [] == Seats(kreis).ask("U01", ASKED).json["coming"], "nobody consented: nothing is said to be coming"
    _sign(kreis, PEOPLE[0])
    return Seats(kreis)


def test_a_program_hears_what_the_page_says(seats: Seats) -> None:
    """Whose and which category, once; not the value, its field, nor how many there are."""
    answer = seats.ask("U01", ASKED)

    assert [{"persons": [PEOPLE[0]], "category": "help_type", "owner": "jugendamt"}] == answer.json["coming"]
    assert 1 == seats.client("U01").get(PAGE).text.count(f"{WORD}.")
    assert "Erdachte Hilfe" not in answer.text


@pytest.mark.parametrize("ref", ["U02", "U03", "U06", "U12", "U16"])
def test_whoever_the_consent_does_not_name_hears_nothing_of_it(seats: Seats, ref: str) -> None:
    """Colleagues, the coordinator, a provider's worker, the officer: no such word, whatever they are answered."""
    answer = seats.ask(ref, ASKED)

    assert answer.status_code != 200 or [] == answer.json["coming"]


def test_a_purpose_that_it_was_not_given_for_hears_nothing(seats: Seats) -> None:
    """The same worker, asking for the own task."""
    answer = seats.ask("U01", f"/families/{NUMBER}?purpose={Purpose.SGB2_INTEGRATION}")

    assert (200, []) == (answer.status_code, answer.json["coming"])
