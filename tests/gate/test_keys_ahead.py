"""Keys of families are opened before anybody asks: no look waits for public-key work, and nothing is shown by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.exchange.keys_ahead import start_opening
from hub.gate.keys_ahead import open_keys_ahead
from hub.ledger.keyfolder import Held, KeyFolder
from hub.record.keys import Keyring
from hub.terms.clock import legal_day
from tests.kreis import numbers
from tests.public_key import counted

BOXES = "select count(*) from record.holder_key where holder = %s"


@pytest.fixture
def uses(monkeypatch):
    """Grows with every public-key operation."""
    return counted(monkeypatch)


@pytest.mark.parametrize("ref", ["U01", "U07"])
def test_the_first_look_of_a_process_does_no_public_key_work(kreis, uses, ref):
    """Its family's keys by two makers, and the keys of the log for its readers and for the owners of what is shown."""
    house = kreis.house(kreis.principal(ref).agency)
    start_opening(house, lambda: kreis.at).set()
    ahead = len(uses)

    shown = kreis.open(ref, is_proven=False).projection.shown  # what was confided is opened by the key service

    assert len({value.owner for value in shown}) > 1
    assert 0 < ahead == len(uses)


def test_nor_does_the_first_look_of_the_next_day(kreis, uses):
    """The keys of the log are made a day ahead."""
    start_opening(kreis.house("jobcenter"), lambda: kreis.at).set()
    kreis.open("U01")
    kreis.at += timedelta(days=1)
    ahead = len(uses)

    kreis.open("U01")

    assert ahead == len(uses)


def test_what_was_not_opened_ahead_is_opened_by_the_first_look_and_not_again(kreis, uses):
    """So a family that came a moment ago opens too."""
    house = kreis.house("jobcenter")
    house.writer.prepare(legal_day(kreis.at))
    before = len(uses)

    kreis.open("U01")
    first = len(uses)
    kreis.open("U01")

    assert ["open", "open"] == uses[before:first]
    assert first == len(uses)


def test_the_own_keys_are_opened_and_nothing_is_asked_for_but_these(kreis):
    """One statement for all families: no value, no wrapping, no entry."""
    house, number = kreis.house("jobcenter"), len(numbers())
    [(boxes,)] = kreis.superuser().execute(BOXES, ("jobcenter",)).fetchall()
    del kreis.statements[:]

    opened = open_keys_ahead(house)

    assert number < boxes == opened == len(house.ring._opened.items())
    assert all("record.boxes_to_renew" in statement for statement in kreis.statements)


def test_of_a_key_service_nothing_is_asked_ahead(kreis):
    """Whoever takes over such a process holds what was looked at in it, and not what could have been."""
    house = kreis.house("jobcenter")
    assert isinstance(house.ring.private, KeyFolder)
    elsewhere = Keyring("jobcenter", Held(*house.ring.private._keys.values()), house.ring.public)
    del kreis.statements[:]

    opened = open_keys_ahead(replace(house, ring=elsewhere))

    assert (0, []) == (opened, kreis.statements)


def test_a_box_that_does_not_open_stops_nothing(kreis):
    """It was not made for this holder, or somebody changed it: who needs it hears of it."""
    house = kreis.house("jobcenter")
    spoil = "update record.holder_key set sealed = set_byte(sealed, 20, 255 - get_byte(sealed, 20))"
    kreis.superuser().execute(spoil + " where maker = 'jugendamt' and holder = 'jobcenter'")
    [(own,)] = kreis.superuser().execute(BOXES + " and maker <> 'jugendamt'", ("jobcenter",)).fetchall()

    assert 0 < own == open_keys_ahead(house)
