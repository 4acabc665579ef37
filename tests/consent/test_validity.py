"""Which signatures count: text, form, time, understanding, freedom, and every way of taking a yes back."""

import pytest

from hub.terms.ids import PersonId

from .asking import ASD, COACH, PARENTS, answer, case, child, release, standing
from .scenario_facts import identity

MOTHER = {"mother": {"born": "1988-04-14"}}
CHILD = {**PARENTS, "child": child("2018-06-03")}
YES = {"for": ["mother"], "signed": ["mother"]}
BOTH = {"for": ["child"], "signed": ["mother", "father"]}


def of_mother(**changes):
    """The mother asked about her own data on one paper."""
    return case(MOTHER, {"c1": YES | changes})


@pytest.mark.parametrize("missing", ["purpose", "no_disadvantage", "withdrawal"])
def test_a_text_without_one_of_its_notices_opens_nothing(missing):
    """Purpose, that a no does no harm, and the right to withdraw must all be told (D3)."""
    told = [notice for notice in ("purpose", "no_disadvantage", "withdrawal") if notice != missing]

    assert answer(of_mother(notices=told), "mother") == "notice_missing"


@pytest.mark.parametrize("blanket", ["categories", "recipients", "purposes"])
def test_the_word_all_is_not_specific(blanket):
    """Data, recipients and purposes are named, or nothing is open (D4)."""
    assert answer(of_mother(**{blanket: "all"}), "mother") == "not_specific"


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-02-28T23:59:59+01:00", "consent_not_yet_valid"),
        ("2026-03-01T00:00:00+01:00", "consent"),
        ("2026-06-30T23:59:59+02:00", "consent"),
        ("2026-07-01T00:00:00+02:00", "consent_expired"),
    ],
)
def test_both_days_of_a_paper_are_inside(at, expected):
    """From 00:00 of the first until 24:00 of the last day in Berlin (D16)."""
    facts = case(MOTHER, {"c1": YES | {"to": "2026-06-30"}}, at=at)

    assert expected == answer(facts, "mother")


@pytest.mark.parametrize(
    ("at", "expected"), [("2027-03-01T23:59:59+01:00", "consent"), ("2027-03-02T00:00:00+01:00", "consent_expired")]
)
def test_no_paper_counts_longer_than_until_the_same_day_of_the_next_year(at, expected):
    """A consent that promises ten years ends after one (D26)."""
    facts = case(MOTHER, {"c1": YES | {"to": "2036-12-31"}}, at=at)

    assert expected == answer(facts, "mother")


@pytest.mark.parametrize(
    ("at", "expected"),
    [("2026-10-20T23:59:59+02:00", "consent"), ("2026-10-21T00:00:00+02:00", "form_missing")],
)
def test_a_spoken_yes_counts_for_fourteen_days(at, expected):
    """Spoken on 6 October with a reason noted, it ends with the 20th unless confirmed in writing (D2)."""
    spoken = {"signed": [{"by": "mother", "at": "2026-10-06T10:00:00+02:00"}], "from": "2026-10-06", "way": "oral"}
    facts = case(MOTHER, {"c1": YES | spoken | {"special_circumstances": "Telefonat aus der Klinik"}}, at=at)

    assert expected == answer(facts, "mother")


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ({}, "sgb8_help_type", "form_missing"),
        ({"special_circumstances": ""}, "sgb8_help_type", "form_missing"),
        ({"written_on": "2026-11-23"}, "sgb8_help_type", "consent"),
        ({"written_on": "2026-11-24"}, "sgb8_help_type", "form_missing"),
        ({"written_on": "2026-11-23", "categories": ["health"]}, "accessibility_need", "form_missing"),
    ],
)
def test_a_spoken_yes_needs_a_reason_or_a_paper_and_never_opens_health(changes, field, expected):
    """The exception of § 67b Abs. 2 SGB X is narrow, and not for health (D2)."""
    assert expected == answer(of_mother(way="oral", **changes), "mother", field)


