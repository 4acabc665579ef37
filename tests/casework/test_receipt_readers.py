"""A receipt tells its reader no more than their page does, whoever reads: over the whole demo Kreis."""

import re

import pytest

from hub.casework.consents import Consents
from hub.casework.receipts.offering import Receipts
from hub.casework.receipts.words import load_words
from hub.identity.store import load_posts
from hub.rights.consents import OwnConsents
from hub.terms.clock import legal_day
from hub.terms.consents import ConsentChoice
from hub.terms.parts import Wanted
from hub.terms.receipts import Format, Which
from tests.kreis import ISSUER, ROOT, cases_of, demo

WORDS = load_words(ROOT)
PERSON = re.compile(r"F\d\d-\d+")
STAFF = ("U01", "U02", "U03", "U04", "U07", "U08", "U12", "U14")
ACCOUNTS = sorted(account["subject"] for family in demo()["families"] for account in family.get("accounts", ()))


def _told(receipts, view, at):
    """All that three forms of one receipt say."""
    texts = [receipts.write(view, form, at) for form in (Format.TXT, Format.JSONLD)]
    return "\n".join(file.content.decode() for file in texts)


@pytest.mark.unchanged
@pytest.mark.parametrize("ref", STAFF)
def test_staff_read_of_nobody_of_whom_their_page_does_not_tell(kreis, ref):
    """People, recipients and papers of a receipt are among those of the page."""
    who = kreis.principal(ref)
    house = kreis.house(who.agency.value)
    consents, receipts = Consents(house), Receipts(house, WORDS)
    for purpose in consents.purposes(who)[:1]:
        for number in cases_of(ref):
            wanted = Wanted(number, purpose)
            page = consents.open(who, wanted, ConsentChoice(), kreis.at)
            known = {one.ref for one in page.persons} | set(page.disclosure.projection.people.values())
            names = {one.name for one in page.recipients if one.name}
            for paper in page.papers:
                found = receipts.open(who, wanted, Which(paper.ref), kreis.at)
                assert {one.id for one in found.persons} == set(paper.persons)
                for person in found.persons:
                    view = receipts.open(who, wanted, Which(paper.ref, person.ref), kreis.at)
                    told = _told(receipts, view, kreis.at)
                    assert set(PERSON.findall(told)) <= known
                    assert {one.name for one in view.receipt.recipients if one.name} <= names
                    assert view.receipt.age is None


@pytest.mark.unchanged
@pytest.mark.parametrize("subject", ACCOUNTS)
def test_a_family_reads_their_own_word_alone(kreis, subject):
    """Nobody is in it but the reader, the person it is about, and whom the text names."""
    house = kreis.house("family")
    [(_, signed_in), *_] = load_posts(house.db, ISSUER, subject, legal_day(kreis.at))
    me = signed_in.principal
    own, receipts = OwnConsents(house), Receipts(house, WORDS)
    mine = me.ref.partition("/")[2]
    for answer in own.open(me, kreis.at).answers:
        for person in own.receipt(me, Which(answer.ref), kreis.at).persons:
            view = own.receipt(me, Which(answer.ref, person.ref), kreis.at)
            relatives = {view.receipt.refs.get(one.person, "") for one in view.receipt.recipients if one.person}
            assert set(PERSON.findall(_told(receipts, view, kreis.at))) <= {mine, person.ref} | relatives
            assert {said.by for said in view.receipt.story.said} <= {me.id}
            assert view.receipt.story.said
