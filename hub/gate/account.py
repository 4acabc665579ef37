"""Who saw what about me: the log as somebody of a family is told of it, written down like everything else (F6).

Rule 1: what concerns oneself, in functions and agencies; no name and no pseudonym of staff, nothing of anybody else.
Rule 2: what was confided to a worker (§ 65 SGB VIII), what serves a child's protection, and what is told later by law
is left out without a trace: neither shown nor counted. It stands in the log all the same, whose tree proves it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from itertools import islice

import orjson

from hub.consent.papers import Paper
from hub.gate.conferences.told import told_present
from hub.gate.consent_view import write_look
from hub.gate.house import House
from hub.gate.own_consents import judge_own
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.delivery.store import load_places, load_published
from hub.ledger.entry import Entry, Event, Segment, controllers, person_numbers
from hub.ledger.giving.shown import share_of
from hub.ledger.store import Opened, load_embargo_ends, read_account
from hub.terms.access import AccessRequest, Ticket
from hub.terms.account import TOLD_LATER, Account, AccountLine, Act
from hub.terms.catalogue import Catalogue
from hub.terms.clock import age_on, legal_day
from hub.terms.ids import EntryId, FieldId, PersonId, new_id
from hub.terms.lists import Agency, Category, Effect, Owner, Purpose, Role
from hub.terms.log import MOST_LINES, Cursor, LogQuery
from hub.terms.people import Family
from hub.terms.reasons import Reason

NORMS = ("Art. 15 DSGVO", "§ 83 SGB X")
_AGREEING = frozenset({Event.CONSENT_GRANTED, Event.CONSENT_WITHDRAWN, Event.CONSENT_VOIDED, Event.CONSENT_CONFIRMED})
ACTS = {
    Event.READ: Act.READ,
    Event.SEARCHED: Act.LISTED,
    Event.LISTED: Act.LISTED,
    Event.PREVIEWED: Act.READ,
    Event.SCREEN_SHOWN: Act.SCREEN,
    Event.RECORD_CHANGED: Act.CHANGED,
    Event.CONSENTS_READ: Act.CONSENTS,
    Event.CONSENTS_EXPORTED: Act.CONSENTS,
    Event.MINUTES_CONFIRMED: Act.MINUTES,
    Event.SHEET_BROUGHT: Act.NAMELESS,
    Event.LOG_IMPORTED: Act.TOLD,
    Event.STATEMENT: Act.STATEMENT,
    **dict.fromkeys(_AGREEING, Act.AGREED),
}
"""The kinds of entry that are told of."""
_BY_CATEGORY = frozenset({Act.READ, Act.SCREEN, Act.LISTED, Act.CHANGED, Act.TOLD})
"""Acts of which nothing is told where none of one's own values was touched, or none that may be told of."""
_ABOUT_ANSWERS = frozenset({Act.CONSENTS, Act.AGREED})
"""Told of where one's own answer is among them: on a paper about two, the other's is nobody else's to know."""
_FAMILY = frozenset({Role.PARENT, Role.YOUNG_PERSON, Role.RELATIVE, Role.EXTERNAL})


@by_rules_in_force
def account(house: House, request: AccessRequest, session: str, query: LogQuery) -> Account:
    """One stretch of what happened to one's own data, newest first. Six statements, and one for each further 200
    entries that it takes to fill a page; of no family, two.

    The database gives it out to whom the session is, whatever the process claims.
    """
    judged, facts = judge_own(house, request)
    family, me = judged.outline.family, PersonId(request.principal.id)
    if family is None or house.reader is None:
        return Account(write_look(house, judged, facts.ties, ()).entry, request.family, request.at, is_read=False)
    entry = replace(_entry(house, request, family, query), family=facts.ties.family, family_seq=facts.ties.next_seq)
    ticket = append(house.db, house.writer, entry)
    agreed, catalogue = _agreed(facts.papers, me), house.policies.catalogue
    entries = (one for one in _entries(house, ticket, session, query) if one.id != ticket.entry)
    ends = load_embargo_ends(house.db, ticket.entry, sha256(session.encode()).digest())
    told = (one for one in entries if not _is_told_later(one, ends))
    found = (_line(one, me, agreed, catalogue) for one in told)
    lines = tuple(islice((line for line in found if line is not None), query.limit + 1))
    last = lines[query.limit - 1] if len(lines) > query.limit else None
    return _proven(
        house,
        Account(
            statement=ticket.entry,
            family=request.family,
            at=request.at,
            age=_age(family, me, legal_day(request.at)),
            lines=lines[: query.limit],
            next=Cursor(last.at, last.entry) if last else None,
        ),
    )


def _entries(house: House, ticket: Ticket, session: str, query: LogQuery) -> Iterator[Opened]:
    """Those of the family, as far as they are asked for. Where a page ends never depends on what is not told."""
    assert house.reader is not None
    key = sha256(session.encode()).digest()
    query = replace(query, limit=MOST_LINES)
    while True:
        stretch = read_account(house.db, house.reader, ticket, key, query)
        yield from stretch.entries
        if not stretch.has_older:
            return
        query = replace(query, before=Cursor(stretch.entries[-1].at, stretch.entries[-1].id))


def _proven(house: House, told: Account) -> Account:
    """With the places of its lines in the tree, and the checkpoint to prove them by."""
    places = load_places(house.db, [line.entry for line in told.lines])
    published = load_published(house.db)
    lines = tuple(replace(line, place=places.get(line.entry)) for line in told.lines)
    return replace(told, lines=lines, published=published[-1] if published else None)


