"""What changes the log's own evidence needs both data protection officers, by name, with a reason; it is an entry."""

from dataclasses import dataclass, replace
from datetime import datetime

from hub.gate.house import House
from hub.ledger.about_itself import about_the_log
from hub.ledger.entry import Entry, Event, Segment
from hub.terms.principals import Principal

LONGEST = 500


class NotApproved(RuntimeError):
    """Not two different people have agreed, or nobody says why."""


@dataclass(frozen=True)
class Approval:
    """Who agreed for each agency, and why. The names stand in the entry, sealed like everything that is personal."""

    jobcenter: str
    jugendamt: str
    reason: str

    def __post_init__(self) -> None:
        names = [" ".join(one.split()).casefold() for one in (self.jobcenter, self.jugendamt)]
        if not all(names) or names[0] == names[1]:
            raise NotApproved("the data protection officers of both agencies must agree, and be two people")
        if not self.reason.strip():
            raise NotApproved("no reason is given")
        if max(map(len, (self.jobcenter, self.jugendamt, self.reason))) > LONGEST:
            raise NotApproved(f"a name or reason has more than {LONGEST} characters")


@dataclass(frozen=True)
class Approved:
    """Who carries it out, by whose approval, and when."""

    by: Principal
    approval: Approval
    at: datetime


def entry_about_the_log(house: House, approved: Approved, event: Event, told: Segment) -> Entry:
    """About the log itself, for both data protection officers."""
    approval = approved.approval
    names = {"jobcenter": approval.jobcenter, "jugendamt": approval.jugendamt}
    entry = about_the_log(approved.by, approved.at, house.policies.digest, event, told)
    return replace(entry, note={"approved": names, "reason": approval.reason})
