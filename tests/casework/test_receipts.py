"""Receipts: who was told what and said what, in three forms with one content; written down before it is told."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import rdflib
from pyshacl import validate

from hub.casework.receipts.content import write_receipt
from hub.casework.receipts.dpv import as_record
from hub.casework.receipts.making import file_name, make_receipts, renderer, write_files
from hub.casework.receipts.words import load_words
from hub.exchange.load import OPERATOR
from hub.terms.consents import TakenBack
from hub.terms.receipts import Format
from tests.kreis import ROOT, demo

pytestmark = pytest.mark.unchanged

WORDS = load_words(ROOT)
DPV = "https://w3id.org/dpv"
FAM = "https://fam-hub.example/ns/dpv#"
SHAPES = Path(__file__).with_name("consent-record.shapes.ttl")
CURRENT = rdflib.URIRef(f"{FAM}hasCurrentConsentStatus")


def _made(kreis, *wanted, at=None):
    return list(make_receipts(kreis.house("loader"), WORDS, OPERATOR, at or kreis.at, wanted))


def _record(made, ref, person):
    [record] = [
        json.loads(renderer(Format.JSONLD)(*one)) for one in made if (one[0].story.ref, one[0].ref) == (ref, person)
    ]
    return record


def _graph(made):
    graph, render = rdflib.Graph(), renderer(Format.JSONLD)
    for one in made:
        graph.parse(data=render(*one), format="json-ld")
    return graph


def _exports(kreis):
    [(count,)] = kreis.superuser().execute("select count(*) from ledger.index where event = 'consent.exported'")
    return count


def _declared():
    graph = rdflib.Graph()
    for name in ("used.ttl", "fam.ttl"):
        graph.parse(ROOT / "schemas" / "dpv" / name)
    return {str(one) for one in graph.subjects() if isinstance(one, rdflib.URIRef)}


def test_every_person_of_every_consent_has_one_receipt(kreis):
    """None is left out, whatever became of the consent, and none is there twice."""
    expected = {
        (one["id"], person) for family in demo()["families"] for one in family["consents"] for person in one["for"]
    }
    made = [(one.story.ref, one.ref) for one, _ in _made(kreis)]
    assert len(made) == len(set(made))
    assert set(made) == expected


def test_records_have_all_that_27560_asks_for(kreis):
    """By the shapes of the guide, over all consents of the Kreis together."""
    conforms, _, text = validate(_graph(_made(kreis)), shacl_graph=str(SHAPES), inference="none")
    assert conforms, text[:2000]


def test_records_use_no_word_that_is_not_declared(kreis):
    """Each term is one of the vocabulary's, or one of our extension."""
    used = {str(one) for triple in _graph(_made(kreis)) for one in triple if isinstance(one, rdflib.URIRef)}
    assert {one for one in used if one.startswith((DPV, FAM))} <= _declared()


def test_the_extension_says_the_same_as_the_words(kreis):
    """Categories and purposes stand under one term of the vocabulary, told in two files."""
    graph, prefixes = rdflib.Graph().parse(ROOT / "schemas" / "dpv" / "fam.ttl"), {"dpv": f"{DPV}#", "pd": f"{DPV}/pd#"}
    for table, kind in (("data", "data"), ("purposes", "purpose")):
        for word, term in WORDS.receipts["broader"][table].items():
            if word != "other":
                prefix, name = term.split(":")
                said = graph.value(rdflib.URIRef(f"{FAM}{kind}-{word}"), rdflib.SKOS.broader)
                assert str(said) == prefixes[prefix] + name


@pytest.mark.parametrize(
    ("ref", "person", "status"),
    [
        ("C01", "F01-1", "ConsentGiven"),
        ("C05", "F01-1", "ConsentRefused"),
        ("C10", "F03-1", "ConsentExpired"),
        ("C18", "F05-5", "ConsentExpired"),
        ("C43", None, "ConsentInvalidated"),
    ],
)
def test_a_record_says_how_the_consent_stands(kreis, ref, person, status):
    """Given, refused, run out, spoken and never confirmed, entered by mistake."""
    made = _made(kreis, ref)
    record = _record(made, ref, person or made[0][0].ref)
    assert record["fam:hasCurrentConsentStatus"] == {"@id": f"dpv:{status}"}
    assert f"dpv:{status}" in {event["@type"] for event in record["dpv:hasConsentStatus"]}


