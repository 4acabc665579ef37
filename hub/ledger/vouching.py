"""What is written only while the witnesses answer, by `schemas/assurance.toml`: asked before the entry is written."""

from collections.abc import Callable
from dataclasses import dataclass

from hub.ledger.assurance import Vouched
from hub.ledger.entry import Entry
from hub.ledger.errors import WitnessesSilent
from hub.ledger.leaf import Known


def nobody() -> None:
    """Where nobody can be asked, nothing of the kind is written."""
    raise WitnessesSilent("this process knows no witnesses: nobody can vouch for what comes")


@dataclass(frozen=True, repr=False)
class Vouching:
    """`ask` raises LedgerUnavailable unless a quorum answers and knows this log.

    For a process that serves nobody it stands in the place of a `Watch`: of the other kinds it asks nothing.
    """

    kinds: Vouched = frozenset()
    ask: Callable[[], object] = nobody

    def known(self) -> Known:
        """No checkpoint."""
        return Known()

    def before(self, entry: Entry) -> None:
        """LedgerUnavailable where it has to be vouched for and is not: nothing is written then."""
        if entry.event in self.kinds:
            self.ask()

    def after(self, entry: Entry) -> None:
        """Nothing more is waited for."""
