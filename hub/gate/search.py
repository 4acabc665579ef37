"""A list or a search: a `disclose` over the principal's own families, with few statements however many they are.

Decided first for each family, as for a page; then one entry names every family that is shown with what is shown of it,
committed before anything is read. A query is not kept: the log says that was searched, for what, and what was read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from hub.db.errors import DatabaseUnavailable, TicketVoid
from hub.gate.glances import Asker, Candidate, decide_glance, glance, open_glances
from hub.gate.house import House
from hub.gate.store import load_own
from hub.ledger.errors import NumberTaken
from hub.record.blind import BORN, NAMES, day_of, matches, token, words_of
from hub.record.store import find_tokens
from hub.terms.answers import Json
from hub.terms.families import HITS, PAGE, Asked, Glances
from hub.terms.ids import CellId, FieldId
from hub.terms.lists import Purpose
from hub.terms.principals import Principal

log = structlog.get_logger()
TRIES = 5
MOST_SEARCHED = 2000
MOST_WORDS = 6
DATES = frozenset(map(FieldId, ("appointment", "fam_conference_date", "fam_review_date", "sgb8_help_plan_meeting")))


@dataclass(frozen=True, repr=False)
class Wanted:
    """A query: a case number, or words that all have to be found in names; a date of birth is one word."""

    number: str
    words: tuple[str, ...]
    fields: frozenset[FieldId]


def list_families(house: House, principal: Principal, purpose: Purpose, asked: Asked, at: datetime) -> Glances:
    """The own families with names and next dates, or those among them that a query finds.

    Three statements for a list, four for a search. Raises LedgerUnavailable or DatabaseUnavailable: then nothing was
    read.
    """
    asker = Asker(principal, purpose, at, "search" if asked.query else "list")
    for _ in range(TRIES):
        try:
            return _search(house, asker, asked) if asked.query else _list(house, asker, asked)
        except (TicketVoid, NumberTaken):
            log.info("something changed while families were listed: asked anew")
    raise DatabaseUnavailable("these families keep changing")


def _list(house: House, asker: Asker, asked: Asked) -> Glances:
    limit = min(asked.limit, PAGE)
    own = load_own(house, asker.principal, asker.at, (asked.after or "", limit + 1))
    candidates = [decide_glance(house, asker, *one, NAMES | DATES) for one in list(own.items())[:limit]]
    opened = open_glances(house, asker, candidates)
    more = candidates[-1].number if len(own) > limit else None
    return Glances(tuple(glance(house, one, opened) for one in candidates), more)


def _search(house: House, asker: Asker, asked: Asked) -> Glances:
    """Which families may match is asked of the index; that they do, of the values, once they may be read."""
    limit, wanted = min(asked.limit, HITS), _read_query(asked.query)
    own = load_own(house, asker.principal, asker.at, (asked.after or "", MOST_SEARCHED))
    candidates = [decide_glance(house, asker, *one, wanted.fields) for one in own.items()]
    narrowed = _narrow(house, candidates, wanted)
    opened = open_glances(house, asker, narrowed[:limit])
    found = [one for one in narrowed[:limit] if _is_found(one, wanted, opened)]
    more = narrowed[limit - 1].number if len(narrowed) > limit else None
    return Glances(tuple(glance(house, one, opened) for one in found), more)


def _read_query(query: str) -> Wanted:
    day = day_of(query)
    words = (day,) if day else words_of(query)[:MOST_WORDS]
    return Wanted("".join(query.split()).upper(), words, NAMES | {BORN} if day else NAMES)


def _narrow(house: House, candidates: Sequence[Candidate], wanted: Wanted) -> list[Candidate]:
    """The families that may match: by number, by the own index, or by names that only another agency has entered."""
    mine, key = house.ring.holder, house.index.get(house.ring.holder)
    asked = [
        (cell.cell, hashed, word)
        for one in candidates
        if one.outline.family is not None and key is not None
        for word in wanted.words
        for hashed in [token(key, one.outline.family.id, word)]
        for cell in one.whole
        if cell.owner == mine
    ]
    there = find_tokens(house.db, [(cell, hashed) for cell, hashed, _ in asked])
    hits = {(cell, word) for cell, hashed, word in asked if (cell, hashed) in there}
    return [one for one in candidates if one.number == wanted.number or _may_match(one, wanted, hits, mine)]


def _may_match(one: Candidate, wanted: Wanted, hits: set[tuple[CellId, str]], mine: str) -> bool:
    own = {(cell.field, cell.persons) for cell in one.whole if cell.owner == mine}
    if any(cell.owner != mine and (cell.field, cell.persons) not in own for cell in one.whole):
        return bool(wanted.words)
    return bool(wanted.words) and all(any((cell.cell, word) in hits for cell in one.whole) for word in wanted.words)


def _is_found(one: Candidate, wanted: Wanted, opened: Mapping[CellId, Json]) -> bool:
    if one.number == wanted.number:
        return True
    known = [(cell.field, opened[cell.cell]) for cell in one.whole if cell.cell in opened]
    return all(any(matches(field, content, word) for field, content in known) for word in wanted.words)
