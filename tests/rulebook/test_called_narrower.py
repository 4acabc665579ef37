"""A proposal that is called other than it is: what it opens is worked out from the two sets, by everybody else."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hub.gate.activations.store import load_document
from hub.gate.proposals.store import load_versions, write_proposal
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.policy.documents import read_set
from hub.rulebook.changes.desk import Changes
from hub.rulebook.changes.drafting import draft
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Category, Owner
from hub.terms.rule_changes import StepFault, StepKind
from tests.kreis import ROOT, Kreis
from tests.rulebook.changing import (
    DAY,
    HEALTH,
    in_force,
    on_its_day,
    one,
    proposed,
    released,
    step,
    tick,
    wider,
    workshop,
)

LATER = DAY + timedelta(days=30)


def _forged(kreis: Kreis, wish, **said) -> str:
    """A proposal as whoever has the process of the head of the team can keep it: any set, under any words."""
    who = kreis.principal("U06")
    house = kreis.house(who.agency.value)
    digest = load_versions(house.db)[-1].digest
    text = load_document(house.db, digest)
    policies = read_set(text, digest, house.policies.catalogue)
    found, faults = draft(policies, text, wish, workshop().wording, legal_day(kreis.at))
    assert found is not None, faults
    [change_] = found.cells
    cell = {"category": change_.cell.category, "role": change_.cell.role, "purpose": change_.cell.purpose}
    document = {
        "based_on": digest,
        "digest": found.written.policies.digest,
        "document": found.written.document,
        "cell": cell | {"before": change_.before, "value": change_.value},
        "widens": found.compared.widens,
        "narrows": found.compared.narrows,
        "reason": wish.reason,
        "valid_from": wish.valid_from,
        "by": who.id,
        "role": who.role,
        "day": legal_day(kreis.at),
        "at": kreis.at,
    } | said
    touched = Touched(Event.RULE_PROPOSED, FamilyNumber(""), owners=frozenset({Owner.JOINT}))
    entry = change(EntryId(new_id()), who, kreis.at, digest, touched)
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        return write_proposal(tx, entry.id, document)


def test_what_is_called_narrower_than_it_is_needs_the_officers_assessment_all_the_same(kreis: Kreis):
    """The officer's own process works it out; the page shows what it found, and not the proposer's word."""
    in_force(kreis)
    number = _forged(kreis, wider(HEALTH, LATER), widens=False, narrows=True)
    house, officer = kreis.house("oversight"), kreis.principal("U16", "oversight")

    view = Changes(house, Path(ROOT)).proposal(officer, number, kreis.at)

    assert (False, True) == (one(kreis, number).widens, one(kreis, number).narrows)
    assert (True, False) == (view.proposal.widens, view.proposal.narrows)
    assert StepFault.DPIA is step(kreis, "U16", StepKind.STATED, number, dpia="")


@pytest.mark.parametrize(
    "said",
    [
        {"widens": False},
        {"narrows": True},
        {
            "cell": {
                "category": Category.HOUSING,
                "role": HEALTH.role,
                "purpose": HEALTH.purpose,
                "before": "never",
                "value": "never",
            }
        },
    ],
)
def test_what_is_not_what_it_says_is_never_counted_and_never_in_force(kreis: Kreis, said):
    """Though both leads released it: the clerk compares the sets once more."""
    in_force(kreis)
    number, before = _forged(kreis, wider(HEALTH, LATER), **said), load_versions(kreis.house("jugendamt").db)

    tick(kreis)
    released(kreis, number)
    on_its_day(kreis, LATER)

    assert before == load_versions(kreis.house("jugendamt").db)
    assert StepKind.COUNTED not in {done.what for done in one(kreis, number).steps}


def test_a_true_one_of_the_same_kind_comes_in_force(kreis: Kreis):
    """So it is the word that stopped the others."""
    in_force(kreis)
    number = proposed(kreis, wider(HEALTH, LATER))

    tick(kreis)
    released(kreis, number)
    on_its_day(kreis, LATER)

    assert number == load_versions(kreis.house("jugendamt").db)[-1].number


def test_what_brings_more_than_the_line_of_its_cell_is_not_what_it_says(kreis: Kreis):
    """Another rule slipped in beside it, though the cell is the one that is named."""
    house = kreis.house("jobcenter")
    digest = load_versions(house.db)[-1].digest
    found, _ = draft(house.policies, load_document(house.db, digest), HEALTH, workshop().wording, legal_day(kreis.at))
    other = replace(HEALTH, category=Category.HOUSING)
    both, _ = draft(found.written.policies, found.written.document, other, workshop().wording, legal_day(kreis.at))
    number = _forged(kreis, HEALTH, digest=both.written.policies.digest, document=both.written.document)

    tick(kreis)
    released(kreis, number)
    on_its_day(kreis)

    assert 1 == len(load_versions(kreis.house("jugendamt").db))
