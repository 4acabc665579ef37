"""Receipts of every shape a consent can take, as records by ISO/IEC TS 27560 and as people read them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import rdflib
from pyshacl import validate

from hub.casework.receipts.content import write_receipt
from hub.casework.receipts.dpv import as_record
from hub.casework.receipts.making import make_receipts, renderer
from hub.casework.receipts.words import load_words
from hub.exchange.load import OPERATOR
from hub.terms.consents import Stand, TakenBack
from hub.terms.lists import Category
from hub.terms.receipts import Format
from tests.casework.test_receipts import SHAPES
from tests.kreis import ROOT

WORDS = load_words(ROOT)
SHAPES_OF_CONSENTS = [
    ("given", "C01", "F01-1", "erteilt", ["ConsentGiven"]),
    ("given by a guardian", "C02", "F01-2", "erteilt", ["ConsentGiven"]),
    ("given by a youth and beside them", "C12", "F03-4", "erteilt", ["ConsentGiven"] * 3),
    ("refused", "C05", "F01-1", "abgelehnt", ["ConsentRequested", "ConsentRefused"]),
    ("withdrawn", "C42", "F14-2", "widerrufen", ["ConsentGiven", "ConsentWithdrawn"]),
    ("run out", "C10", "F03-1", "abgelaufen", ["ConsentGiven", "ConsentExpired"]),
    ("ended with FAM", "C31", "F09-1", "beendet", ["ConsentGiven", "ConsentExpired"]),
    ("spoken and never confirmed", "C44", "F03-1", "offen", ["ConsentGiven", "ConsentExpired"]),
    ("custodians differ", "C07", "F02-3", "uneinig", ["ConsentGiven", "ConsentRequested"]),
    ("asked and not answered", "C29", "F08-2", "offen", ["ConsentRequested", "ConsentRequested"]),
    ("entered by mistake", "C43", "F14-1", "ungültig – irrtümlich erfasst", ["ConsentGiven", "ConsentInvalidated"]),
]


def _one(kreis, ref, person):
    made = make_receipts(kreis.house("loader"), WORDS, OPERATOR, kreis.at, [ref])
    return next((one, maker) for one, maker in made if one.ref == person)


def _is_whole(one, maker):
    graph = rdflib.Graph().parse(data=renderer(Format.JSONLD)(one, maker), format="json-ld")
    conforms, _, text = validate(graph, shacl_graph=str(SHAPES), inference="none")
    return conforms or text[:2000]


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("ref", "person", "stand", "statuses"), [pytest.param(*one[1:], id=one[0]) for one in SHAPES_OF_CONSENTS]
)
def test_each_shape_has_its_record_its_text_and_its_document(kreis, ref, person, stand, statuses):
    """Whatever became of it: the record is whole, the text says the same, the document can be read aloud."""
    one, maker = _one(kreis, ref, person)

    record = as_record(one, maker)

    assert True is _is_whole(one, maker)
    assert statuses == [event["@type"].removeprefix("dpv:") for event in record["dpv:hasConsentStatus"]]
    assert stand == record["dct:description"]
    assert f"Stand am Mo 16.11.2026: {stand}" in renderer(Format.TXT)(one, maker).decode()
    assert renderer(Format.PDF)(one, maker).startswith(b"%PDF-1.7")


@pytest.mark.unchanged
def test_a_spoken_yes_that_was_confirmed_in_writing_says_when(kreis):
    """By whoever had said it; a day before that it was only spoken."""
    one, maker = _one(kreis, "C44", "F03-1")
    on = one.story.said[0].at.date()
    confirmed = replace(one, story=replace(one.story, stand=Stand.GRANTED, confirm_by=None, written_on=on))

    record, receipt = as_record(confirmed, maker), write_receipt(confirmed, maker)

    assert True is _is_whole(confirmed, maker)
    assert ["ConsentGiven"] * 2 == [event["@type"].removeprefix("dpv:") for event in record["dpv:hasConsentStatus"]]
    assert 1 == len({event["dpv:isIndicatedBy"]["@id"] for event in record["dpv:hasConsentStatus"]})
    assert "schriftlich bestätigt" in [said for _, said in receipt.events]


@pytest.mark.unchanged
def test_what_is_taken_back_in_part_says_which_part_and_that_the_rest_stands(kreis):
    """One category of several: given, then withdrawn for that one; the text names it."""
    one, maker = _one(kreis, "C01", "F01-1")
    at = datetime(2026, 11, 10, 9, tzinfo=UTC)
    back = TakenBack(by=one.person, received_at=at, entered_at=None, categories=(Category.CONTACT,), told="phone")
    partly = replace(one, story=replace(one.story, taken_back=(back,), partly=True))

    record, receipt = as_record(partly, maker), write_receipt(partly, maker)
    [taken] = [event for event in record["dpv:hasConsentStatus"] if event["@type"] == "dpv:ConsentWithdrawn"]

    assert True is _is_whole(partly, maker)
    assert 1 == len(taken["dpv:hasPersonalData"])
    assert taken["dpv:hasPersonalData"][0]["@id"].endswith("#data-contact")
    assert "phone" == taken["dpv:hasIndicationMethod"]
    assert record["fam:isPartlyInForce"]
    assert "teils erteilt" == record["dct:description"]
    assert ("Di 10.11.2026, 10:00 Uhr", "F01-1: zurückgenommen für Kontakt") in receipt.events


@pytest.mark.unchanged
def test_what_each_of_two_grown_ups_says_on_one_paper_is_their_own(kreis):
    """A couple signs one sheet: neither is guardian of the other, and neither's word stands in the other's receipt."""
    (first, maker), (second, _) = _one(kreis, "C21", "F06-1"), _one(kreis, "C21", "F06-2")

    for one in (first, second):
        record = as_record(one, maker)
        assert [one.person] == [said.by for said in one.story.said]
        assert "dpv:hasRepresentative" not in record["dpv:hasDataSubject"]
        assert not [party for party in record["dpv:hasEntity"] if "dpv:GuardianOfDataSubject" in party["@type"]]


@pytest.mark.unchanged
def test_every_controller_says_who_its_data_protection_officer_is(kreis):
    """Art. 13 Abs. 1 lit. b: in the record, in the text, and with where to complain."""
    one, maker = _one(kreis, "C01", "F01-1")

    record, closing = as_record(one, maker), dict(write_receipt(one, maker).closing)
    parties = {party["@id"]: party for party in record["dpv:hasEntity"]}
    officers = [
        parties[party["dpv:hasDataProtectionOfficer"]["@id"]]
        for party in parties.values()
        if "dpv:hasDataProtectionOfficer" in party
    ]

    assert 2 == len(officers)
    assert all(officer["dpv:hasContact"] in closing["Datenschutzbeauftragte"] for officer in officers)
    assert parties[record["dpv:hasProcess"]["dpv:hasAuthority"]["@id"]]["dpv:hasName"] in closing["Beschwerde bei"]


def test_an_operator_puts_their_own_controllers_in_their_own_file(tmp_path):
    """No word of the checkout has to be changed for it."""
    text = (ROOT / "schemas" / "receipts" / "controllers.toml").read_text(encoding="utf-8")
    (tmp_path / "ours.toml").write_text(text.replace("datenschutz@kreis.invalid", "dsb@ours.invalid"), encoding="utf-8")

    words = load_words(ROOT, tmp_path / "ours.toml")

    assert "dsb@ours.invalid" == words.controller("jugendamt")["dpo_contact"]
    assert words.others["uk"].controller("jugendamt") == words.controller("jugendamt")
