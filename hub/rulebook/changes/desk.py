"""What the pages of the rules ask: versions, matrix, cells, proposals. Holds nothing about anybody."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from hub.gate.house import House
from hub.gate.proposals.store import load_proposals
from hub.rulebook.changes.cells import cell_of, matrix, roles_of
from hub.rulebook.changes.comparing import compare_sets
from hub.rulebook.changes.proposing import Workshop, consider, propose
from hub.rulebook.changes.sets import Sets
from hub.rulebook.changes.stepping import may_take, take_step
from hub.rulebook.proving import prover
from hub.rulebook.wording import load_wording
from hub.terms.agreed import CellRef
from hub.terms.clock import legal_day
from hub.terms.lists import Role
from hub.terms.principals import Principal
from hub.terms.rule_changes import DECIDERS, READERS, Counts, Proposal, StepFault, StepWish, Version, banded, stand_of
from hub.terms.rule_matrix import Drafted, ProposalView, RuleCell, RuleMatrix
from hub.terms.rule_wishes import CellWish


@dataclass(frozen=True, eq=False)
class Changes:
    """Rules as people read and change them, for one process group. `home` is the checkout with the words."""

    house: House
    home: Path

    @cached_property
    def workshop(self) -> Workshop:
        """Words and proof, made when they are first needed."""
        return Workshop(load_wording(self.home), prover(self.home))

    @cached_property
    def sets(self) -> Sets:
        """The sets that were read already."""
        return Sets(self.house)

    def versions(self) -> tuple[Version, ...]:
        """Every version that ever was in force, the newest first."""
        return tuple(reversed(self.sets.versions()))

    def matrix(self, number: str | None, role: Role | None) -> RuleMatrix | None:
        """The matrix of a version, or of the one in force, for a function, or the first; None where there is none."""
        versions = self.sets.versions()
        version = next((one for one in versions if one.number == number), None) if number else versions[-1]
        if version is None:
            return None
        policies = self.sets.of(version)
        roles = roles_of(policies)
        chosen = role or roles[0]
        if chosen not in roles:
            return None
        return matrix(policies, self.workshop.wording, (version, version == versions[-1], chosen))

    def cell(self, number: str, ref: CellRef) -> RuleCell | None:
        """One cell of a version with the rules behind it."""
        version = next((one for one in self.sets.versions() if one.number == number), None)
        if version is None:
            return None
        policies = self.sets.of(version)
        if ref.role not in roles_of(policies) or ref.purpose not in policies.roles[ref.role].purposes:
            return None
        return cell_of(policies, self.workshop.wording, version, ref)

    def consider(self, wish: CellWish, at: datetime) -> Drafted:
        """What a wish would change. Nothing is kept."""
        return consider(self.house, self.workshop, wish, at)

    def propose(self, principal: Principal, wish: CellWish, at: datetime) -> Drafted:
        """Keep it as a proposal, where nothing stands against it."""
        return propose(self.house, principal, self.workshop, wish, at)

    def proposals(self, principal: Principal, at: datetime) -> tuple[ProposalView, ...]:
        """Every proposal, the newest first, with how it stands; what they move is on the page of each."""
        digest = self.sets.in_force().digest
        return tuple(_view(principal, one, digest, at) for one in load_proposals(self.house.db))

    def proposal(self, principal: Principal, number: str, at: datetime) -> ProposalView | None:
        """One proposal with all that it moves."""
        found = next(iter(load_proposals(self.house.db, number)), None)
        if found is None:
            return None
        view = _view(principal, found, self.sets.in_force().digest, at)
        compared = compare_sets(self.sets.before(found), self.sets.proposed(found), self.workshop.wording)
        based = next((one for one in self.sets.versions() if one.digest == found.based_on), None)
        found = replace(found, widens=compared.widens, narrows=compared.narrows)
        return ProposalView(found, view.stand, compared.moved, compared.detail, view.counts, view.may, based)

    def take_step(self, principal: Principal, wish: StepWish, at: datetime) -> StepFault | None:
        """State, release, refuse or withdraw; or why not."""
        return take_step(self.house, principal, wish, at)


def _view(principal: Principal, proposal: Proposal, in_force: str, at: datetime) -> ProposalView:
    stand = stand_of(proposal, in_force, legal_day(at))
    may = may_take(principal, proposal, stand)
    return ProposalView(proposal, stand, counts=_told(principal, proposal), may=may)


def _told(principal: Principal, proposal: Proposal) -> Counts | None:
    """Exact numbers are for those who answer for the change (H2); others are told bands, and others again nothing."""
    counts = next((step.counts for step in proposal.steps if step.counts is not None), None)
    if counts is None or principal.role not in READERS:
        return None
    return counts if principal.role in DECIDERS else banded(counts)
