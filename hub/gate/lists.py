"""Several families decided in one statement, before anything is read: by the compiled rules and by what consents open.

`store` asks it. What comes out is held against `decide` for each family that is shown (`glances`): what both let be
seen is shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

import orjson

from hub.consent.coverage import DEPUTIES
from hub.consent.papers import Staff, Team
from hub.consent.released import name_of
from hub.gate.house import House
from hub.policy.listing import Drive, Listing, listing
from hub.terms.clock import legal_day
from hub.terms.ids import CellId, FamilyId, FamilyNumber, FieldId, TeamId
from hub.terms.lists import Level, Owner, Purpose
from hub.terms.principals import Principal

COLUMNS = 4
"""Of a row of `record.list_page`."""


@dataclass(frozen=True)
class Asker:
    """Who looks at several families, for what, when, and by which act: `list` or `search`.

    `matter` is a keyed fingerprint of what was searched for; empty in a list.
    """

    principal: Principal
    purpose: Purpose
    at: datetime
    action: str
    matter: str = ""


@dataclass(frozen=True)
class Stretch:
    """So many families after a number."""

    after: str
    limit: int


@dataclass(frozen=True)
class Seen:
    """A cell that may be seen at a level; `subjects` names the people it is about, as a set."""

    cell: CellId
    level: Level
    field: FieldId
    owner: Owner
    subjects: str


@dataclass(frozen=True)
class Weighed:
    """One family as the database decided it. `stale`: its consents are not worked out ahead, so ask `decide` alone."""

    number: FamilyNumber
    family: FamilyId
    stale: bool
    seen: tuple[Seen, ...]


def question(house: House, asker: Asker, fields: frozenset[FieldId], stretch: Stretch) -> str:
    """What the database is asked, as it takes it."""
    who, policies = asker.principal, house.policies
    program = listing(policies, who.agency, who.role, asker.purpose, fields)
    names = _names(who)
    asked = {
        **program.question,
        "ties": _ties(program),
        "drive": program.drive,
        "sets": list(_subsets(names)) if program.drive is Drive.RELEASE else [],
        "names": names,
        "staff": who.id,
        "owner": who.agency,
        "provider": who.provider,
        "purpose": asker.purpose,
        "day": legal_day(asker.at),
        "at": asker.at,
        "catalogue": policies.catalogue.consented,
        "after": stretch.after,
        "limit": stretch.limit,
    }
    return orjson.dumps(asked).decode()


def parse_weighed(row: Sequence[Any]) -> Weighed:
    """One row of `record.list_page`: cells apart by blanks, what is said of each by commas."""
    number, family, stale, seen = row
    cells = [one.split(",") for one in seen.split()] if seen else ()
    return Weighed(
        FamilyNumber(number),
        FamilyId(family),
        stale,
        tuple(
            Seen(CellId(cell), Level(int(level)), FieldId(field), Owner(owner), subjects)
            for cell, level, field, owner, subjects in cells
        ),
    )


def _ties(program: Listing) -> list[Mapping[str, Any]]:
    """A deputy's role is that of a deputy to consents too."""
    return [{**tie, "stands_in": program.roles[tie["program"]] in DEPUTIES} for tie in program.question["ties"]]


def _names(who: Principal) -> list[str]:
    """The names by which papers can know who asks; a deputy's colleague depends on the family."""
    teams = [Team(who.agency, TeamId(team)) for team in (who.team, who.provider) if team]
    return sorted({name_of(Staff(who.id)), *map(name_of, teams)})


def _subsets(names: Sequence[str]) -> Iterator[str]:
    """Each set of names by which a family's papers can know somebody of these names: sorted, one a line."""
    for many in range(1, len(names) + 1):
        yield from map("\n".join, combinations(names, many))
