"""What is opened, to whom, and how it is told: recipients, deputies, single notes, later catalogues, family F01."""

from dataclasses import replace

import pytest

from hub.consent.coverage import Question
from hub.consent.releases import work_out
from hub.terms.catalogue import Catalogue
from hub.terms.ids import CellId, FieldId, PersonId, StaffId
from hub.terms.lists import Category

from .asking import answer, case, release, standing
from .demo_f01 import SHARED, asked_by
from .scenario_facts import catalogue, identity, papers_of, question_of

MOTHER = {"mother": {"born": "1988-04-14"}}
YES = {"for": ["mother"], "signed": ["mother"]}
NOTE = {"categories": ["single_note"], "recipients": ["jobcenter:coaching_team"]}
DEPUTY = {"stand_in": {"role": "jobcoach_deputy"}}
FINANCES = ["benefit_status", "finance_detail", "work_training"]


def categories(standings, person):
    """The categories of which something is open or in the way, by consent paper and reason."""
    found = {}
    for one in standings:
        if one.person == PersonId(identity(person)):
            named = {str(field.category) for field in catalogue().fields if one.fields >> field.bit & 1}
            found[(*one.consents, str(getattr(one, "reason", "consent")))] = named
    return found


@pytest.mark.parametrize(
    ("recipients", "principals", "expected"),
    [
        (["staff:coach"], {"coach": {"role": "jobcoach"}}, "consent"),
        (["staff:coach"], {"coach2": {"role": "jobcoach"}, "coach": {"role": "jobcoach"}}, "recipient_not_covered"),
        (["jobcenter:u25_team"], {"coach": {"role": "jobcoach"}}, "recipient_not_covered"),
        (["jobcenter:u25_team"], {"coach": {"role": "jobcoach_u25"}}, "consent"),
        (["jugendamt:coaching_team"], {"coach": {"role": "jobcoach"}}, "recipient_not_covered"),
        (["provider:oft"], {"oft1": {"role": "provider_worker", "team": "oft"}}, "consent"),
        (["external:class_teacher"], {"teacher": {"role": "external", "team": "class_teacher"}}, "consent"),
        (["family:grandmother"], {"her": {"role": "relative", "person": "grandmother"}}, "consent"),
        (["family:grandmother"], {"him": {"role": "relative", "person": "uncle"}}, "recipient_not_covered"),
    ],
)
def test_only_who_is_named_in_person_or_by_team_receives(recipients, principals, expected):
    """A recipient is a person or a team, never an agency as a whole (A17)."""
    facts = case(MOTHER, {"c1": YES | {"recipients": recipients}}, principals=principals)

    assert expected == answer(facts, "mother")


@pytest.mark.parametrize(
    ("recipients", "deputies", "stands_in_for", "opened"),
    [
        (["jobcenter:coaching_team"], False, None, False),
        (["jobcenter:coaching_team"], True, None, True),
        (["staff:coach"], True, None, False),
        (["staff:coach"], True, "coach", True),
        (["staff:coach"], False, "coach", False),
        (["staff:coach"], True, "somebody_else", False),
    ],
)
def test_a_deputy_receives_only_where_the_text_says_so(recipients, deputies, stands_in_for, opened):
    """ "Auch die Vertretung" covers the deputy of a named team, and of the very person named (R8)."""
    paper = YES | {"recipients": recipients, "deputies": deputies}
    facts = case(MOTHER, {"c1": paper}, principals={**DEPUTY, "coach": {"role": "jobcoach"}})
    stood_for = StaffId(identity(stands_in_for)) if stands_in_for else None

    found = work_out(papers_of(facts), replace(question_of(facts), stands_in_for=stood_for), catalogue())

    assert opened == bool(found.releases)


def test_a_single_note_opens_alone():
    """A consent to one note names that note, and is no category (C5, C7)."""
    facts = case(MOTHER, {"c1": YES | NOTE | {"entries": ["n1"]}})

    found = standing(facts)

    assert [one.entries for one in found.releases if one.fields >> _bit("sgb8_conversation_note") & 1] == [
        frozenset({CellId(identity("n1"))})
    ]
    assert answer(facts, "mother") == "consent_missing"


def test_everybody_who_must_sign_for_a_note_names_the_same_note():
    """The mother's yes to one note and the father's to another open neither."""
    persons = {
        **MOTHER,
        "father": {"born": "1985-04-14"},
        "child": {"born": "2018-06-03", "custody": ["mother", "father"]},
    }
    mothers = {"for": ["child"], "signed": ["mother"], "entries": ["n1"]} | NOTE
    fathers = {"for": ["child"], "signed": ["father"], "entries": ["n2"]} | NOTE

    assert standing(case(persons, {"c1": mothers, "c2": fathers})).releases == ()
    assert len(standing(case(persons, {"c1": mothers, "c2": fathers | {"entries": ["n1"]}})).releases) > 0


