"""Who has to be told that their data came from the other agency, and that they were (Art. 14 GDPR, D31).

Worked out anew each time from the index of the log and from what the papers opened; nothing but the handing over is
kept. What was confided (S1) is in no sheet.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from hub.consent.informing.store import FirstLook, Informed, load_first_looks, load_informed, write_informed
from hub.consent.papers import Paper
from hub.consent.released import name_of
from hub.consent.standing import openable
from hub.gate.anew import asked_anew
from hub.gate.consent_view import ask_about_consents, disclose_look, sight_of, write_look
from hub.gate.house import House
from hub.gate.recipients import Sight
from hub.gate.rules import by_rules_in_force
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.terms.access import AccessRequest
from hub.terms.catalogue import Catalogue
from hub.terms.clock import day_begins, legal_day, months_later
from hub.terms.consents import COLUMNS
from hub.terms.ids import EntryId, PersonId, new_id
from hub.terms.information import SHEET_VERSION, HandedFault, HandedWish, InformationView, Sheet
from hub.terms.lists import Agency, Category, Effect, Owner, Purpose, Role

TRIES = 5
MONTHS = 1
"""Within a month of the first look (Art. 14 Abs. 3 lit. a GDPR)."""

_TOLD = tuple(category for column in COLUMNS for category in column)
Key = tuple[PersonId, Agency]


@dataclass(frozen=True)
class _Seen:
    """One first look: the fields of others that it could show, category by category."""

    look: FirstLook
    fields: int
    categories: frozenset[Category]


@by_rules_in_force
@asked_anew
def look_at_information(house: House, request: AccessRequest) -> InformationView:
    """Every sheet of one family, for whom may look at its consents; six statements, a refusal two."""
    judged, facts = ask_about_consents(house, request)
    family = judged.outline.family
    if family is None or judged.decision.effect is Effect.DENY:
        return InformationView(disclose_look(house, judged, write_look(house, judged, facts.ties, ())))
    sight = sight_of(house, judged, family)
    papers = sight.papers(facts.papers)
    ticket = write_look(house, judged, facts.ties, papers)
    sheets = _load_sheets(house, sight, papers)
    return InformationView(disclose_look(house, judged, ticket), is_here=True, sheets=sheets)


def _load_sheets(house: House, sight: Sight, papers: Sequence[Paper]) -> tuple[Sheet, ...]:
    catalogue, family = house.policies.catalogue, sight.question.family.id
    seen = [
        one
        for look in load_first_looks(house.db, family)
        for one in [_seen(look, catalogue)]
        if one.categories and _may_know(look, sight)
    ]
    return _sheets(seen, load_informed(house.db, family), papers, catalogue)


@by_rules_in_force
def mark_handed(house: House, request: AccessRequest, wish: HandedWish) -> tuple[HandedFault, ...]:
    """Keep that sheets were handed over, all of them or none; written down as an act. Empty: it is kept.

    No value is read for it. A family that is not theirs has no sheet.
    """
    judged, facts = ask_about_consents(house, request)
    family = judged.outline.family
    if family is None or judged.decision.effect is Effect.DENY:
        return (HandedFault.NOBODY,)
    sight = sight_of(house, judged, family)
    known = _load_sheets(house, sight, sight.papers(facts.papers))
    sheets = [one for one in known if one.key in wish.keys and one.is_due]
    faults = _faults(sheets, wish.day, request.at)
    if faults or wish.day is None:
        return faults
    for left in reversed(range(TRIES)):
        try:
            _mark_once(house, request, wish, sheets)
        except NumberTaken:  # somebody wrote about the family meanwhile
            if not left:
                raise
        else:
            break
    return ()


def _mark_once(house: House, request: AccessRequest, wish: HandedWish, sheets: Sequence[Sheet]) -> None:
    touched = Touched(
        Event.INFORMED,
        wish.number,
        consents=tuple(sorted({ref for sheet in sheets for ref in sheet.consents})),
        persons=frozenset(sheet.person for sheet in sheets),
        owners=frozenset({Owner.JOINT}),
        purpose=wish.purpose,
        details={"handed_on": str(wish.day), "version": SHEET_VERSION, "about": sorted({s.agency for s in sheets})},
    )
    ties = load_ties(house.db, wish.number, (request.principal,), request.at)
    entry = change(EntryId(new_id()), request.principal, request.at, house.policies.digest, touched)
    document = {
        "family": ties.family,
        "by": request.principal.id,
        "version": SHEET_VERSION,
        "day": str(wish.day),
        "at": request.at.isoformat(),
        "rows": [{"person": one.person, "agency": one.agency, "told": one.told} for one in sheets],
    }
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
        write_informed(tx, entry.id, document)


def _faults(sheets: Sequence[Sheet], day: date | None, at: datetime) -> tuple[HandedFault, ...]:
    if not sheets:
        return (HandedFault.NOBODY,)
    if day is None:
        return (HandedFault.DAY,)
    if day > legal_day(at):
        return (HandedFault.FUTURE,)
    too_early = any(day < legal_day(sheet.first_at) for sheet in sheets)
    return (HandedFault.BEFORE_THE_LOOK,) if too_early else ()


def _seen(look: FirstLook, catalogue: Catalogue) -> _Seen:
    """What of it was another's: only that comes from somewhere else than the person (Art. 14)."""
    fields = look.fields & openable(catalogue, look.agency)
    return _Seen(look, fields, frozenset(one for one in _TOLD if catalogue.category_masks[one] & fields))


