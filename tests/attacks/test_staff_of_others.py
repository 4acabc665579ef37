"""What ties somebody to a family is told to their own agency's process: another one's asks in vain, with any id."""

from collections.abc import Sequence
from typing import Any

import orjson
import pytest

from tests.attacks.by_hand import family_id
from tests.attacks.families import family
from tests.attacks.test_handing_oracle import RELATED
from tests.kreis import F01, Kreis

NUMBER = "FAM-2026-783"
MANDATES = "select mandates from identity.mandates(%s, array[%s]::uuid[], %s)"
RELATIVE = "U10"
"""A colleague of U07, whose case it is, with a relative in the family."""
FORM = "select * from identity.mandate_facts(%s::jsonb)"
OTHERS = ("hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family", "hub_oversight")


@pytest.fixture
def place(kreis: Kreis) -> Kreis:
    """A family of the Jugendamt alone, in which a relative of U10 lives."""
    kreis.load(family(NUMBER, "X83", [], assignments=[{"staff": "U07"}]))
    kreis.superuser().execute(RELATED, (RELATIVE,))
    return kreis


def _id(kreis: Kreis, ref: str) -> str:
    [(found,)] = (
        kreis.superuser().execute("select staff_id::text from identity.staff where ref = %s", (ref,)).fetchall()
    )
    return str(found)


def _tied(kreis: Kreis, login: str, ref: str) -> Sequence[Any]:
    """What that sign-in is told of somebody and the family."""
    staff = _id(kreis, ref)
    [(rows,)] = kreis.connect(login).execute(MANDATES, (NUMBER, staff, kreis.at.date())).fetchall()
    [[told, *ties]] = rows
    assert told == staff
    return list(ties)


@pytest.mark.parametrize("login", OTHERS)
@pytest.mark.parametrize("ref", ["U07", RELATIVE])
def test_another_process_is_not_told_whose_case_or_relatives_they_are(place: Kreis, login: str, ref: str) -> None:
    """The Jugendamt's is: U07 has the case, U10 is excluded. Agencies know whose case it is."""
    is_told = login == "hub_jugendamt" or (login, ref) == ("hub_jobcenter", "U07")

    assert is_told is any(_tied(place, login, ref))


def _form(kreis: Kreis, login: str, **said: str) -> tuple[set[str], bool]:
    """Which cases the lead's form for mandates finds, and whether it says anything of the people that it names."""
    day = kreis.at.date().isoformat()
    document = orjson.dumps({"day": day, "since": day, **said}).decode()
    [(*roles, found)] = kreis.connect(login).execute(FORM, (document,)).fetchall()
    families = found or ()
    return {one[1] for one in families}, any(map(any, (*roles, *(one[4:] for one in families))))


@pytest.mark.parametrize("login", ["hub_jobcenter", "hub_jugendamt", "hub_provider"])
@pytest.mark.parametrize(("part", "ref"), [("me", "U07"), ("me", RELATIVE), ("staff", RELATIVE), ("for", "U07")])
def test_a_form_tells_nothing_of_anothers_staff(place: Kreis, login: str, part: str, ref: str) -> None:
    """Filled in with somebody of another agency: not whose case it is, who is a relative, nor which cases they have."""
    is_told, named = login == "hub_jugendamt", {part: _id(place, ref)}

    assert is_told is _form(place, login, number=NUMBER, **named)[1]
    assert (is_told and part == "for") is (NUMBER in _form(place, login, **named)[0])


@pytest.mark.parametrize("login", ["hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family"])
def test_no_name_is_told_for_an_id(place: Kreis, login: str) -> None:
    """Who asks for the recipients of a family is named too, if they work there."""
    call = "select ref from identity.recipients(%s, %s, %s)"
    asked = family_id(place.superuser(), NUMBER), _id(place, RELATIVE), place.at.date()

    refs = {ref for (ref,) in place.connect(login).execute(call, asked).fetchall()}

    assert (login == "hub_jugendamt") is (RELATIVE in refs)


def test_the_families_process_is_told_the_team_of_families_with_an_account_alone(place: Kreis) -> None:
    """By number it has an id; of a family in which nobody signs in that leads to nobody's name."""
    attacker, call = place.connect("hub_family"), "select ref from identity.team(%s, %s)"
    teams = {
        number: attacker.execute(call, (family_id(place.superuser(), number), place.at.date())).fetchall()
        for number in (NUMBER, F01)
    }

    assert [] == teams[NUMBER]
    assert teams[F01]
