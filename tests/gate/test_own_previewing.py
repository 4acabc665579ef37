"""Everybody of the demo families who signs in looks ahead from each of their own answers."""

import pytest

from hub.gate.judging import Signed, judge
from hub.gate.store import load_own_facts
from hub.rights.consents import OwnConsents
from hub.terms.access import AccessRequest, Act
from hub.terms.lists import Purpose
from hub.terms.own_consents import OPEN_STANDS
from hub.terms.previews import Change, Page
from tests.gate.ahead import levels, own
from tests.kreis import demo

ACCOUNTS = [
    (family["number"], account["subject"]) for family in demo()["families"] for account in family.get("accounts", ())
]


@pytest.mark.parametrize(("number", "who"), ACCOUNTS)
def test_from_each_own_answer_each_recipients_page_is_shown(kreis, number, who):
    """As their real page is today, of what is one's own; every word of it opens; a yes of one's own never adds less."""
    answers = OwnConsents(kreis.house("family")).open(kreis.principal(who, "family"), kreis.at).answers
    mine = _mine(kreis, number, who)
    for answer in answers:
        for named in answer.recipients:
            looked = own(kreis, who, answer.ref, named.key)
            cells = {one.cell for one in looked.glimpses}

            assert looked.is_there
            assert looked.recipient == named
            assert cells <= {value.cell for value in looked.disclosure.projection.shown}
            gone = {Change.GONE, Change.LESS} if answer.stand in OPEN_STANDS else {Change.NEW, Change.MORE}
            assert {one.change for one in looked.glimpses} <= {*gone, Change.SAME}
            if looked.page is Page.OWN and looked.seen_for is not None:
                assert _page(kreis, named, number, looked.seen_for, mine) == levels(looked, "before"), answer.ref
    assert answers


def _mine(kreis, number, who):
    """All that somebody may see of themselves and of children in their care."""
    house, principal = kreis.house("family"), kreis.principal(who, "family")
    request = AccessRequest(principal, (principal,), Act.DISCLOSE, Purpose.DATA_SUBJECT_ACCESS, number, kreis.at)
    facts = load_own_facts(house, request)
    decision = judge(house.policies, request, facts.outline, Signed(facts.papers)).decision
    return {shown.cell.cell for shown in decision.shown}


def _page(kreis, named, number, purpose, mine):
    """What of it the recipient's real page shows, save what their own agency holds."""
    shown = kreis.open(named.key, number, purpose).projection.shown
    return {one.cell: one.level for one in shown if one.cell in mine and one.owner.value != named.agency.value}
