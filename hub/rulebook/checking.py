"""`hub policy check`: what is wrong with a folder of rules, before anybody decides by them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.policy.load import load_policies
from hub.policy.policies import PolicySet
from hub.terms.catalogue import Catalogue


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong, as one German sentence; `place` is file and line, where there is one."""

    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.sentence}" if self.place else self.sentence


@dataclass(frozen=True, eq=False)
class Checked:
    """A folder of rules, and what is wrong with it."""

    policies: PolicySet
    complaints: Sequence[Complaint]


def check_folder(folder: Path, catalogue: Catalogue) -> Checked:
    """Raises PolicyFaulty where a file cannot be read as a rule at all."""
    return Checked(load_policies(folder, catalogue), ())
