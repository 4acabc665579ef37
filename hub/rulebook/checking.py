"""`hub policy check`: what is wrong with a folder of rules, before anybody decides by them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.policy.flaws import flaws
from hub.policy.load import load_policies
from hub.policy.policies import PolicySet
from hub.policy.prove import prove
from hub.rulebook.complaints import Complaints
from hub.rulebook.wording import Wording
from hub.terms.catalogue import Catalogue


@dataclass(frozen=True, eq=False)
class Checked:
    """A set of rules, and what is wrong with it, one German sentence each: broken promises first."""

    policies: PolicySet
    complaints: Sequence[str]


def check_folder(folder: Path, catalogue: Catalogue, wording: Wording) -> Checked:
    """Raises PolicyFaulty where a file cannot be read as a rule at all. Costs some two seconds."""
    policies = load_policies(folder, catalogue)
    return Checked(policies, tuple(complaints(policies, wording)))


def complaints(policies: PolicySet, wording: Wording) -> Iterator[str]:
    """Every promise that does not hold, proven over all questions and conditions; then every rule that is vain."""
    say = Complaints(policies, wording)
    yield from (say.broken(one) for one in prove(policies))
    yield from (say.flawed(one) for one in flaws(policies))