def test_who_signed_for_a_child_is_named_as_its_guardian(kreis):
    """And the child is the data subject, whoever signed."""
    record = _record(_made(kreis, "C02"), "C02", "F01-2")
    assert record["dpv:hasDataSubject"]["dct:identifier"] == "F01-2"
    guardians = [one for one in record["dpv:hasEntity"] if "dpv:GuardianOfDataSubject" in one["@type"]]
    assert [one["dpv:hasIdentifier"] for one in guardians] == ["F01-1"]
    assert {event["dpv:isIndicatedBy"]["@id"] for event in record["dpv:hasConsentStatus"]} == {guardians[0]["@id"]}


def test_what_is_taken_back_for_somebody_else_or_from_one_recipient_is_not_told_as_taken_back_whole(kreis):
    """Of another person nothing is told; of a recipient, which one."""
    (one, maker), (other, _) = _made(kreis, "C02")
    key, by = one.story.recipients[0], one.story.said[0].by

    def withdrawn(**what):
        back = TakenBack(by=by, received_at=maker.at, entered_at=None, categories=(), **what)
        record = as_record(replace(one, story=replace(one.story, taken_back=(back,))), maker)
        return [event for event in record["dpv:hasConsentStatus"] if event["@type"] == "dpv:ConsentWithdrawn"]

    assert withdrawn(persons=(other.person,)) == []
    [event] = withdrawn(recipients=(key,))
    assert [one["@id"].rpartition("-")[2] for one in event["dpv:hasRecipient"]] == [key]


def test_nobody_is_credited_with_what_nobody_declared(kreis):
    """Each yes, no and withdrawal is somebody's; a state that only follows is nobody's, and no agency said no."""
    declared = {"dpv:ConsentGiven", "dpv:ConsentRefused", "dpv:ConsentWithdrawn"}
    for one, maker in _made(kreis):
        for event in as_record(one, maker)["dpv:hasConsentStatus"]:
            by = event["dpv:isIndicatedBy"]["@id"]
            assert by.startswith("urn:fam-hub:person:") == (event["@type"] in declared)


def test_the_last_event_says_how_it_stands(kreis):
    """Whoever reads only the newest is not misled."""
    for one, maker in _made(kreis):
        record = as_record(one, maker)
        events = record["dpv:hasConsentStatus"]
        times = [event["dpv:isIndicatedAtTime"]["@value"] for event in events]
        assert times == sorted(times)
        assert record["fam:hasCurrentConsentStatus"] == {"@id": events[-1]["@type"]}


def test_what_has_run_out_meanwhile_is_said_of_the_day_on_which_it_is_told(kreis):
    """The same paper, a year later."""
    later = datetime(2027, 3, 1, 9, tzinfo=UTC)
    record = _record(_made(kreis, "C01", at=later), "C01", "F01-1")
    [run_out] = [one for one in record["dpv:hasConsentStatus"] if one["@type"] == "dpv:ConsentExpired"]
    assert run_out["dpv:isIndicatedAtTime"]["@value"] == "2027-01-31T23:00:00Z"


def test_text_and_pdf_say_the_same(kreis):
    """One content; the PDF is tagged and says that it is PDF/UA-1 and PDF/A-2a."""
    [(one, maker)] = _made(kreis, "C05")
    text, pdf = renderer(Format.TXT)(one, maker).decode(), renderer(Format.PDF)(one, maker)
    receipt = write_receipt(one, maker)
    flat = " ".join(text.split())
    assert all(f"{head}: {said}" in flat for head, said in receipt.facts if "-" not in said)
    assert pdf.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in pdf


def test_nothing_is_told_of_a_family_that_is_not_written_down(kreis):
    """One entry for each family told of, with the papers named; none for the others."""
    before = _exports(kreis)
    made = _made(kreis, "C01", "C05")
    assert len(made) == 2
    assert _exports(kreis) - before == 1


def test_files_are_named_by_consent_and_person(kreis, tmp_path):
    """One file each, and nothing unfinished beside them."""
    made = _made(kreis, "C02")
    assert write_files(iter(made), Format.TXT, tmp_path) == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["C02_F01-2.txt", "C02_F01-3.txt"]
    assert file_name(made[0][0], Format.PDF) == "C02_F01-2.pdf"


def test_a_name_under_which_nothing_was_signed_gives_nothing(kreis):
    """And writes nothing down."""
    before = _exports(kreis)
    assert _made(kreis, "C999", "FAM-1999-001") == []
    assert _exports(kreis) == before
