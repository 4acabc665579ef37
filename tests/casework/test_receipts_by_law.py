"""Receipts read with the law beside them: what Art. 13 GDPR asks to be told, and who stands in the record as what."""

from datetime import UTC, datetime

import pytest
import rdflib
from rdflib.namespace import RDF

from hub.casework.receipts.making import make_receipts, renderer
from hub.casework.receipts.words import load_words
from hub.exchange.load import OPERATOR
from hub.terms.receipts import Format
from tests.kreis import ROOT

WORDS = load_words(ROOT)
DPV = rdflib.Namespace("https://w3id.org/dpv#")
PARTY = ("hasName", "hasIdentifier", "hasAddress", "hasContact")
HEALTH = rdflib.URIRef("https://w3id.org/dpv/legal/eu/gdpr#A9-2-a")
RIGHTS = ("Nein sagen", "Auskunft", "berichtigen", "löschen", "sperren", "mitnehmen", "beschweren")


def made(kreis, *wanted, at=None):
    """Receipts, of all consents or of some."""
    return list(make_receipts(kreis.house("loader"), WORDS, OPERATOR, at or kreis.at, wanted))


def text_of(kreis, ref, person):
    """One receipt as people read it, without line breaks."""
    [said] = [renderer(Format.TXT)(*one).decode() for one in made(kreis, ref) if one[0].ref == person]
    return " ".join(said.split())


@pytest.fixture
def records(kreis):
    """Every record of the Kreis, each a graph of its own."""
    render = renderer(Format.JSONLD)
    return [rdflib.Graph().parse(data=render(*one), format="json-ld") for one in made(kreis)]


def test_every_recipient_can_be_reached(records):
    """A party has a name, an identifier, an address and a contact, also where the text named nobody (27560, 6.3.6)."""
    lacking = {
        (str(who), name)
        for graph in records
        for who in graph.objects(None, DPV.hasRecipient)
        for name in PARTY
        if (who, DPV[name], None) not in graph
    }
    assert set() == lacking


def test_where_a_right_is_used_is_described(records):
    """Each right leads to a notice that says where, and is one that has to be exercised."""
    for graph in records:
        for right, _, where in graph.triples((None, DPV.isExercisedAt, None)):
            assert (where, RDF.type, DPV.RightExerciseNotice) in graph
            control = (right, RDF.type, DPV.WithdrawConsent) in graph
            assert control or (right, RDF.type, DPV.ActiveRight) in graph


def test_how_long_data_are_kept_is_told_apart_from_how_long_the_proof_is(records):
    """Art. 13 Abs. 2 lit. a GDPR is about the data; the record itself is kept for three years more (D30)."""
    for graph in records:
        [record] = graph.subjects(RDF.type, DPV.ConsentRecord)
        [process] = graph.objects(record, DPV.hasProcess)
        told = [
            {
                str(value)
                for condition in graph.objects(of, DPV.hasStorageCondition)
                for duration in graph.objects(condition, DPV.hasDuration)
                for value in graph.objects(duration, RDF.value)
            }
            for of in (process, record)
        ]
        assert [{WORDS.say("storage_text")}, {WORDS.say("retention")}] == told


def test_a_receipt_names_the_legal_basis_and_for_health_the_second_one(kreis):
    """Art. 13 Abs. 1 lit. c GDPR. Of a no there is none."""
    assert "Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO, § 67b Abs. 2 SGB X)" in text_of(kreis, "C01", "F01-1")
    assert "Art. 9 Abs. 2 Buchst. a DSGVO" in text_of(kreis, "C33", "F10-1")
    assert "Rechtsgrundlage" not in text_of(kreis, "C05", "F01-1")


def test_a_receipt_names_every_right_and_what_a_withdrawal_leaves_untouched(kreis):
    """Art. 13 Abs. 2 lit. b, c and f, Art. 7 Abs. 3 S. 2 GDPR, Art. 15 to 18 and 20."""
    said = text_of(kreis, "C02", "F01-2")
    assert [] == [right for right in RIGHTS if right not in said]
    assert "Dass bis dahin gelesen wurde, war rechtmäßig." in said
    assert "muss gelöscht werden, wenn kein Gesetz das Behalten verlangt" in said
    assert "bleibt erlaubt" not in said
    assert "Kein Computer entscheidet über Sie." in said
    assert WORDS.say("storage_text") in said


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("at", "ref", "person", "stand"),
    [
        (datetime(2026, 11, 30, 22, 59, 59, tzinfo=UTC), "C17", "F05-1", "erteilt, läuft bald ab"),
        (datetime(2026, 11, 30, 23, tzinfo=UTC), "C17", "F05-1", "abgelaufen"),
        (datetime(2026, 12, 7, 22, 59, 59, tzinfo=UTC), "C37", "F12-3", "erteilt"),
        (datetime(2026, 12, 7, 23, tzinfo=UTC), "C37", "F12-3", "eigene Entscheidung steht aus"),
        (datetime(2026, 12, 19, 22, 59, 59, tzinfo=UTC), "C38", "F12-2", "erteilt, läuft bald ab"),
        (datetime(2026, 12, 19, 23, tzinfo=UTC), "C38", "F12-2", "beendet"),
        (datetime(2026, 12, 19, 23, tzinfo=UTC), "C39", "F12-2", "erteilt"),
        (datetime(2027, 1, 4, 23, tzinfo=UTC), "C22", "F06-3", "erteilt"),
        (datetime(2026, 12, 27, 22, 59, 59, tzinfo=UTC), "C40", "F13-1", "erteilt, läuft bald ab"),
        (datetime(2026, 12, 27, 23, tzinfo=UTC), "C40", "F13-1", "abgelaufen"),
    ],
)
def test_a_consent_stands_as_the_day_says_to_the_second(kreis, at, ref, person, stand):
    """Birthdays at 15 and 18 and last days, by the clock of Berlin (D14 to D16; checks 24 and 25 of the users)."""
    [(one, maker)] = [pair for pair in made(kreis, ref, at=at) if pair[0].ref == person]
    said = renderer(Format.TXT)(one, maker).decode()
    assert stand == said.split("Stand am ")[1].splitlines()[0].split(": ", 1)[1]
