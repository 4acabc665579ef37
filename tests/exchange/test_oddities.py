"""What a file may say but seldom means is loaded, and told by place."""

import pytest

from hub.exchange.oddities import MOST, oddities
from hub.gate.contribute import load_known
from hub.terms.clock import legal_day
from tests.exchange.documents import NUMBER, cell, consent, document, family
from tests.kreis import STICHTAG, demo


@pytest.mark.parametrize("team", ["jobcenter:coaching_teem", "jugendamt:asd_mond", "provider:nobody"])
def test_a_team_that_nobody_is_in_is_told(kreis, team):
    """A consent for it would open nothing to anybody; the paper stays as it was signed."""
    recipients = ["staff:U01", team]

    loaded = kreis.load(document(family(consents=[consent("X01", categories=["contact"], recipients=recipients)])))

    assert (NUMBER,) == loaded.families
    assert ("families[0].consents[0].recipients[1]: nobody is in this team",) == loaded.notes


@pytest.mark.parametrize("team", ["jobcenter:coaching_team", "jugendamt:asd_west", "provider:oft", "external:schule"])
def test_teams_of_somebody_and_teams_outside_are_not_told(kreis, team):
    """Who stands outside has no account: a paper names them by function alone."""
    loaded = kreis.load(document(family(consents=[consent("X01", categories=["contact"], recipients=[team])])))

    assert () == loaded.notes


def test_a_value_of_a_day_to_come_is_told(kreis):
    """Tomorrow's, not today's; the value is not repeated."""
    cells = [cell("sgb2_measures", on="2026-11-16"), cell("sgb2_work_history", on="2026-11-17")]

    loaded = kreis.load(document(family(cells)))

    assert ("families[0].cells[1].on: a day to come",) == loaded.notes


def test_of_many_the_first_are_told(kreis):
    """And how many there are besides."""
    cells = [cell("sgb2_measures", entry=number, on="2027-01-01") for number in range(1, MOST + 3)]

    loaded = kreis.load(document(family(cells)))

    assert MOST + 1 == len(loaded.notes)
    assert "and 2 more" == loaded.notes[-1]


def test_staff_that_is_there_is_named_as_it_stays(kreis):
    """Whatever the file says of them by now: a new name comes by another way."""
    renamed = [{"id": "U01", "name": "Anna Amsel", "posts": [{"role": "jobcoach", "agency": "jobcenter"}]}]

    loaded = kreis.load(document(staff=renamed))

    assert (0, ("U01",)) == (loaded.staff, loaded.untouched_staff)
    names = kreis.superuser().execute("select name from identity.staff where ref = 'U01'").fetchall()
    assert [("Jonas Kranichfeld",)] == names


def test_there_is_nothing_odd_in_the_demo(kreis):
    """Neither a paper for nobody nor a value of a later day."""
    staff = load_known(kreis.house("loader")).staff

    assert () == oddities([(one["id"], one) for one in demo()["families"]], staff, legal_day(STICHTAG))
