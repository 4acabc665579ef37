"""The 47 consents of the demo Kreis, each as its table says: on the Stichtag, and with the clock at later days."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.casework.consents import Consents
from hub.exchange.load import OPERATOR
from hub.gate.accounting import account_for_consents
from hub.terms.consents import ConsentChoice, Stand
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from tests.kreis import STICHTAG, demo

ON_THE_STICHTAG = {
    "granted": "C01 C02 C03 C04 C06 C09 C11 C12 C14 C15 C19 C21 C22 C24 C25 C26 C27 C28 C32 C33 C34 C35 C36 C37 C38"
    " C39 C40",
    "refused": "C05 C08 C16 C23 C30",
    "disagreed": "C07 C41",
    "expired": "C10",
    "expiring": "C17 C20",
    "open": "C13 C18 C29 C44 C45 C46 C47",
    "withdrawn": "C42",
    "ended": "C31",
    "invalid": "C43",
}
"""The states of section 4 of the demo set. Spoken and never confirmed (C18, C44, C46, C47) is open: D2."""

LATER = {
    date(2026, 11, 30): {"expiring": "C17 C20 C38 C40"},
    date(2026, 12, 1): {"expired": "C10 C17 C20"},
    date(2026, 12, 7): {"granted": "C37", "expiring": "C38 C40"},
    date(2026, 12, 8): {"own_decision": "C37", "expiring": "C38 C40", "granted": "C39"},
    date(2026, 12, 19): {"expiring": "C38", "granted": "C39"},
    date(2026, 12, 20): {"ended": "C31 C38", "granted": "C39", "own_decision": "C37"},
    date(2026, 12, 28): {"expired": "C10 C17 C20 C40"},
    date(2027, 1, 5): {"granted": "C22", "expiring": "C35 C39"},
}
"""What has changed by then: whose last day it is, whose birthday, and what stays (checks 24 to 26)."""

WORKERS = ("U07", "U08")


@pytest.fixture
def stands(kreis):
    """How every consent of the Kreis stands on a day at eight: by its worker's page, or where nobody works any more."""

    def on(day):
        at = replace(kreis, at=datetime(day.year, day.month, day.day, 7, tzinfo=UTC))
        return {ref: stand for family in demo()["families"] for ref, stand in _stands(at, family).items()}

    return on


def _stands(kreis, family):
    if family["status"] == "ended":
        told = account_for_consents(kreis.house("loader"), OPERATOR, kreis.at, [family["number"]])
        return {one.story.ref: one.story.stand for one in told}
    purpose = Purpose.FAM_ADMISSION if family["status"] == "proposed" else Purpose.FAM_JOINT_SUPPORT
    worker = next(tie["staff"] for tie in family["assignments"] if tie["staff"] in WORKERS)
    principal, wanted = kreis.principal(worker), Wanted(FamilyNumber(family["number"]), purpose)
    view = Consents(kreis.house(principal.agency.value)).open(principal, wanted, ConsentChoice(), kreis.at)
    return {one.ref: one.stand for one in view.papers}


def _said(table):
    return {ref: Stand(stand) for stand, refs in table.items() for ref in refs.split()}


def test_all_forty_seven_stand_as_written(stands):
    """None is missing; what Julia and Markus said about Emma and Leon, and Nele's no, are papers of their own."""
    parts = {"C09-K6": Stand.GRANTED, "C26-NEIN": Stand.REFUSED}
    assert 47 == len(_said(ON_THE_STICHTAG))

    assert _said(ON_THE_STICHTAG) | parts == stands(STICHTAG.date())


@pytest.mark.unchanged
@pytest.mark.parametrize("day", LATER, ids=str)
def test_on_another_day_they_stand_as_that_day_makes_them(stands, day):
    """What nobody touched stands as before; last days count to their end, birthdays from their beginning."""
    expected, found = _said(LATER[day]), stands(day)

    assert expected == {ref: found[ref] for ref in expected}
