"""What the officers' overview asks of the rest of the house."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from hub.terms.overview import Checks, Overview
from hub.terms.principals import Principal


class Overviews(Protocol):
    """Figures of the log, checks of the whole of it, and what is taken along."""

    def open(self, principal: Principal, at: datetime) -> Overview:
        """The figures of the own controller; the look is written down."""

    def checks(self) -> Checks:
        """How checks of the log stand."""

    def check(self, principal: Principal, at: datetime) -> bool:
        """Have the whole log checked. False where a check is under way, or no rule lets."""

    def verifier(self) -> bytes:
        """The program that checks offline, as one file."""

    def has_log(self) -> bool:
        """Whether there is a confirmed log to be taken along."""

    def take_along(self, principal: Principal, at: datetime) -> Iterator[bytes] | None:
        """An archive of the log without contents, piece by piece; None where there is none to be taken."""
