"""What somebody gives as the ground of one look, beside the purpose: written down with it, never a standing right."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Basis(StrEnum):
    """On what the look rests."""

    SUPERVISION = "supervision"
    AUDIT = "audit"
    SUCCESSOR = "successor"
    ESTIMATE = "estimate"
    BREAK_GLASS = "break_glass"
    REVEAL = "reveal"
    PARENT_REQUEST = "parent_request"


@dataclass(frozen=True)
class Grounds:
    """The ground of one look. Its texts may hold anything, so they are not printed.

    `occasion` is why control looks at this very case (B12). A successor names danger signs and that the estimate needs
    what was confided (§ 65 Abs. 1 S. 1 Nr. 3 SGB VIII); `called_in` says that whoever estimates asked for this
    professional (Nr. 4). An emergency states a danger and how many records it is about (§ 34 StGB, E8). Revealing a
    name in the log takes a suspicion and a key of the staff council (H8). A parent says if the youth agrees (F5).
    """

    basis: Basis
    occasion: str = field(default="", repr=False)
    since: date | None = None
    danger_signs: tuple[str, ...] = field(default=(), repr=False)
    needed_for_estimate: bool = False
    called_in: bool = False
    names_needed: bool = False
    reason: str = field(default="", repr=False)
    danger_is_present: bool = False
    owner_is_reachable: bool = True
    records: int = 0
    suspicion: str = field(default="", repr=False)
    second_key: bool = False
    youth_agrees: bool = False