def _line(one: Opened, me: PersonId, agreed: Mapping[str, date], catalogue: Catalogue) -> AccountLine | None:
    """What an entry says of this person; None where it says nothing of them, or nothing that may be told."""
    act = _act(one, me)
    purpose = Purpose(one.purpose) if one.purpose else None
    subject, access = one.segments.get("subject", {}), one.segments.get("access", {})
    if act is None or one.effect == Effect.DENY or me not in _persons(subject):
        return None
    share = share_of(one, me)
    said: Mapping[str, Sequence[str]] = orjson.loads(share.opening.share.words) if share else {}
    categories = _in_order(said["categories"]) if said else _kinds(act, access, me, catalogue)
    decision = one.segments.get("decision", {})
    refs = [*_texts(decision.get("consents")), *_texts(access.get("consents"))]
    days = tuple(sorted({agreed[ref] for ref in refs if ref in agreed}))
    if (act in _BY_CATEGORY and not categories) or (act in _ABOUT_ANSWERS and not days):
        return None
    return AccountLine(
        entry=one.id,
        at=one.at,
        act=act,
        role=Role(one.role),
        agency=Agency(one.agency),
        categories=categories,
        purpose=purpose,
        present=told_present(one.role, _texts(access.get("present"))) if act is Act.SCREEN else (),
        agreed_on=days if act in _BY_CATEGORY else (),
        norms=() if days else tuple(said["norms"]) if said else _texts(decision.get("norms")),
        leaf=one.leaf,
        share=share.written() if share else b"",
    )


def _is_told_later(one: Opened, ends: Mapping[str, datetime]) -> bool:
    """Whether the law lets it be told only later, and that day has not come: an officer gives it its end."""
    if one.purpose is None or Purpose(one.purpose) not in TOLD_LATER:
        return False
    return one.purpose not in ends or one.at > ends[one.purpose]


def _act(one: Opened, me: PersonId) -> Act | None:
    """What was done; nothing that somebody else of the family did, whom one is not told of."""
    act = ACTS.get(Event(one.event)) if one.event in set(Event) else None
    if one.role not in _FAMILY or (act is Act.STATEMENT and _is_mine(one, me)):
        return act
    return Act.OWN if act is not None and _is_mine(one, me) else None


def _is_mine(one: Opened, me: PersonId) -> bool:
    return one.segments.get("actor", {}).get("staff") == me


def _persons(subject: Segment) -> set[str]:
    """Those whom an entry is about: ids, alone or with what the log calls them."""
    named = subject.get("persons")
    return {str(one[0] if isinstance(one, list) else one) for one in named} if isinstance(named, list) else set()


def _categories(access: Segment, me: PersonId, catalogue: Catalogue) -> tuple[Category, ...]:
    """The kinds of one's own values that were touched, as far as they may be told of."""
    groups = access.get("cells")
    mine = [one for one in groups if isinstance(one, list) and me in one[2]] if isinstance(groups, list) else []
    fields = {FieldId(place.split("@")[0].split("#")[0]) for group in mine for place in group[3]}
    known = [catalogue.by_id[field] for field in fields if field in catalogue.by_id]
    told = {field.category for field in known if field.is_told_of}
    return tuple(category for category in Category if category in told)


def _kinds(act: Act, access: Segment, me: PersonId, catalogue: Catalogue) -> tuple[Category, ...]:
    if act is not Act.TOLD:
        return _categories(access, me, catalogue)
    return _in_order(set(_texts(access.get("categories"))) - {Category.SINGLE_NOTE.value, Category.NONE.value})


def _in_order(named: Collection[str]) -> tuple[Category, ...]:
    return tuple(category for category in Category if category.value in named)


def _agreed(papers: Iterable[Paper], me: PersonId) -> dict[str, date]:
    """The day of one's own last yes, by the number of the paper."""
    days = {paper.ref: [said.day for said in paper.declarations if said.by == me] for paper in papers}
    return {ref: max(said) for ref, said in days.items() if said}


def _texts(words: object) -> tuple[str, ...]:
    return tuple(map(str, words)) if isinstance(words, list) else ()


def _age(family: Family, me: PersonId, day: date) -> int | None:
    born = next((person.born for person in family.persons if person.id == me), None)
    return age_on(born, day) if born else None


def _entry(house: House, request: AccessRequest, family: Family, query: LogQuery) -> Entry:
    me, digest = PersonId(request.principal.id), house.policies.digest
    return Entry(
        id=EntryId(new_id()),
        event=Event.STATEMENT,
        at=request.at,
        principal=request.principal,
        effect=Effect.PERMIT,
        policies=digest,
        controllers=controllers(request.principal, {Owner.JOINT}, family),
        purpose=request.purpose,
        subject={"number": family.number, "persons": [[me, person_numbers(family)[me]]]},
        access={
            "purpose": request.purpose,
            "action": "list",
            "agency": request.principal.agency,
            "role": request.principal.role,
            "at": request.at.isoformat(timespec="milliseconds"),
            "before": str(query.before) if query.before else "",
        },
        decision={"effect": Effect.PERMIT, "reason": Reason.OWN_RIGHTS, "policies": digest, "norms": list(NORMS)},
    )