@pytest.mark.parametrize(
    ("understood", "text", "interpreter", "expected"),
    [
        (["prs"], ["de"], [], "not_understood"),
        (["prs"], ["de"], ["prs"], "consent"),
        (["prs"], ["prs", "de"], [], "consent"),
    ],
)
def test_a_text_must_be_understood_by_whoever_signs_it(understood, text, interpreter, expected):
    """A German form does not bind somebody who reads Dari, unless it was interpreted (D32)."""
    persons = {"mother": {"born": "1988-04-14", "languages": understood}}
    facts = case(persons, {"c1": YES | {"languages": text, "interpreter": interpreter}})

    assert expected == answer(facts, "mother")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"pressure": "benefit_threat"}, "not_voluntary"),
        ({"pressure": "help_threat"}, "not_voluntary"),
        ({"insight": "no"}, "insight_lacking"),
        ({"insight": "doubted"}, "insight_lacking"),
        ({"at": "2026-11-23T10:00:01+01:00"}, "consent_not_yet_valid"),
    ],
)
def test_a_yes_must_be_free_understood_and_given_before(said, expected):
    """Under threat, without insight or afterwards, a signature opens nothing (D1, D5, D6)."""
    assert expected == answer(of_mother(signed=[{"by": "mother", **said}]), "mother")


@pytest.mark.parametrize(
    ("narrowed", "field", "expected"),
    [
        ({}, "sgb8_help_type", "consent_withdrawn"),
        ({"categories": ["help_type"]}, "sgb8_help_type", "consent_withdrawn"),
        ({"categories": ["help_type"]}, "sgb8_help_goals_released", "consent"),
        ({"recipients": ["jugendamt:asd_west"]}, "sgb8_help_type", "consent"),
        ({"recipients": ["staff:coach"]}, "sgb8_help_type", "consent_withdrawn"),
        ({"for": ["father"]}, "sgb8_help_type", "consent"),
        ({"received_at": "2026-11-23T10:00:00+01:00"}, "sgb8_help_type", "consent_withdrawn"),
        ({"received_at": "2026-11-23T10:00:01+01:00"}, "sgb8_help_type", "consent"),
        ({"by": "father"}, "sgb8_help_type", "consent"),
    ],
)
def test_a_withdrawal_counts_from_its_second_and_as_far_as_it_goes(narrowed, field, expected):
    """Per category, recipient and person, by whoever signed (D27, D29)."""
    withdrawal = {"by": "mother", "received_at": "2026-11-20T15:00:00+01:00"} | narrowed
    facts = case(PARENTS, {"c1": YES | {"withdrawn": [withdrawal]}})

    assert expected == answer(facts, "mother", field)


def test_one_parent_ends_what_both_had_opened_and_the_log_learns_who_and_when():
    """One withdrawal is enough (D17)."""
    withdrawal = {"by": "father", "received_at": "2026-11-19T23:30:00+01:00"}
    (obstacle,) = standing(case(CHILD, {"c1": BOTH | {"withdrawn": [withdrawal]}})).obstacles

    assert str(obstacle.reason) == "consent_withdrawn"
    assert obstacle.signers == (PersonId(identity("father")),)
    assert str(obstacle.on) == "2026-11-19"
    assert obstacle.consents == ("c1",)


@pytest.mark.parametrize(
    ("received_at", "expected"),
    [("2026-11-01T12:00:00+01:00", "consent_withdrawn"), ("2026-11-23T09:00:00+01:00", "consent")],
)
def test_a_parent_cannot_take_back_what_an_adult_decides(received_at, expected):
    """Withdrawn at 17, it ended then; withdrawn after the 18th birthday, it is no longer the parent's (D15)."""
    withdrawal = {"by": "mother", "received_at": received_at}
    paper = {"for": ["child"], "signed": ["child", "mother", "father"], "withdrawn": [withdrawal]}
    facts = case({**PARENTS, "child": child("2008-11-20")}, {"c1": paper})

    assert expected == answer(facts, "child")


def test_after_a_withdrawal_a_new_yes_counts_again():
    """Who changed their mind twice has said yes (D27 is for the future)."""
    withdrawn = {"withdrawn": [{"by": "mother", "received_at": "2026-10-01T10:00:00+02:00"}]}
    again = {"signed": [{"by": "mother", "at": "2026-11-01T10:00:00+01:00"}], "from": "2026-11-02"}

    assert answer(case(MOTHER, {"c1": YES | withdrawn, "c2": YES | again}), "mother") == "consent"


