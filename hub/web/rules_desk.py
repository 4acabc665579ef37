"""What the pages of the rules ask of the rest of the house."""

from datetime import datetime
from typing import Protocol

from hub.terms.agreed import CellRef
from hub.terms.lists import Role
from hub.terms.principals import Principal
from hub.terms.rule_changes import StepFault, StepWish, Version
from hub.terms.rule_matrix import Drafted, ProposalView, RuleCell, RuleMatrix
from hub.terms.rule_wishes import CellWish


class Rules(Protocol):
    """Which rules are in force, which were, and what is proposed."""

    def versions(self) -> tuple[Version, ...]:
        """Every version that ever was in force, the newest first."""

    def matrix(self, number: str | None, role: Role | None) -> RuleMatrix | None:
        """The matrix of a version, or of the one in force, for a function; None where there is none."""

    def cell(self, number: str, ref: CellRef) -> RuleCell | None:
        """One cell with the rules behind it."""

    def consider(self, wish: CellWish, at: datetime) -> Drafted:
        """What a wish would change. Nothing is kept."""

    def propose(self, principal: Principal, wish: CellWish, at: datetime) -> Drafted:
        """Keep it as a proposal, where nothing stands against it."""

    def proposals(self, principal: Principal, at: datetime) -> tuple[ProposalView, ...]:
        """Every proposal, the newest first."""

    def proposal(self, principal: Principal, number: str, at: datetime) -> ProposalView | None:
        """One proposal with all that it moves."""

    def take_step(self, principal: Principal, wish: StepWish, at: datetime) -> StepFault | None:
        """State, release, refuse or withdraw; or why not, and then nothing was written."""
