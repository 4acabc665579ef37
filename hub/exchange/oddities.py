"""What can be loaded but should be looked at: said by place, never by value, and left to whoever loads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from hub.exchange.reading import Document
from hub.terms.lists import Agency
from hub.terms.principals import Principal

MOST = 50
_STAFFED = frozenset({Agency.JOBCENTER, Agency.JUGENDAMT, Agency.PROVIDER})
"""Whose teams are people with accounts. Who stands outside has none: a paper names them by function alone."""

Teams = frozenset[tuple[str, str]]


def oddities(
    families: Iterable[tuple[str, Document]], staff: Mapping[str, Sequence[Principal]], day: date
) -> tuple[str, ...]:
    """Lines `place: what` about new families: teams that nobody is in, and what was written on a day to come."""
    people = list(chain(*staff.values()))
    teams = frozenset((one.agency.value, str(team)) for one in people for team in (one.team, one.provider) if team)
    lines = [
        f"{place}.{line}"
        for place, family in families
        for line in (*_empty_teams(family, teams), *_not_yet(family, day.isoformat()))
    ]
    return (*lines[:MOST], *([f"and {len(lines) - MOST} more"] if len(lines) > MOST else []))


def _empty_teams(family: Document, teams: Teams) -> Iterator[str]:
    for number, paper in enumerate(family.get("consents", ())):
        named = paper.get("recipients", ())
        for position, word in enumerate(named if isinstance(named, list) else ()):
            agency, _, team = word.partition(":")
            if agency in _STAFFED and (agency, team) not in teams:
                yield f"consents[{number}].recipients[{position}]: nobody is in this team"


def _not_yet(family: Document, day: str) -> Iterator[str]:
    """Days as text sort as days."""
    for number, cell in enumerate(family.get("cells", ())):
        if cell.get("on", "") > day:
            yield f"cells[{number}].on: a day to come"
