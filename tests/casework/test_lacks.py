"""What lacks on the papers of the demo Kreis, as their worker reads it and as everybody else does (D18)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.casework.consents import Consents
from hub.terms.consents import ConsentChoice
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from tests.kreis import STICHTAG, demo

LACKS = {
    "C13": {("F03-6", "custody_joint", "signer_missing"), ("F03-3", "own_veto", "own_consent_missing")},
    "C18": {
        ("F05-2", "own_adult", "form_missing"),
        ("F05-2", "custody_joint", "form_missing"),
        ("F05-1", "custody_joint", "signer_missing"),
    },
    "C29": {("F08-2", "own_adult", "own_consent_missing")},
    "C44": {("F03-1", "own_adult", "form_missing")},
    "C45": {("F02-1", "custody_joint", "form_missing"), ("F02-2", "custody_joint", "signer_missing")},
    "C46": {("F11-2", "own_adult", "form_missing")},
    "C47": {("F07-1", "own_adult", "form_missing")},
}
"""Olaf and Tim, now 14; Farid's spoken yes, and Zahra's, signed before Arman was born; Kevin; Markus."""

FROM_15 = {"C37": {("F12-3", "own_beside", "own_consent_missing")}}
SPOKEN_AND_EXPIRED = {
    ("F05-2", "own_adult", "form_missing"),
    ("F05-2", "custody_joint", "form_missing"),
    ("F05-1", "custody_joint", "consent_expired"),
}
WORKERS = ("U07", "U08")


def _lacks(kreis, day, refs=WORKERS):
    """Of every paper that is not complete: who lacks, on which ground, for which reason; and whether it says so."""
    at = replace(kreis, at=datetime(day.year, day.month, day.day, 7, tzinfo=UTC))
    found = {}
    for family in demo()["families"]:
        persons = {}
        purpose = Purpose.FAM_ADMISSION if family["status"] == "proposed" else Purpose.FAM_JOINT_SUPPORT
        for ref in {tie["staff"] for tie in family["assignments"]} & set(refs):
            principal = at.principal(ref)
            wanted = Wanted(FamilyNumber(family["number"]), purpose)
            view = Consents(at.house(principal.agency.value)).open(principal, wanted, ConsentChoice(), at.at)
            persons = dict(_people(at, family["number"]))
            found |= {one.ref: _words(one, persons) for one in view.papers if one.complete is False}
    return found


def _people(kreis, number):
    return kreis.superuser().execute(
        "select p.person_id::text, p.ref from core.person p join core.family f using (tenant_id, family_id)"
        " where f.number = %s",
        (number,),
    )


def _words(paper, persons):
    return {(persons[one.by], one.ground.value, one.reason.value) for one in paper.missing}


@pytest.mark.unchanged
def test_each_paper_says_who_lacks_on_which_ground(kreis):
    """Seven papers lack something on the Stichtag; a no, an end and a withdrawal are answers."""
    assert LACKS == _lacks(kreis, STICHTAG.date())


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 7), {"C18": SPOKEN_AND_EXPIRED}),
        (date(2026, 12, 8), FROM_15),
        (date(2026, 12, 20), FROM_15 | {"C13": LACKS["C13"]}),
    ],
    ids=["2026-12-07", "2026-12-08", "2026-12-20"],
)
def test_another_day_makes_others_lack(kreis, day, expected):
    """Noah on his 15th birthday; Elias at 18 lacks nobody, what others signed for him has ended (checks 24, 25)."""
    found = _lacks(kreis, day)

    assert expected == {ref: found.get(ref) for ref in expected}
    assert "C38" not in found
    assert ("C37" in found) is (day >= date(2026, 12, 8))


@pytest.mark.unchanged
@pytest.mark.parametrize("ref", ["U01", "U02", "U03", "U06"])
def test_others_learn_that_a_paper_is_not_complete_and_nothing_more(kreis, ref):
    """Pro Arbeit, whoever it is."""
    found = _lacks(kreis, STICHTAG.date(), (ref,))

    assert set(found) <= set(LACKS)
    assert found
    assert not any(found.values())
