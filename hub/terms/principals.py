"""Who asks."""

from dataclasses import dataclass

from hub.terms.ids import ProviderId, StaffId, TeamId
from hub.terms.lists import Agency, Role


@dataclass(frozen=True)
class Principal:
    """Who asks, as signed in: one person in one role of one agency (A4)."""

    id: StaffId
    ref: str
    role: Role
    agency: Agency
    team: TeamId | None = None
    provider: ProviderId | None = None
    pseudonym: str = ""
