"""Papers as documents: what is read, what is refused, and that a refusal never says what stood there."""

import json

import pytest

from hub.consent.nodes import PaperFaulty
from hub.consent.reading import Names, names_by_id, parse_paper
from hub.consent.writing import as_document
from hub.terms.ids import CellId, ConsentId, FieldId, PersonId, StaffId
from hub.terms.lists import Category

from .scenario_facts import cases, catalogue, identity, names, papers_of

SECRET = "Ahornwald"
KNOWN = {"sandra": identity("sandra")}
PAPER = {
    "for": ["sandra"],
    "signed": ["sandra"],
    "categories": ["contact"],
    "recipients": ["staff:U01"],
    "purposes": ["fam_joint_support"],
    "from": "2026-02-01",
    "to": "2027-01-31",
    "way": "tablet",
    "level": "full",
    "notices": ["purpose", "no_disadvantage", "withdrawal"],
    "languages": ["de"],
}

WITHDRAWAL = {
    "by": "sandra",
    "received_at": "2026-06-01T10:00:00+02:00",
    "received_by": "jugendamt",
    "entered_at": "2026-06-02T10:00:00+02:00",
    "for": ["sandra"],
    "categories": ["contact"],
    "recipients": ["jobcenter:coaching_team", "family:sandra"],
}


def read(document):
    """Read a document of a load file in which only Sandra is known."""
    strict = Names(
        person=lambda word: PersonId(KNOWN[word]),
        staff=lambda word: StaffId(identity(word)),
        cell=lambda word: CellId(identity(word)),
        catalogue=catalogue(),
    )
    return parse_paper(document, ConsentId(identity("C01")), "C01", strict)


def test_every_public_consent_is_the_same_after_it_was_written_down():
    """What the database gives back is what was signed."""
    papers = [paper for case in cases() for paper in papers_of(case)]
    written = [json.loads(json.dumps(as_document(paper, catalogue()))) for paper in papers]
    by_id = names_by_id(catalogue())

    again = [parse_paper(one, paper.id, paper.ref, by_id) for one, paper in zip(written, papers, strict=True)]

    assert papers == again
    assert len(papers) > 50


def test_a_full_paper_survives_writing():
    """Also with everything that a paper can have."""
    document = PAPER | {
        "refused": [
            {"by": "sandra", "at": "2026-05-01T10:00:00+02:00", "insight": "doubted", "pressure": "help_threat"}
        ],
        "withdrawn": [WITHDRAWAL],
        "fields": ["phone"],
        "entries": ["n1"],
        "deputies": True,
        "way": "oral",
        "special_circumstances": "Telefonat",
        "written_on": "2026-02-03",
        "interpreter": ["prs"],
        "invalid_since": "2026-07-01",
        "form_version": "2026-01",
        "asked": ["2026-01-05"],
    }
    paper = read(document)

    assert paper == parse_paper(as_document(paper, catalogue()), paper.id, "C01", names_by_id(catalogue()))


def test_the_fields_of_a_text_are_pinned_when_it_is_written_down():
    """A document that listed none names, once written, those of its day."""
    named = as_document(read(PAPER), catalogue())["fields"]

    assert {FieldId(one) for one in named} == {f.id for f in catalogue().fields if f.category is Category.CONTACT}


def test_a_bare_name_signed_at_ten_on_the_day_before():
    """As the scenario format says; in winter and in summer by the clock of Berlin."""
    winter, summer = read(PAPER), read(PAPER | {"from": "2026-07-01"})

    assert winter.declarations[0].at.isoformat() == "2026-01-31T10:00:00+01:00"
    assert summer.declarations[0].at.isoformat() == "2026-06-30T10:00:00+02:00"


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"for": [SECRET]}, "for[0]"),
        ({"for": SECRET}, "for"),
        ({"signed": ["sandra", SECRET]}, "signed[1]: by"),
        ({"signed": [{"by": "sandra", "at": SECRET}]}, "signed[0]: at"),
        ({"signed": [{"by": "sandra", "at": "2026-02-01T10:00:00"}]}, "signed[0]: at"),
        ({"signed": [{"by": "sandra", SECRET: 1}]}, "signed[0]: key 2"),
        ({"signed": [7]}, "signed[0]"),
        ({"categories": ["contact", SECRET]}, "categories[1]"),
        ({"categories": ["none"]}, "categories[0]"),
        ({"categories": []}, "categories"),
        ({"recipients": [f"{SECRET}:x"]}, "recipients[0]"),
        ({"recipients": ["jobcenter"]}, "recipients[0]"),
        ({"purposes": [SECRET]}, "purposes[0]"),
        ({"withdrawn": [{"by": "sandra", "received_at": "2026-06-01T10:00:00+02:00", "for": []}]}, "withdrawn[0]: for"),
        ({"fields": [SECRET]}, "fields[0]"),
        ({"level": SECRET}, "level"),
        ({"from": SECRET}, "from"),
        ({"to": 5}, "to"),
        ({"deputies": "yes"}, "deputies"),
        ({"notices": ["purpose", SECRET]}, "notices[1]"),
        ({"withdrawn": [{"by": "sandra"}]}, 'withdrawn[0]: "received_at"'),
        ({"special_circumstances": [SECRET]}, "special_circumstances"),
        ({SECRET: 1}, "key 12"),
    ],
)
def test_what_is_wrong_is_told_by_its_place_and_never_by_its_value(wrong, place):
    """A name typed into the wrong key must not end in a log; nor may the error behind the error hold it."""
    with pytest.raises(PaperFaulty) as refused:
        read(PAPER | wrong)

    assert place in str(refused.value)
    assert SECRET not in str(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


@pytest.mark.parametrize("key", ["for", "categories", "recipients", "purposes", "from", "to", "way", "level"])
def test_nothing_that_opens_is_left_to_a_default(key):
    """Outside the scenario format, what a text covers is said in full."""
    with pytest.raises(PaperFaulty, match=f'"{key}" is missing'):
        read({name: value for name, value in PAPER.items() if name != key})


def test_without_notices_or_languages_nothing_is_taken_for_said():
    """What the document does not say, the text did not say."""
    paper = read({key: value for key, value in PAPER.items() if key not in {"notices", "languages"}})

    assert (paper.notices, paper.languages) == (frozenset(), frozenset())


def test_a_scenario_is_silent_about_the_standard_consent():
    """Its defaults come from the vocabulary, not from this room."""
    paper = parse_paper({"for": ["sandra"], "signed": ["sandra"]}, ConsentId(identity("c")), "c", names())

    assert Category.HEALTH not in (paper.categories or ())
    assert (str(paper.valid_from), str(paper.valid_to)) == ("2026-03-01", "2027-02-28")
