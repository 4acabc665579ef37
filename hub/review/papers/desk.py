"""What the officers' pages and the command ask of this room."""

from dataclasses import dataclass
from datetime import datetime

from hub.gate.house import House
from hub.review.papers.coverage import coverage, open_coverage
from hub.review.papers.making import make_paper, stamped
from hub.review.papers.sources import PaperWords, Sources
from hub.terms.information import Addresses
from hub.terms.lists import Agency
from hub.terms.principals import Principal
from hub.terms.review_papers import SIDES, WRITTEN, PaperKind, ReviewPaper


@dataclass(frozen=True, repr=False)
class Papers:
    """Papers of one house, by the rules in force at the moment of asking."""

    house: House
    words: PaperWords
    addresses: Addresses

    def open(self, principal: Principal, kind: PaperKind, at: datetime) -> ReviewPaper | None:
        """One paper of the controller that the officer acts for; None where there is none, or no rule lets."""
        if principal.agency not in SIDES:
            return None
        if kind in WRITTEN:
            return self.write(kind, principal.agency, at)
        counted = open_coverage(self.house, principal, at)
        sources = Sources(self.house.policies, self.words, self.addresses, principal.agency)
        return None if counted is None else stamped(coverage(sources, counted, at), sources, at)

    def essence(self, at: datetime) -> ReviewPaper:
        """What families may read of the arrangement (Art. 26 Abs. 2 S. 2 GDPR), by the rules of this process.

        The same for both controllers. Nobody signs in for it, so it costs no statement.
        """
        sources = Sources(self.house.policies, self.words, self.addresses, SIDES[0])
        return stamped(make_paper(PaperKind.JOINT, sources), sources, at)

    def write(self, kind: PaperKind, controller: Agency, at: datetime) -> ReviewPaper:
        """One that tells of nobody, by the rules in force. One statement."""
        self.house.rules.follow(self.house.db)
        sources = Sources(self.house.policies, self.words, self.addresses, controller)
        return stamped(make_paper(kind, sources), sources, at)
