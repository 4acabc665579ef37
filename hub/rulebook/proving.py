"""What is asked of rules before they take effect: all that `hub policy check` asks, and what is promised now."""

from pathlib import Path

from hub.policy.policies import PolicySet
from hub.rulebook.activating import Prove
from hub.rulebook.checking import complaints
from hub.rulebook.holding import Held, Reasons, unkept
from hub.rulebook.wording import load_wording


def prover(home: Path) -> Prove:
    """Says what is wrong with a set, a sentence each, in the words of this checkout. Costs some two seconds."""
    wording = load_wording(home)

    def found(policies: PolicySet, held: Held, reasons: Reasons) -> tuple[str, ...]:
        return (*complaints(policies, wording), *unkept(policies, held, reasons, wording))

    return found