def test_a_note_is_closed_again_by_a_later_no_to_everything():
    """Somebody who refuses all has refused the note, too."""
    no = {"for": ["mother"], "refused": [{"by": "mother", "at": "2026-11-01T10:00:00+01:00"}]}
    everything = {"categories": "all", "recipients": "all", "purposes": "all"}

    found = standing(case(MOTHER, {"c1": YES | NOTE | {"entries": ["n1"]}, "c2": no | everything}))

    assert found.releases == ()
    assert {str(one.reason) for one in found.obstacles} == {"consent_refused"}


def test_a_no_to_something_else_leaves_a_note_open():
    """A refusal is as narrow as its text."""
    no = {
        "for": ["mother"],
        "refused": [{"by": "mother", "at": "2026-11-01T10:00:00+01:00"}],
        "categories": ["contact"],
    }

    found = standing(case(MOTHER, {"c1": YES | NOTE | {"entries": ["n1"]}, "c2": no}))

    assert len(found.releases) > 0


@pytest.mark.parametrize(
    ("before", "after"), [(Category.HELP_TYPE, Category.HEALTH), (Category.NONE, Category.HELP_TYPE)]
)
def test_a_field_that_changes_its_category_is_not_covered_by_older_texts(before, after):
    """Neither a field that moved into a category, nor one that moved out of it, was consented to (D1, D4)."""
    facts = case(MOTHER, {"c1": YES | {"categories": ["help_type"]}})
    papers = _written_with(_moved("sgb8_help_type", before), facts)

    found = work_out(papers, question_of(facts), _moved("sgb8_help_type", after))

    assert not any(one.fields >> _bit("sgb8_help_type") & 1 for one in found.releases)
    assert any(one.fields >> _bit("sgb8_help_period") & 1 for one in found.releases)


def test_the_lowest_level_that_somebody_allows_is_released():
    """A paper may allow less than everything; the fuller of two papers of one signer counts."""
    summary = case(MOTHER, {"c1": YES | {"level": "summary"}})
    both = case(MOTHER, {"c1": YES | {"level": "summary"}, "c2": YES})

    assert release(summary, "mother", "sgb8_help_type").level.id == "summary"
    assert release(both, "mother", "sgb8_help_type").level.id == "full"


def test_the_jobcoach_of_f01_sees_what_sandra_said_yes_to():
    """C01 and C02 open Sandra's and the children's own categories; C05 is a no; the rest is for others."""
    found = standing(asked_by("U01"))

    assert categories(found.releases, "sandra") == {("C01", "consent"): {*SHARED, "help_type", "help_goals"}}
    for child in ("mia", "ben"):
        assert categories(found.releases, child) == {("C02", "consent"): {*SHARED, "school_childcare"}}
    assert categories(found.obstacles, "sandra") == {
        ("C05", "consent_refused"): {"health"},
        ("C03", "recipient_not_covered"): set(FINANCES),
        ("C04", "recipient_not_covered"): {"school_childcare"},
    }


@pytest.mark.parametrize("principal", ["U07", "U06", "U09"])
def test_the_asd_and_the_leads_of_f01_see_what_c03_names(principal):
    """Money in K4 is benefit_status and finance_detail; leads named in person are covered in person."""
    found = categories(standing(asked_by(principal, "case_conference")).releases, "mia")

    assert {*SHARED, *FINANCES} <= set.union(*found.values())


@pytest.mark.parametrize(
    ("principal", "purpose", "expected"),
    [
        ("U12", "provider_service", {"contact", "family_relations", "school_childcare", "help_goals"}),
        ("U12", "fam_joint_support", set()),
        ("U02", "fam_joint_support", set()),
        ("U01", "sgb2_sanction", set()),
    ],
)
def test_in_f01_nobody_else_and_no_other_purpose_is_served(principal, purpose, expected):
    """A consent for one person and purpose is none for another."""
    found = categories(standing(asked_by(principal, purpose)).releases, "sandra")

    assert expected == set().union(*found.values())


def test_a_release_says_who_signed_when_and_until_when():
    """Enough to tell the reader why, and the log on what it rests."""
    opened = release(asked_by("U01"), "ben", "sgb2_school_status")

    assert opened.signers == (PersonId(identity("sandra")),)
    assert (str(opened.signed_on), str(opened.until)) == ("2026-01-31", "2027-01-31")


def test_the_papers_of_a_question_depend_on_nothing_but_what_is_given():
    """The same question has the same answer years later."""
    facts = asked_by("U01")
    question: Question = question_of(facts)

    assert work_out(papers_of(facts), question, catalogue()) == work_out(papers_of(facts), question, catalogue())


def _bit(field):
    return catalogue().by_id[FieldId(field)].bit


def _moved(field, category):
    fields = (replace(one, category=category) if one.id == field else one for one in catalogue().fields)
    return Catalogue(tuple(fields))


def _written_with(of_its_day, facts):
    """The papers as they were written down when the catalogue was another."""
    named = of_its_day.category_masks[Category.HELP_TYPE]
    return [replace(paper, fields=named) for paper in papers_of(facts)]
