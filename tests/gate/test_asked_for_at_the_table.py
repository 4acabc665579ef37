"""In a talk people of the family are asked for by name, and guests by what they come as, while they are to come."""

from datetime import timedelta

import pytest

from hub.gate.talk_room import Room, enter_room
from hub.terms.access import AccessRequest, Act
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from tests.conference.tables import lay_table
from tests.kreis import F01, Kreis

F06 = FamilyNumber("FAM-2025-016")


@pytest.fixture
def k34(kreis: Kreis) -> Kreis:
    """F06 at the table: both parents and Jonas, a teacher, and somebody who comes as nothing that a text names."""
    lay_table(kreis, ("U02", "U08", "U06"), F06, ("F06-1", "F06-2", "F06-3"), ("school", "other"))
    return kreis


def test_who_sits_there_can_be_asked_for_and_nobody_else_of_the_family(k34: Kreis) -> None:
    """Not Lara and not Finn, who do not come; the teacher as the contact of a school."""
    keys = _offered(k34, "U08")

    assert {"F06-1", "F06-2", "F06-3", "external:schule"} <= keys
    assert not keys & {"F06-4", "F06-5"}
    assert ["external:schule"] == [key for key in keys if key.startswith("external")]


def test_before_there_is_a_table_and_after_it_nobody_of_the_family_is_offered(kreis: Kreis) -> None:
    """A seat opens the question, and its end closes it."""
    before = _offered(kreis, "U08")
    lay_table(kreis, ("U02", "U08", "U06"), F06, ("F06-1",))
    kreis.at += timedelta(days=2)

    assert "F06-1" not in before | _offered(kreis, "U08")


def test_a_conference_that_is_off_offers_nobody(k34: Kreis) -> None:
    """Nor one that was held."""
    for state in ("cancelled", "held"):
        k34.superuser().execute("update conference.meeting set state = %s", (state,))
        assert not _offered(k34, "U08") & {"F06-1", "F06-2", "F06-3", "external:schule"}


def test_a_table_of_another_family_offers_nobody_here(kreis: Kreis) -> None:
    """F01 sits at its own."""
    lay_table(kreis, persons=("F01-1",), guests=("school",))

    assert "F01-1" in _offered(kreis, "U07", F01)
    assert not _offered(kreis, "U08") & {"F01-1", "external:schule"}


def _offered(kreis: Kreis, ref: str, family: FamilyNumber = F06) -> set[str]:
    principal = kreis.principal(ref)
    request = AccessRequest(principal, (principal,), Act.DISCLOSE, Purpose.FAM_JOINT_SUPPORT, family, kreis.at)
    room = enter_room(kreis.house(principal.agency.value), request)
    assert isinstance(room, Room)
    return set(room.ground.recipients)
