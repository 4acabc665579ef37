"""Whose accounts a file speaks of: issuers are addresses in the hub and names in a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Issuers:
    """The issuers whose accounts may sign in: one, and maybe others that a file calls by their names."""

    first: str
    others: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str | None) -> str | None:
        """The address of an issuer; of the first where none is named."""
        return self.first if name is None else self.others.get(name)
