"""Sets of rules by their number, taken from the database and worked out anew; the same set is read once."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from threading import Lock

from hub.db.errors import RulesUnusable
from hub.gate.activations.store import load_document
from hub.gate.house import House
from hub.gate.proposals.store import load_proposals, load_proposed, load_versions
from hub.policy.agreed import write_agreed
from hub.policy.documents import read_set, rewrite
from hub.policy.faults import PolicyFaulty
from hub.policy.load import AGREED
from hub.policy.policies import PolicySet
from hub.rulebook.changes.comparing import directions
from hub.terms.recent import Recent
from hub.terms.rule_changes import Proposal, Version

MOST = 12
"""Sets that a process keeps: one and a half megabytes each."""


@dataclass(frozen=True)
class Sets:
    """What versions and proposals say. RulesUnusable where a text is not that of its digest."""

    house: House
    _known: Recent[str, PolicySet] = field(default_factory=lambda: Recent(MOST))
    _reading: Lock = field(default_factory=Lock)

    def versions(self) -> tuple[Version, ...]:
        """Every set that was ever in force, the first one first."""
        return load_versions(self.house.db)

    def proposals(self) -> tuple[Proposal, ...]:
        """Every proposal, the newest first."""
        return load_proposals(self.house.db)

    def of(self, version: Version) -> PolicySet:
        """The rules of a version."""
        return self._read(version.digest, lambda: load_document(self.house.db, version.digest))

    def in_force(self) -> Version:
        """The version by which everybody decides now."""
        versions = self.versions()
        if not versions:
            raise RulesUnusable("no rules are in force: run `hub policy activate`")
        return versions[-1]

    def proposed(self, proposal: Proposal) -> PolicySet:
        """The rules that a proposal would bring."""
        return self._read(proposal.digest, lambda: load_proposed(self.house.db, proposal.number))

    def before(self, proposal: Proposal) -> PolicySet:
        """The rules that a proposal was made for."""
        return self._read(proposal.based_on, lambda: load_document(self.house.db, proposal.based_on))

    def seen(self, proposal: Proposal) -> Proposal:
        """A proposal with what it opens and closes worked out from its two sets, whatever its maker called it."""
        way = directions(self.before(proposal), self.proposed(proposal))
        return replace(proposal, widens=way.widens, narrows=way.narrows)

    def is_what_it_says(self, proposal: Proposal) -> bool:
        """Whether it is the set before with the lines of its cells, and opens and closes what it is said to."""
        before, after = self.before(proposal), self.proposed(proposal)
        lines = {one.cell for one in set(before.agreed) ^ set(after.agreed)}
        document = load_document(self.house.db, proposal.based_on) or ""
        made = rewrite(document, AGREED, write_agreed(after.agreed), self.house.policies.catalogue)
        is_no_more = lines == {one.cell for one in proposal.cells} and made.policies.digest == proposal.digest
        return is_no_more and self.seen(proposal) == proposal

    def _read(self, digest: str, load: Callable[[], str | None]) -> PolicySet:
        with self._reading:
            known = self._known.get(digest)
            if known is None:
                try:
                    known = read_set(load() or "", digest, self.house.policies.catalogue)
                except PolicyFaulty as fault:
                    raise RulesUnusable(f"rules {digest[:12]} cannot be read: {fault}") from fault
                self._known.keep(digest, known)
            return known
