"""What a process remembers of a decision is what it would decide now; each look is still an entry of its own."""

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta

import pytest

from hub.consent.turning import turning_instants
from hub.gate.plans import plan_look
from hub.gate.store import load_facts
from hub.ledger.entry import again
from hub.terms.access import AccessRequest, Act, Mandate
from hub.terms.ids import EntryId
from hub.terms.lists import Purpose
from hub.terms.recent import Recent
from tests.kreis import F01, NOWHERE, cases_of

PURPOSES = (Purpose.FAM_JOINT_SUPPORT, Purpose.SGB2_INTEGRATION)
BESIDE = (timedelta(seconds=-1), timedelta(), timedelta(seconds=1), timedelta(hours=3))


def _question(kreis, ref, number, purpose=Purpose.FAM_JOINT_SUPPORT):
    who = kreis.principal(ref)
    return AccessRequest(who, (who,), Act.DISCLOSE, purpose, number, kreis.at)


def _said(plan, at):
    """All that a plan says, with the entry as it would be written at an instant."""
    entry = again(plan.entry, EntryId("one"), at)
    frame = plan.frame and (plan.frame.people, plan.frame.places, plan.frame.blanks)
    words = (entry.subject, entry.access, entry.decision, entry.controllers, entry.book, entry.event, entry.effect)
    looks = entry.ticket and (entry.ticket.epoch, entry.ticket.looks)
    return plan.judged.decision, plan.judged.request.context, frame, words, looks, entry.principal


@pytest.mark.parametrize("ref", ["U01", "U07"])
def test_what_is_remembered_is_what_would_be_decided_at_every_turn(kreis, ref):
    """Just before, at and after each yes, withdrawal, beginning, end and birthday, of every own family, twice over."""
    house, answers, plans = kreis.house(kreis.principal(ref).agency), defaultdict(set), set()
    for number in cases_of(ref):
        for purpose in PURPOSES:
            request = _question(kreis, ref, number, purpose)
            facts = load_facts(house, request)
            turns = [at + beside for at in turning_instants(facts.papers, facts.outline.family) for beside in BESIDE]
            for at in (*turns, *reversed(turns)):
                asked = replace(request, at=at)

                kept, anew = plan_look(house, asked, facts), plan_look(replace(house, plans=Recent(1)), asked, facts)

                assert _said(anew, at) == _said(kept, at), at
                answers[number].add(kept.judged.decision)
                plans.add((kept, at))
    assert any(len(decisions) > 1 for decisions in answers.values())
    assert len({plan for plan, _ in plans}) < len(plans)


def test_a_plan_is_for_who_asks_for_what_of_what_and_by_which_tie(kreis):
    """Each of them makes another one; the same question finds the same."""
    house, request = kreis.house("jobcenter"), _question(kreis, "U01", F01)
    facts = load_facts(house, request)
    stranger = replace(request.principal, id=kreis.principal("U02").id)
    others = [
        replace(request, principal=stranger, audience=(stranger,)),
        replace(request, audience=(request.principal, stranger)),
        replace(request, purpose=Purpose.SGB2_INTEGRATION),
        replace(request, only=frozenset({"given_name"})),
        replace(request, at=request.at + timedelta(days=1)),
    ]
    untied = replace(facts, ties=replace(facts.ties, mandates={request.principal.id: Mandate()}))

    made = [plan_look(house, one, facts) for one in (request, *others)] + [plan_look(house, request, untied)]

    assert 7 == len(set(made))
    assert made[0] is plan_look(house, replace(request, at=request.at + timedelta(seconds=1)), facts)
    assert not made[-1].judged.decision.shown


def test_a_change_of_the_family_leaves_no_plan_that_fits(kreis):
    """The database says of which version the facts are: another one is another family to the plans."""
    house, request = kreis.house("jobcenter"), _question(kreis, "U01", F01)
    before = plan_look(house, request, load_facts(house, request))
    same = plan_look(house, request, load_facts(house, request))
    kreis.superuser().execute("update core.family set record_version = record_version + 1 where number = %s", (F01,))

    after = plan_look(house, request, load_facts(house, request))

    assert before is same is not after


@pytest.mark.parametrize(("ref", "number"), [("U04", F01), ("U01", NOWHERE)])
def test_of_what_is_not_yours_nothing_is_remembered(kreis, ref, number):
    """So the second refusal takes as long as the first, whether or not there is such a family."""
    kreis.open(ref, number)

    assert () == kreis.house("jobcenter").plans.items()
