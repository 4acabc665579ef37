"""What the officers' pages ask of this room, with the house that answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hub.gate.house import House
from hub.ledger.export import NotADelivery
from hub.ledger.tiling.store import load_standing
from hub.review.dashboard.checking import VERIFIER, ask_for_check, open_checks
from hub.review.dashboard.overview import open_overview
from hub.review.dashboard.taking_along import take_along
from hub.review.exporting import NotAllowed
from hub.terms.overview import Checks, Duty, Overview
from hub.terms.principals import Principal


@dataclass(frozen=True, repr=False)
class Dashboard:
    """The overview, checks and downloads of one house. `policy` is the file that says whom the log's readers trust."""

    house: House
    duty: Duty
    policy: Path | None

    def open(self, principal: Principal, at: datetime) -> Overview:
        """The figures of the controller that the officer acts for, after this look is an entry."""
        return open_overview(self.house, self.duty, principal, at)

    def checks(self) -> Checks:
        """How checks of the log stand."""
        return open_checks(self.house)

    def check(self, principal: Principal, at: datetime) -> bool:
        """Have the whole log checked. False where one is under way, or no rule lets."""
        return ask_for_check(self.house, principal, at)

    def verifier(self) -> bytes:
        """The program that checks a delivery offline, as one file."""
        return VERIFIER.read_bytes()

    def has_log(self) -> bool:
        """Whether there is a confirmed log to be taken along."""
        return self.policy is not None and load_standing(self.house.db).published_at is not None

    def take_along(self, principal: Principal, at: datetime) -> Iterator[bytes] | None:
        """An archive of the log without contents, piece by piece; None where nothing is signed, or no rule lets."""
        if self.policy is None:
            return None
        try:
            return take_along(self.house, self.policy.read_bytes(), principal, at)
        except (NotADelivery, NotAllowed):
            return None
