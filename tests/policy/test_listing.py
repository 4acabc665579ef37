"""What a list asks of the database knows every condition, or makes no list."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.policy import listing as room
from hub.policy.compile import BITS, OWNER_BITS, program
from hub.policy.conditions import ON_REQUEST
from hub.policy.conditions_on_cells import signed_alike
from hub.policy.decide import decide
from hub.policy.listing import FACTS, NEVER, Drive, NotForLists, drive_of, listing
from hub.policy.policies import Bearing, Measure, PolicySet
from hub.record.blind import NAMES
from hub.terms.access import AccessRequest, Act, Mandate, Order
from hub.terms.catalogue import mask_text
from hub.terms.lists import Agency, Category, Level, Owner, Purpose, Role, Sensitivity
from tests.amounts import examples
from tests.policy.listed import shown_by_list
from tests.policy.worlds import (
    AT,
    CATALOGUE,
    FAMILY,
    FIELDS,
    POLICIES,
    PURPOSES,
    STAFF,
    alone,
    contexts,
    mask,
    outlines,
    rule_sets,
)

ASKED = (Agency.JOBCENTER, Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT, NAMES)


def test_every_condition_is_settled_somewhere():
    """Each once: by the ties, by a fact of the database, or for good."""
    assert sorted(BITS) == sorted([*ON_REQUEST, *FACTS, *NEVER])


def test_a_condition_that_nobody_settles_makes_no_list(monkeypatch):
    """A rule is never left out because a list does not understand it."""
    known = sum(BITS[name] for name in (*FACTS, *NEVER, *ON_REQUEST) if name != "is-restricted")
    monkeypatch.setattr(room, "_SETTLED", known)

    with pytest.raises(NotForLists, match="restrict"):
        listing(replace(POLICIES), *ASKED)


@st.composite
def _questions(draw: Any) -> AccessRequest:
    """Staff ask for lists alone, without grounds; no backup is being put back, and what an order is for is running.

    Nor does a list open what was released from secrecy: that is shown on the page of the family.
    """
    principal = draw(st.sampled_from([one for one in STAFF if one.agency not in (Agency.FAMILY, Agency.EXTERNAL)]))
    context = draw(contexts)
    ties = {who: replace(one, order=Order.RUNNING, named=True) for who, one in context.mandates.items()}
    return AccessRequest(
        principal=principal,
        audience=(principal,),
        act=Act.DISCLOSE,
        purpose=draw(st.sampled_from(PURPOSES)),
        family=FAMILY.number,
        at=AT,
        context=replace(context, mandates=ties, sources=(), restore_pending=False),
    )


def _as_found(policies: PolicySet, request: AccessRequest) -> AccessRequest:
    """Whoever stands in and has no case of their own acts in the role for that (I15)."""
    mandate = request.context.mandates.get(request.principal.id, Mandate())
    role = policies.roles[request.principal.role].deputy_role
    if role is None or mandate.assigned or not mandate.deputy:
        return request
    principal = replace(request.principal, role=role)
    return replace(request, principal=principal, audience=(principal,))


@given(rule_sets, _questions(), outlines)
@settings(max_examples=examples(60))
def test_a_list_shows_what_the_page_shows(policies, request, outline):
    """Cell by cell at the same level, if what the list is told is read by hand."""
    who = request.principal
    outline = replace(outline, cells=tuple(one._replace(discussed=False, row=None) for one in outline.cells))

    told = listing(policies, who.agency, who.role, request.purpose, frozenset(FIELDS))
    decision = decide(policies, _as_found(policies, request), outline)

    assert {one.cell.cell: one.level for one in decision.shown} == shown_by_list(told, request, outline)


OWN_TASK = next(one for one in POLICIES.policies if one.id == "own-task")
PLAIN = replace(OWN_TASK, when=(), unless=(), agencies=frozenset(), purposes=frozenset())
BY_CONSENT = replace(PLAIN, level=Measure.RELEASE)
SHUT = replace(PLAIN, effect=Bearing.LIMIT, level=Level.NONE, fields=CATALOGUE.all)


@pytest.mark.parametrize("number", range(16))
def test_the_ties_are_numbered_as_the_database_numbers_them(number):
    """1 assigned, 2 stands in, 4 a relative, 8 decides about staff; who only stands in acts as a deputy (I15)."""
    assigned, deputy, related, decides = (bool(number & bit) for bit in (1, 2, 4, 8))
    tie = listing(POLICIES, *ASKED).question["ties"][number]

    acts_as_deputy = deputy and not assigned
    expected = {
        "has-mandate": assigned or deputy,
        "is-deputy": acts_as_deputy,
        "is-related": related,
        "takes-part-in-personnel-decisions": decides,
    }
    assert int(acts_as_deputy) == tie["program"]
    assert expected == {name: bool(tie["held"] & BITS[name]) for name in expected}


@pytest.mark.parametrize("number", range(16))
def test_a_deputy_is_tied_by_the_grant_alone(number):
    """An assignment of their own gives no mandate in a function that stands in for others (I15)."""
    tie = listing(POLICIES, Agency.JOBCENTER, Role.JOBCOACH_DEPUTY, Purpose.FAM_JOINT_SUPPORT, NAMES).question["ties"]

    assert bool(number & 2) is bool(tie[number]["held"] & BITS["has-mandate"])


def test_whoever_has_no_deputy_acts_as_themselves_alone():
    """A function that nobody stands in for has one program and one role."""
    found = listing(POLICIES, Agency.JOBCENTER, Role.JOBCOACH_DEPUTY, Purpose.FAM_JOINT_SUPPORT, NAMES)

    assert (Role.JOBCOACH_DEPUTY,) == found.roles
    assert (
        {0} == {tie["program"] for tie in found.question["ties"]} == {one["program"] for one in found.question["rules"]}
    )
    coaching = listing(POLICIES, *ASKED)
    assert (Role.JOBCOACH, Role.JOBCOACH_DEPUTY) == coaching.roles
    assert {0, 1} == {one["program"] for one in coaching.question["rules"]}


def test_the_fields_are_told_as_the_catalogue_has_them():
    """In the order of their names, each with a column of its own."""
    wanted = frozenset(FIELDS)
    told = listing(POLICIES, Agency.JOBCENTER, Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT, wanted).question["fields"]

    assert sorted(wanted) == [one["field"] for one in told]
    notes = CATALOGUE.category_masks[Category.SINGLE_NOTE]
    for column, one in enumerate(told):
        field = CATALOGUE.by_id[one["field"]]
        alike = signed_alike(CATALOGUE, field.partition)
        assert {
            "field": field.id,
            "partition": field.partition,
            "column": 2**column,
            "bit": field.bit,
            "ceiling": int(field.ceiling),
            "confided": field.sensitivity is Sensitivity.ENTRUSTED_65,
            "single": field.category is Category.SINGLE_NOTE,
            "alike": mask_text(alike),
            "named_by": mask_text(0 if field.category is Category.HEALTH else alike & notes),
            "itself": mask_text(1 << field.bit),
        } == one


def test_a_rule_is_told_in_columns_of_the_wanted_fields():
    """A permit by how far it lets each go, one by consent by itself, a limit by the level from which on it shuts."""
    names = sorted(NAMES)
    half = replace(PLAIN, level=Level.SUMMARY, fields=mask(names[1]))
    upto = replace(SHUT, level=Level.SUMMARY, fields=mask(names[0]), owners=frozenset({Owner.JOBCENTER}))
    asked = replace(BY_CONSENT, when=("fam-is-open",), unless=("is-disputed",))
    nothing = dict.fromkeys((f"{what}_{level}" for what in ("fixed", "shut") for level in (1, 2, 3)), 0)
    plain = {"program": 0, "when": 0, "unless": 0, "owners": 0, "by_release": 0, **nothing}

    told = listing(alone([half, upto, asked]), *ASKED).question

    every = 2 ** len(names) - 1
    assert {**plain, "fixed_1": 2, "fixed_2": 2} == told["rules"][0]
    assert {**plain, "shut_3": 1, "owners": OWNER_BITS[Owner.JOBCENTER]} == told["rules"][1]
    conditions = {"when": BITS["fam-is-open"], "unless": BITS["is-disputed"]}
    assert {**plain, "by_release": every & told["rules"][2]["by_release"], **conditions} == told["rules"][2]
    assert told["rules"][2]["by_release"] == sum(
        1 << column for column, name in enumerate(names) if PLAIN.fields >> CATALOGUE.by_id[name].bit & 1
    )
    assert {"fam_open": BITS["fam-is-open"], "disputed": BITS["is-disputed"]} == {
        name: bit for name, bit in told["bits"].items() if name != "owners" and bit
    }


@pytest.mark.parametrize(
    ("expected", "rules"),
    [
        (Drive.EVERYBODY, [PLAIN]),
        (Drive.EVERYBODY, [replace(PLAIN, when=("fam-is-open",))]),
        (Drive.EVERYBODY, [replace(PLAIN, when=("has-order",), unless=("is-related",)), BY_CONSENT]),
        (Drive.MANDATE, [replace(PLAIN, when=("has-mandate",))]),
        (Drive.MANDATE, [replace(BY_CONSENT, when=("has-mandate",))]),
        (Drive.MANDATE, [PLAIN, replace(SHUT, unless=("has-mandate",))]),
        (Drive.MANDATE, [SHUT]),
        (Drive.MANDATE, [replace(PLAIN, level=Level.NONE)]),
        (Drive.RELEASE, [BY_CONSENT]),
        (Drive.RELEASE, [BY_CONSENT, replace(PLAIN, when=("has-mandate",))]),
        (Drive.RELEASE, [BY_CONSENT, replace(PLAIN, unless=("has-order",))]),
        (Drive.RELEASE, [BY_CONSENT, replace(PLAIN, level=Level.NONE)]),
        (Drive.RELEASE, [BY_CONSENT, replace(SHUT, fields=mask("fam_goal"))]),
    ],
)
def test_from_where_a_list_starts_follows_from_what_is_permitted_without_a_mandate(expected, rules):
    """From cases where nothing is; from consents where only they open something; from all families else."""
    compiled = program(alone(rules), Act.DISCLOSE, Agency.JOBCENTER, Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT)

    assert expected is drive_of(compiled)


def test_whom_the_record_is_about_starts_from_nothing():
    """They have no lists, even where all is permitted to everybody."""
    compiled = program(alone([PLAIN]), Act.DISCLOSE, Agency.FAMILY, Role.PARENT, Purpose.DATA_SUBJECT_ACCESS)

    assert Drive.MANDATE is drive_of(compiled)
    with pytest.raises(NotForLists, match=r'^role "parent": whom the record is about asks for one family$'):
        listing(POLICIES, Agency.FAMILY, Role.PARENT, Purpose.DATA_SUBJECT_ACCESS, NAMES)
