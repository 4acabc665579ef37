"""What is asked of a set of rules before it takes effect: every promise, proven over all questions and conditions."""

from pathlib import Path

from hub.policy.policies import PolicySet
from hub.policy.prove import prove
from hub.rulebook.activating import Prove
from hub.rulebook.complaints import Complaints
from hub.rulebook.wording import load_wording


def prover(home: Path) -> Prove:
    """Says of a set which promises break, a sentence each, in the words of this checkout. Costs some two seconds."""
    wording = load_wording(home)

    def broken(policies: PolicySet) -> tuple[str, ...]:
        say = Complaints(policies, wording)
        return tuple(say.broken(one) for one in prove(policies))

    return broken
