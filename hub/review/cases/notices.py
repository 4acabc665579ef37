"""What a member of staff is asked about their own entries, and their answer, which only officers read."""

from dataclasses import dataclass, replace
from datetime import datetime

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.review.cases.entries import Deed, entry_of
from hub.review.cases.stepping import step
from hub.review.cases.store import has_notice, read_notices
from hub.terms.case_words import CaseFault, StepKind
from hub.terms.cases import Notice, Stride
from hub.terms.principals import Principal
from hub.terms.reasons import Reason


@dataclass(frozen=True, repr=False)
class Notices:
    """The questions to whoever is signed in, at whatever process they work."""

    house: House

    def has_any(self, session: str) -> bool:
        """Whether one waits; not what it says."""
        return has_notice(self.house.db, session)

    def read(self, principal: Principal, session: str, at: datetime) -> tuple[Notice, ...]:
        """Those that wait for an answer. A look at one's own entries, written down as that."""
        return look_at_notices(self.house, principal, session, at)

    def answer(self, principal: Principal, session: str, stride: Stride, at: datetime) -> CaseFault | None:
        """Answer one in one's own words; or why that cannot be."""
        done = step(self.house, (principal, session), replace(stride, kind=StepKind.ANSWERED), at)
        return done if isinstance(done, CaseFault) and done is not CaseFault.SENT else None


@by_rules_in_force
def look_at_notices(house: House, principal: Principal, session: str, at: datetime) -> tuple[Notice, ...]:
    """What somebody is asked, after the entry of a look at their own entries."""
    entry = entry_of(house, Deed(principal, at, reason=Reason.OWN_RIGHTS), Event.OWN_LOG_READ, {"list": "notices"})
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
    return read_notices(house.db, entry.id, session)
