"""The consent talk over the demo Kreis: prepared, held, signed; and what the other agency sees a second later."""

import json
import re

import pytest

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Owner
from tests.web.houses import post, sit_down

Z2 = "zweck=fam_joint_support"
F07 = FamilyNumber("FAM-2026-004")
TALKS = f"/familien/{F07}/einwilligungen/gespraech"
BEATE = {
    "tun": "frage",
    "person": "F07-1",
    "empfaenger": "U01",
    "kategorie": "help_type",
    "fuer": "fam_joint_support",
    "wofuer": "Damit Herr Kranichfeld die Termine der Hilfe kennt.",
    "bis": "6",
}
DRAWN = json.dumps([[100, 100, 300, 200, 500, 120]])


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


def begin(worker, who="F07-1"):
    """The address of a new talk."""
    answer = post(worker, f"{TALKS}?{Z2}", wer=who)
    assert 303 == answer.status_code
    return re.sub(r"/vorbereiten.*", "", answer.headers["Location"])


def test_a_yes_on_the_tablet_opens_exactly_that(kreis, worker):
    """Before it the Jobcoach sees nothing of the help that Beate has; after it they do."""
    before = _seen(kreis, "help_type")
    talk = begin(worker)
    assert 303 == post(worker, f"{talk}/vorbereiten?{Z2}", **BEATE).status_code

    answer = post(worker, f"{talk}?{Z2}", **{"antwort-1": "ja", "tun": "tablet", "striche": DRAWN})

    assert 303 == answer.status_code, answer.text
    done = worker.get(answer.headers["Location"]).text
    assert "Gespeichert. Nummer E-2026-1." in done
    assert not before
    assert _seen(kreis, "help_type")


def _seen(kreis, category):
    shown = kreis.open("U01", F07).projection
    return [
        value
        for value in shown.shown
        if value.category == category
        and value.owner is Owner.JUGENDAMT
        and ["F07-1"] == [shown.people[one] for one in value.persons]
    ]
