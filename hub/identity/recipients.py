"""Staff as recipients of what families consent to: their names and posts. One statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.db.database import Database
from hub.identity.store import load_askable_rows, load_recipient_rows, load_recipient_rows_of, load_team_rows
from hub.terms.ids import FamilyId, ProviderId, StaffId, TeamId
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal


@dataclass(frozen=True)
class Colleague:
    """Somebody in person, as they would ask; `is_assigned` where it is their case at the reader's own agency."""

    principal: Principal
    name: str
    agency_name: str
    is_assigned: bool
    has_post: bool


def load_recipients(db: Database, family: FamilyId, reader: Principal, at: datetime) -> Mapping[StaffId, Colleague]:
    """Everybody whom a paper of the family names, the reader, and whose case it is at the reader's own agency."""
    rows = load_recipient_rows(db, family, reader, at)
    return {StaffId(row[0]): _colleague(list(row)) for row in rows}


def load_recipients_of(
    db: Database, families: Sequence[FamilyId], reader: Principal, at: datetime
) -> Mapping[FamilyId, Mapping[StaffId, Colleague]]:
    """The same of several families."""
    found: dict[FamilyId, dict[StaffId, Colleague]] = {family: {} for family in families}
    for family, *row in load_recipient_rows_of(db, families, reader, at) if families else ():
        found[FamilyId(str(family))][StaffId(row[0])] = _colleague(row)
    return found


@dataclass(frozen=True)
class TeamMember:
    """Somebody whose case a family is, in the post in which it is."""

    id: StaffId
    ref: str
    name: str
    role: Role
    agency: Agency
    agency_name: str


def load_team(db: Database, family: FamilyId, at: datetime) -> tuple[TeamMember, ...]:
    """Who works with a family at the two agencies; one statement."""
    rows = {row[0]: row for row in reversed(load_team_rows(db, family, at))}
    return tuple(_member(row) for row in reversed(rows.values()))


def load_askable(db: Database, family: FamilyId, asker: StaffId, at: datetime) -> tuple[TeamMember, ...]:
    """The same for somebody whose case it is, who asks the family about them; one statement."""
    rows = {row[0]: row for row in reversed(load_askable_rows(db, family, asker, at))}
    return tuple(_member(row) for row in reversed(rows.values()))


def _member(row: Sequence[str]) -> TeamMember:
    staff, ref, name, role, agency, agency_name = row
    return TeamMember(StaffId(staff), ref, name, Role(role), Agency(agency), agency_name)


def _colleague(row: list[str]) -> Colleague:
    staff, ref, name, role, agency, provider, agency_name, team, is_assigned = row
    principal = Principal(
        id=StaffId(staff),
        ref=ref,
        role=Role(role) if role else Role.EXTERNAL,
        agency=Agency(agency) if agency else Agency.EXTERNAL,
        team=TeamId(team) if team else None,
        provider=ProviderId(provider) if provider else None,
    )
    return Colleague(principal, name, agency_name or "", bool(is_assigned), has_post=bool(role))
