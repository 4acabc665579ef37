"""What a list asks of the database knows every condition, or makes no list."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.policy import listing as room
from hub.policy.compile import BITS
from hub.policy.conditions import ON_REQUEST
from hub.policy.decide import decide
from hub.policy.listing import ALWAYS, FACTS, NEVER, NotForLists, listing
from hub.policy.policies import PolicySet
from hub.record.blind import NAMES
from hub.terms.access import AccessRequest, Act, Mandate, Order
from hub.terms.lists import Agency, Purpose, Role
from tests.policy.listed import shown_by_list
from tests.policy.worlds import AT, FAMILY, FIELDS, POLICIES, PURPOSES, STAFF, contexts, outlines, rule_sets

ASKED = (Agency.JOBCENTER, Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT, NAMES)


def test_every_condition_is_settled_somewhere():
    """Each once: by the ties, by a fact of the database, or for good."""
    assert sorted(BITS) == sorted([*ON_REQUEST, *FACTS, *ALWAYS, *NEVER])


def test_a_condition_that_nobody_settles_makes_no_list(monkeypatch):
    """A rule is never left out because a list does not understand it."""
    known = sum(BITS[name] for name in (*FACTS, *ALWAYS, *NEVER, *ON_REQUEST) if name != "is-restricted")
    monkeypatch.setattr(room, "_SETTLED", known)

    with pytest.raises(NotForLists, match="restrict"):
        listing(replace(POLICIES), *ASKED)


@st.composite
def _questions(draw: Any) -> AccessRequest:
    """Staff ask for lists alone, without grounds; no backup is being put back, and what an order is for is running."""
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
        context=replace(context, mandates=ties, restore_pending=False),
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
@settings(max_examples=150)
def test_a_list_shows_what_the_page_shows(policies, request, outline):
    """Cell by cell at the same level, if what the list is told is read by hand."""
    who = request.principal
    outline = replace(outline, cells=tuple(one._replace(source=None, discussed=False) for one in outline.cells))

    told = listing(policies, who.agency, who.role, request.purpose, frozenset(FIELDS))
    decision = decide(policies, _as_found(policies, request), outline)

    assert {one.cell.cell: one.level for one in decision.shown} == shown_by_list(told, request, outline)