def _may_know(look: FirstLook, sight: Sight) -> bool:
    """Of whom the reader may know; and that a provider looked tells of a help (K8)."""
    if look.agency in sight.telling and look.person not in sight.helped:
        return False
    return look.person in sight.known


def _sheets(
    seen: Iterable[_Seen], informed: Iterable[Informed], papers: Sequence[Paper], catalogue: Catalogue
) -> tuple[Sheet, ...]:
    told: dict[Key, list[Informed]] = {}
    for before in informed:
        told.setdefault((before.person, before.agency), []).append(before)
    grouped: dict[Key, list[_Seen]] = {}
    for one in seen:
        grouped.setdefault((one.look.person, one.look.agency), []).append(one)
    sheets = [_sheet(ones, told.get(key, ()), papers, catalogue) for key, ones in grouped.items()]
    return tuple(sorted(sheets, key=lambda sheet: (not sheet.is_due, sheet.first_at, sheet.key)))


def _sheet(seen: Sequence[_Seen], informed: Sequence[Informed], papers: Sequence[Paper], catalogue: Catalogue) -> Sheet:
    """One for all that this agency has seen of this person, due as long as they were not told of a part of it."""
    person, agency, firsts = seen[0].look.person, seen[0].look.agency, _firsts(seen)
    told = {word for before in informed for word in before.told}
    news = [at for word, at in firsts.items() if word not in told]
    first_at = min(news, default=min(one.look.at for one in seen))
    categories = frozenset().union(*[one.categories for one in seen])
    return Sheet(
        person=person,
        agency=agency,
        roles=tuple(role for role in Role if role in {one.look.role for one in seen}),
        owners=_sources(agency, categories, catalogue),
        categories=tuple(one for one in _TOLD if one in categories),
        purposes=tuple(one for one in Purpose if one in {each.look.purpose for each in seen}),
        consents=tuple(paper.ref for paper in papers if any(_opened(paper, one) for one in seen)),
        first_at=first_at,
        due_by=months_later(legal_day(first_at), MONTHS),
        is_due=bool(news),
        told=tuple(sorted(firsts)),
        handed_on=max([before.handed_on for before in informed], default=None),
    )


def _sources(agency: Agency, categories: frozenset[Category], catalogue: Catalogue) -> tuple[Agency, ...]:
    """From whom these categories come: of the two agencies the other; a provider only of what is a provider's alone.

    To name a provider anywhere else would tell of a help that nobody said there is (K8).
    """
    found: set[Owner] = set()
    for category in categories:
        owners = {o for field in catalogue.fields if field.category is category for o in field.owners} - {Owner.JOINT}
        others = {owner for owner in owners if owner.value != agency.value}
        found |= others - {Owner.PROVIDER} or others
    return tuple(Agency(owner.value) for owner in Owner if owner in found)


def _firsts(seen: Sequence[_Seen]) -> Mapping[str, datetime]:
    """When each category was first open to be seen for each purpose: a new one is told of anew."""
    firsts: dict[str, datetime] = {}
    for one in seen:
        for category in one.categories:
            key = f"{category}|{one.look.purpose}"
            firsts[key] = min(firsts.get(key, one.look.at), one.look.at)
    return firsts


def _opened(paper: Paper, seen: _Seen) -> bool:
    """The paper is one of those that opened it: its people, purpose, fields, recipients and time fit."""
    look = seen.look
    named = {name_of(one) for one in paper.recipients or ()}
    is_consent = bool(paper.yeses) and paper.bound is None and not paper.entries
    fits = look.person in paper.persons and look.purpose in (paper.purposes or ()) and bool(paper.fields & seen.fields)
    begun = day_begins(paper.valid_from) <= look.at and legal_day(look.at) <= paper.last_day
    return is_consent and fits and begun and not named.isdisjoint(look.names)
