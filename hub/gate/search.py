"""A list or a search: a `disclose` over the principal's own families, with few statements however many they are.

Decided first, in the database and by the rules that a page is decided by; then one entry names every family that is
shown with what is shown of it, committed before anything is read. A query is not kept: the log says that was searched,
for what, and what was read, with a keyed fingerprint, so that it is seen when many look for one name.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from hub.db.errors import DatabaseUnavailable, TicketVoid
from hub.gate.conferences.agreed import AGREED, with_agreed
from hub.gate.glances import Candidate, decide_glance, glance, held_against, open_glances
from hub.gate.house import House
from hub.gate.lists import Asker, Seen, Stretch, Weighed
from hub.gate.rules import by_rules_in_force
from hub.gate.store import Facts, load_listed, load_numbered, weigh_families
from hub.gate.tasks import told_tasks
from hub.ledger.errors import NumberTaken
from hub.policy.consent_sight import consent_purposes
from hub.record.blind import BORN, NAMES, day_of, matches, searched, token, words_of
from hub.record.store import find_tokens
from hub.terms.answers import Json
from hub.terms.clock import legal_day
from hub.terms.families import HITS, PAGE, Asked, Glances
from hub.terms.ids import CellId, FieldId
from hub.terms.lists import Level, Purpose
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


@by_rules_in_force
def list_families(house: House, principal: Principal, purpose: Purpose, asked: Asked, at: datetime) -> Glances:
    """The own families with names and next dates, or those among them that a query finds.

    Three statements for a list, five with its tasks or for a search. Raises LedgerUnavailable or DatabaseUnavailable:
    then nothing was read.
    """
    action, matter = ("search", _matter(house, asked.query)) if asked.query else ("list", "")
    asker = Asker(principal, purpose, at, action, matter)
    for _ in range(TRIES):
        try:
            return _search(house, asker, asked) if asked.query else _list(house, asker, asked)
        except (TicketVoid, NumberTaken):
            log.info("something changed while families were listed: asked anew")
    raise DatabaseUnavailable("these families keep changing")


def _list(house: House, asker: Asker, asked: Asked) -> Glances:
    limit = min(asked.limit, PAGE)
    has_tasks = asked.tasks and asker.purpose in consent_purposes(house.policies, asker.principal.role)
    fields = NAMES | DATES | {BORN, AGREED} if has_tasks else NAMES | DATES
    found = load_listed(house, asker, fields, Stretch(asked.after or "", limit + 1))
    candidates = [_candidate(house, asker, weighed, facts, fields) for weighed, facts in found[:limit]]
    told = {one.candidate.number: one for one in told_tasks(house, asker, candidates)} if has_tasks else {}
    candidates = [with_agreed(told[one.number].candidate if one.number in told else one) for one in candidates]
    opened = open_glances(house, asker, candidates)
    more = candidates[-1].number if len(found) > limit else None
    lines = [glance(house, one, opened) for one in candidates]
    day = legal_day(asker.at)
    near = {number: tuple(line for line in one.lines if line.is_at_hand(day)) for number, one in told.items()}
    return Glances(tuple(replace(one, tasks=near[one.number]) if one.number in near else one for one in lines), more)


def _search(house: House, asker: Asker, asked: Asked) -> Glances:
    """Which families may match is asked of the index; that they do, of the values, once they may be read."""
    limit, wanted = min(asked.limit, HITS), _read_query(asked.query)
    own = weigh_families(house, asker, wanted.fields, Stretch(asked.after or "", MOST_SEARCHED))
    narrowed = _narrow(house, _up_to_date(house, asker, own, wanted), wanted)
    facts = load_numbered(house, asker, [one.number for one in narrowed[:limit]])
    candidates = [_candidate(house, asker, one, facts[one.number], wanted.fields) for one in narrowed[:limit]]
    opened = open_glances(house, asker, candidates)
    found = [one for one in candidates if _is_found(one, wanted, opened)]
    more = narrowed[limit - 1].number if len(narrowed) > limit else None
    return Glances(tuple(glance(house, one, opened) for one in found), more)


def _candidate(house: House, asker: Asker, weighed: Weighed, facts: Facts, fields: frozenset[FieldId]) -> Candidate:
    return held_against(decide_glance(house, asker, weighed.number, facts, fields), weighed)


def _up_to_date(house: House, asker: Asker, own: Sequence[Weighed], wanted: Wanted) -> list[Weighed]:
    """Families whose consents are not worked out ahead are decided from their papers. One statement, where any is."""
    facts = load_numbered(house, asker, [one.number for one in own if one.stale])
    return [
        replace(one, seen=_seen(decide_glance(house, asker, one.number, facts[one.number], wanted.fields)))
        if one.stale
        else one
        for one in own
    ]


def _seen(one: Candidate) -> tuple[Seen, ...]:
    return tuple(
        Seen(cell.cell, level, cell.field, cell.owner, ",".join(sorted(cell.persons)))
        for cell, level, _ in one.decision.shown
    )


def _matter(house: House, query: str) -> str:
    """A fingerprint of a query under the own index key: equal for equal names, and open to nobody who reads the log."""
    key = house.index.get(house.ring.holder)
    day = day_of(query)
    return searched(key, (day,) if day else words_of(query)) if key is not None else ""


def _read_query(query: str) -> Wanted:
    day = day_of(query)
    words = (day,) if day else words_of(query)[:MOST_WORDS]
    return Wanted("".join(query.split()).upper(), words, NAMES | {BORN} if day else NAMES)


def _narrow(house: House, own: Sequence[Weighed], wanted: Wanted) -> list[Weighed]:
    """The families that may match: by number, by the own index, or by names that only another agency has entered."""
    mine, key = house.ring.holder, house.index.get(house.ring.holder)
    asked = [
        (cell.cell, hashed, word)
        for one in own
        if key is not None
        for word in wanted.words
        for hashed in [token(key, one.family, word)]
        for cell in one.seen
        if cell.owner == mine and cell.level is Level.FULL
    ]
    there = find_tokens(house.db, [(cell, hashed) for cell, hashed, _ in asked])
    hits = {(cell, word) for cell, hashed, word in asked if (cell, hashed) in there}
    return [one for one in own if one.number == wanted.number or _may_match(one, wanted, hits, mine)]


def _may_match(one: Weighed, wanted: Wanted, hits: set[tuple[CellId, str]], mine: str) -> bool:
    whole = [cell for cell in one.seen if cell.level is Level.FULL]
    own = {(cell.field, cell.subjects) for cell in whole if cell.owner == mine}
    if any(cell.owner != mine and (cell.field, cell.subjects) not in own for cell in whole):
        return bool(wanted.words)
    return bool(wanted.words) and all(any((cell.cell, word) in hits for cell in whole) for word in wanted.words)


def _is_found(one: Candidate, wanted: Wanted, opened: Mapping[CellId, Json]) -> bool:
    if one.number == wanted.number:
        return True
    known = [(cell.field, opened[cell.cell]) for cell in one.whole if cell.cell in opened]
    return all(any(matches(field, content, word) for field, content in known) for word in wanted.words)
