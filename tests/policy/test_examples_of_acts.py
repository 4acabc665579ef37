"""What the words of an example in a file of an act stand for: who acts, about whom, with what."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.policy.act_cases import ask_to_act, meets, run_act_case
from hub.policy.act_rules import ActCase
from hub.terms.access import (
    AccessRequest,
    Act,
    Confidence,
    Context,
    Mandate,
    OutlineCell,
    Release,
    SourceRelease,
)
from hub.terms.acts import ActDecision, Left
from hub.terms.ids import ActId
from hub.terms.lists import Agency, Effect, Level, Owner, Purpose, Role
from hub.terms.people import Family, FamStatus, Person
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from tests.policy.ties import TIES
from tests.policy.worlds import CATALOGUE, POLICIES

HANDOVER = POLICIES.acts[ActId("workflow:handover")]
BARE = {"principal": "asd_worker", "purpose": "handover", "details": {}}
WORKER = Principal("principal", "U01", Role.ASD_WORKER, Agency.JUGENDAMT, provider="here")
REQUEST = AccessRequest(
    principal=WORKER,
    audience=(WORKER,),
    act=Act.PROCEED,
    purpose=Purpose.HANDOVER,
    family="FAM-0000-001",
    at=datetime(2026, 11, 16, 8, tzinfo=UTC),
    context=Context(mandates={"principal": Mandate(assigned=True)}),
)
ABOUT = Person("person_0", "P1")
FAMILY = Family(
    id="family",
    number="FAM-0000-001",
    status=FamStatus.ADMITTED,
    proposing=Owner.JOBCENTER,
    persons=(ABOUT, Person("principal", "P2", born=date(1986, 1, 1))),
)
NAMED = {"facts": ["housing_situation"], "entries": ["sgb8_child_statement"]}
HOME = OutlineCell(
    cell="housing_situation",
    field="housing_situation",
    persons=frozenset({"person_0"}),
    owner=min(CATALOGUE.by_id["housing_situation"].owners),
    levels=0b1111,
)
SAID = HOME._replace(
    cell="sgb8_child_statement",
    field="sgb8_child_statement",
    owner=Owner.JUGENDAMT,
    entrusted_to="somebody else",
    entrusted_by=frozenset({"person_0"}),
)
SECRET = "somebody bound to secrecy"


def asked(**given):
    """The question of an example with these words."""
    return ask_to_act(POLICIES, HANDOVER, ActCase("one", {**BARE, **given}, Effect.DENY, Reason.NOT_ASSIGNED))


def cells(**given):
    """All that is said of what the act names."""
    return [one._asdict() for one in asked(details=NAMED, **given)[1].cells]


def test_what_an_example_does_not_say_is_the_ordinary_case():
    """A worker whose case it is, somebody else of the family, and nothing that is named."""
    request, outline, proposal = asked()

    assert REQUEST == request
    assert (FAMILY, ()) == (outline.family, outline.cells)
    assert "workflow:handover" == proposal.act
    assert "principal" == asked(details={"reported_by": "principal"})[2].particulars.reported_by


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"principal": "jobcoach"}, {"role": Role.JOBCOACH, "agency": Agency.JOBCENTER}),
        ({"principal": "auditor", "agency": "jugendamt"}, {"role": Role.AUDITOR}),
        ({"recognised": True}, {"recognised_social_worker": True}),
    ],
)
def test_an_example_says_who_acts(given, expected):
    """By function; the agency only where there are several; and whether the state has recognised them."""
    assert replace(WORKER, **expected) == asked(**given)[0].principal


@pytest.mark.parametrize(("word", "value", "expected"), TIES)
def test_an_example_says_what_ties_who_acts_to_the_family(word, value, expected):
    """One tie at a time."""
    assert {"principal": expected} == asked(**{word: value})[0].context.mandates


def test_an_example_says_how_old_who_acts_would_be_and_whose_family_it_is():
    """Forty unless it says otherwise."""
    young = replace(FAMILY, persons=(ABOUT, Person("principal", "P2", born=date(2012, 1, 1))))

    assert young == asked(age=14)[1].family
    assert replace(FAMILY, staff_related=True) == asked(staff_related=True)[1].family
    assert Purpose.AUDIT is asked(purpose="audit")[0].purpose


def test_what_is_named_is_about_somebody_and_confided_where_such_things_are():
    """Facts first, then entries, each called by its field."""
    assert [HOME._asdict(), SAID._asdict()] == cells()


def test_an_example_says_what_kind_of_things_are_named():
    """One's own, restricted, from a source."""
    mine = frozenset({"principal"})

    own = [HOME._replace(persons=mine), SAID._replace(persons=mine, entrusted_by=mine)]
    assert [one._asdict() for one in own] == cells(own=True)
    assert [True, True] == [one["restricted"] for one in cells(restricted=True)]
    assert [SECRET] * 2 == [one["source"] for one in cells(source="unreleased")]


def test_an_example_says_that_what_is_named_was_released():
    """Each entry by name and in person; with nothing named, nothing."""
    context = asked(details=NAMED, released=True)[0].context
    agreed = Release(
        recipient="principal",
        purpose=Purpose.HANDOVER,
        person="person_0",
        fields=CATALOGUE.all,
        level=Level.FULL,
        consents=("C01",),
        signed_on=date(2026, 2, 1),
        until=date(2027, 1, 31),
        signers=("person_0",),
        entries=frozenset({"housing_situation", "sgb8_child_statement"}),
    )

    assert (agreed,) == context.releases
    assert context.confidences == tuple(
        Confidence("principal", Purpose.HANDOVER, "person_0", one)
        for one in ("housing_situation", "sgb8_child_statement")
    )
    assert Context(REQUEST.context.mandates) == asked(released=True)[0].context
    assert Context(REQUEST.context.mandates) == asked(details=NAMED)[0].context


def test_an_example_says_that_its_source_was_released():
    """By whom it is about, for everything."""
    released = asked(source="released")[0].context.sources

    assert (SourceRelease("principal", "person_0", SECRET, CATALOGUE.all),) == released
    assert () == asked(source="unreleased")[0].context.sources


def test_an_example_is_decided_by_the_whole_set_of_rules():
    """As an act of its kind."""
    without = ActCase("one", {**BARE, "assigned": False}, Effect.DENY, Reason.NOT_ASSIGNED)

    assert (Effect.DENY, Reason.NOT_ASSIGNED) == (
        run_act_case(POLICIES, HANDOVER, without).effect,
        run_act_case(POLICIES, HANDOVER, without).reason,
    )


FOUND = ActDecision(
    Effect.REDACT, Reason.STATUTE, "", shown=("a", "b"), withheld=(Left("c", Reason.INFORMANT),), duties=("two_keys",)
)


@pytest.mark.parametrize(
    ("kept", "expects"),
    [
        (True, {}),
        (True, {"shown": frozenset("ab"), "withheld": frozenset("c"), "duties": frozenset({"two_keys"})}),
        (False, {"expect": Effect.DENY}),
        (False, {"reason": Reason.CONSENT}),
        (False, {"shown": frozenset("a")}),
        (False, {"withheld": frozenset()}),
        (False, {"duties": frozenset()}),
        (False, {"duties": frozenset({"two_keys", "plain_language"})}),
    ],
)
def test_an_example_is_kept_where_all_that_it_expects_has_come_out_and_nothing_else(kept, expects):
    """What it does not name is not compared; what it names, exactly."""
    assert kept is meets(replace(ActCase("one", {}, Effect.REDACT, Reason.STATUTE), **expects), FOUND)
