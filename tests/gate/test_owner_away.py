"""The owner's side is down for an hour while consents come in: it is said, nothing is lost, and it opens by itself."""

import signal
import time
from datetime import timedelta

import requests

from hub.gate.consents import Given, Words, read_papers, take_consent
from hub.record.store import load_outline
from hub.terms.ids import FamilyNumber, PersonId
from tests.attacks.by_hand import family_id
from tests.attacks.families import cell, consent, family
from tests.kreis import Kreis
from tests.web.houses import sit_down
from tests.web.screens import at_work, set_clock

NUMBER = FamilyNumber("FAM-2026-753")
PEOPLE = ("X53-1", "X53-2", "X53-3")
PAGE = f"/familien/{NUMBER}/personen?zweck=fam_joint_support"
WORD = "wird freigeschaltet"
PATIENCE = 60.0
"""Seconds in which it must be open, with nobody doing anything."""


def _value(person: str) -> str:
    return f"Erdachte Hilfe {person}"


def _load(kreis: Kreis) -> None:
    people = [{"id": person, "born": "1990-02-03"} for person in PEOPLE]
    cells = [cell("sgb8_help_type", person, _value(person)) for person in PEOPLE]
    kreis.load(family(NUMBER, "X53", cells, persons=people))


def _sign(kreis: Kreis, person: str) -> None:
    """One of them consents at the Jobcenter."""
    house = kreis.house("jobcenter")
    found = load_outline(house.db, family_id(kreis.superuser(), NUMBER)).family
    assert found is not None
    ids = {one.ref: PersonId(one.id) for one in found.persons}
    paper = consent(f"{person}-C", person, ["U01"])
    words = Words(ids, {"U01": kreis.principal("U01").id}, {})
    papers = read_papers([(paper.pop("id"), paper)], words, house.policies.catalogue)
    take_consent(house, kreis.principal("U01"), kreis.at, Given(NUMBER, papers))


class _Browser:
    """Signed in as the Jobcoach, at the Jobcenter's own process."""

    def __init__(self, kreis: Kreis, address: str) -> None:
        cookie = sit_down(kreis, "U01", "jobcenter").get_cookie("fam_jobcenter")
        assert cookie is not None
        self._cookies, self._address = {"fam_jobcenter": cookie.value}, address

    def page(self) -> str:
        """The record, field by field."""
        answer = requests.get(f"{self._address}{PAGE}", cookies=self._cookies, timeout=60)
        assert 200 == answer.status_code
        return answer.text


def _open(page: str) -> list[str]:
    return [person for person in PEOPLE if _value(person) in page]


def test_consents_of_an_hour_open_by_themselves_when_the_owner_is_back(kreis: Kreis) -> None:
    """Two process groups; the Jugendamt's is killed, three people consent over an hour, and it is started again."""
    _load(kreis)
    with at_work(kreis) as (address, _):
        browser = _Browser(kreis, address)
        with at_work(kreis, group="jugendamt") as (_, owner):
            owner.send_signal(signal.SIGKILL)
            owner.wait()
        assert WORD not in browser.page(), "nobody consented: nothing is said to be coming"
        for person in PEOPLE:
            kreis.at += timedelta(minutes=20)
            set_clock(kreis)
            _sign(kreis, person)
            away = browser.page()
            assert [] == _open(away)
            assert PEOPLE.index(person) + 1 == away.count(f"{WORD}.")

        with at_work(kreis, group="jugendamt"):
            end = time.monotonic() + PATIENCE
            while len(_open(page := browser.page())) < len(PEOPLE):
                assert time.monotonic() < end, "it never opened"
                time.sleep(0.2)
            assert WORD not in page
            while _waiting(kreis):
                assert time.monotonic() < end, "an asking was never settled"
                time.sleep(0.2)


def _waiting(kreis: Kreis) -> int:
    [(count,)] = kreis.superuser().execute("select count(*) from record.wrap_wanted").fetchall()
    return int(count)
