"""A consent talk with Beate of F07, for tests of its pages."""

import json
import re

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Owner
from tests.web.houses import post

Z2 = "zweck=fam_joint_support"
F07 = FamilyNumber("FAM-2026-004")
TALKS = f"/familien/{F07}/einwilligungen/gespraech"
HELP = {
    "tun": "frage",
    "person": "F07-1",
    "empfaenger": "U01",
    "kategorie": "help_type",
    "fuer": "fam_joint_support",
    "wofuer": "Damit Herr Kranichfeld die Termine der Hilfe kennt.",
    "bis": "6",
}
DRAWN = json.dumps([[100, 100, 300, 200, 500, 120]])
SHEET = b"%PDF-1.7\nsigned\n%%EOF\n"
YES = {"antwort-1": "ja", "tun": "tablet", "striche": DRAWN}


def begin(worker, who="F07-1", question=HELP):
    """The address of a new talk with one question."""
    answer = post(worker, f"{TALKS}?{Z2}", wer=who)
    assert 303 == answer.status_code
    talk = re.sub(r"/vorbereiten.*", "", answer.headers["Location"])
    asked = post(worker, f"{talk}/vorbereiten?{Z2}", **question)
    assert 303 == asked.status_code, asked.text
    return talk


def faults(answer):
    """What the page says is wrong."""
    found = re.search(r'id="fehler".*?<ul>(.*?)</ul>', answer.text, re.S)
    return re.findall(r"<li>(.*?)</li>", found[1]) if found else []


def seen(kreis, category):
    """What the Jobcoach sees of the Jugendamt about Beate alone."""
    shown = kreis.open("U01", F07).projection
    return [
        value
        for value in shown.shown
        if (value.category, value.owner) == (category, Owner.JUGENDAMT)
        and ["F07-1"] == [shown.people[one] for one in value.persons]
    ]


def papers(kreis):
    """The papers that talks made, by their numbers."""
    return {
        ref: document
        for ref, document in kreis.superuser().execute(
            "select ref, document from consent.paper where ref like 'E-%' order by ref"
        )
    }