@pytest.mark.parametrize(
    ("no", "field", "expected"),
    [
        ({"categories": ["help_type"]}, "sgb8_help_type", "consent_refused"),
        ({"categories": ["help_type"]}, "sgb8_help_goals_released", "consent"),
        ({"categories": "all", "recipients": "all", "purposes": "all"}, "sgb8_help_type", "consent_refused"),
        ({"recipients": ["jugendamt:asd_west"]}, "sgb8_help_type", "consent"),
        ({"purposes": ["case_conference"]}, "sgb8_help_type", "consent"),
        ({"for": ["father"]}, "sgb8_help_type", "consent"),
        ({"from": "2025-01-01", "to": "2025-02-01"}, "sgb8_help_type", "consent"),
        ({"to": "2026-06-02"}, "sgb8_help_type", "consent_refused"),
        ({"invalid_since": "2026-11-23"}, "sgb8_help_type", "consent"),
    ],
)
def test_a_later_no_within_the_same_scope_ends_a_yes(no, field, expected):
    """On whichever paper, without form and without end; a later yes would count again (R8)."""
    refusal = {"for": ["mother"], "refused": ["mother"], "from": "2026-06-01"} | no

    assert expected == answer(case(PARENTS, {"c1": YES, "c2": refusal}), "mother", field)


def test_the_no_of_somebody_who_need_not_sign_changes_nothing():
    """A child of eight is heard, but does not decide; nor does a stepfather (D10, D20)."""
    facts = case({**CHILD, "stepfather": {"born": "1980-01-01"}}, {"c1": BOTH | {"refused": ["child", "stepfather"]}})

    assert answer(facts, "child") == "consent"


def test_signatures_on_several_papers_add_up():
    """Each parent may sign at their own time; the day counted is that of the last of them."""
    fathers = {"for": ["child"], "signed": [{"by": "father", "at": "2026-05-05T12:00:00+02:00"}], "to": "2026-12-31"}
    mothers = {"for": ["child"], "signed": ["mother"], "level": "summary"}

    opened = release(case(CHILD, {"c1": mothers, "c2": fathers}), "child", "sgb8_help_type")

    assert opened.consents == ("c1", "c2")
    assert str(opened.signed_on) == "2026-05-05"
    assert str(opened.until) == "2026-12-31"
    assert opened.level.id == "summary"


@pytest.mark.parametrize(
    ("persons", "expected"),
    [
        ({"mother": {"born": "1988-04-14", "deceased_on": "2026-11-23"}}, "subject_deceased"),
        ({"mother": {"born": "1988-04-14", "deceased_on": "2026-11-24"}}, "consent"),
        ({"mother": {"born": "1988-04-14", "conflict_since": "2026-11-01"}}, "conflict_of_interest"),
        (
            {"mother": {"born": "1988-04-14", "conflict_since": "2026-11-01", "conflict_until": "2026-11-22"}},
            "consent",
        ),
    ],
)
def test_death_and_conflict_suspend_every_consent_about_a_person(persons, expected):
    """From that day, and for a conflict until it is cleared (D23, F13)."""
    assert expected == answer(case(persons, {"c1": YES}), "mother")


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        ({}, "consent_missing"),
        ({"c1": {"for": ["mother"]}}, "consent_missing"),
        ({"c1": YES | {"categories": ["contact"]}}, "consent_missing"),
        ({"c1": YES | {"fields": ["sgb8_help_period"]}}, "field_not_in_text"),
        ({"c1": YES | {"recipients": ["jugendamt:asd_west"]}}, "recipient_not_covered"),
        ({"c1": YES | {"purposes": ["case_conference"]}}, "purpose_not_allowed"),
        ({"c1": YES | {"level": "none"}}, "consent_missing"),
        ({"c1": {"for": ["mother"], "signed": ["father"]}}, "own_consent_missing"),
        ({"c1": YES | {"invalid_since": "2026-05-12"}}, "consent_missing"),
    ],
)
def test_the_nearest_miss_is_named(papers, expected):
    """Where nobody was asked, consent is missing; else the log learns what keeps the nearest paper from counting."""
    assert expected == answer(case(PARENTS, papers), "mother")


def test_a_paper_in_force_but_incomplete_is_nearer_than_one_for_others():
    """The missing parent is told, not the other recipient."""
    papers = {"c1": BOTH | {"recipients": ["jugendamt:asd_west"]}, "c2": {"for": ["child"], "signed": ["mother"]}}
    obstacle = next(one for one in standing(case(CHILD, papers)).obstacles)

    assert str(obstacle.reason) in {"signer_missing", "recipient_not_covered"}
    assert answer(case(CHILD, papers, principals=COACH), "child") == "signer_missing"
    assert answer(case(CHILD, papers, principals=ASD), "child") == "consent"
