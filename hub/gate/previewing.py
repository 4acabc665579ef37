"""Looking ahead at a recipient's page, over nothing but what the reader may see anyway.

The recipient's page is decided by the very code of a look, once by the papers as they are and once by those supposed.
These are in memory alone: nothing is signed, wrapped or kept. Of the record only such cells take part as the reader's
own decision shows; of every other nothing is decided, read or said. Like any look it is written down first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hub.consent.papers import Paper, Recipient
from hub.gate.consent_view import disclose_look, tell_of
from hub.gate.deputies import standing_in
from hub.gate.frames import seen_of
from hub.gate.house import House
from hub.gate.judging import Judgement, Signed, judge
from hub.gate.recipients import Sight
from hub.gate.supposing import decide_as_if_all
from hub.gate.wrapping import NOBODY
from hub.identity.store import Ties, load_ties
from hub.ledger.append import append
from hub.ledger.entry import Seen, look
from hub.ledger.events import Event
from hub.policy.decide import refusal
from hub.policy.policies import Tie
from hub.terms.access import AccessRequest, Act, Context, Decision, Mandate, Outline, OutlineCell, Shown
from hub.terms.answers import Disclosure
from hub.terms.clock import day_begins
from hub.terms.consents import Named
from hub.terms.ids import CellId, EntryId, FieldId, StaffId, new_id
from hub.terms.lists import Agency, Effect, Level, Purpose
from hub.terms.previews import Glimpse, Page, Preview, PreviewWish
from hub.terms.principals import Principal

NAMES = frozenset(map(FieldId, ("given_name", "family_name")))
"""Read beside what is looked ahead at: people have to be told apart."""

_NO_PAGE = frozenset({Tie.SELF, Tie.GUEST})


@dataclass(frozen=True)
class Chosen:
    """Whose page it is, and for which purpose; without a page or a purpose of theirs nothing is looked ahead at."""

    recipients: tuple[Named, ...] = ()
    recipient: Named | None = None
    page: Page = Page.NONE
    principal: Principal | None = None
    purposes: tuple[Purpose, ...] = ()
    purpose: Purpose | None = None

    def view(self, disclosure: Disclosure) -> Preview:
        """What the page says of it."""
        return Preview(
            disclosure,
            is_there=True,
            recipients=self.recipients,
            recipient=self.recipient,
            page=self.page,
            purposes=self.purposes,
            seen_for=self.purpose,
        )


@dataclass(frozen=True)
class Ahead:
    """As whom, for what, when and over which cells it is looked ahead; by which papers now, and by which then."""

    principal: Principal
    purpose: Purpose
    at: datetime
    cells: Sequence[OutlineCell]
    before: Sequence[Paper]
    after: Sequence[Paper]
    assumed: Sequence[Paper] = ()
    """Answers that count as if everybody had given them whose word counts; `after` is not looked at then."""


@dataclass(frozen=True)
class Told:
    """Of which papers and whose page an entry tells. No staff is named: families read it (F6)."""

    papers: Sequence[Paper]
    chosen: Chosen
    is_signed: bool = True
    """A paper is joint; answers that nobody has given yet are of the agency that asks."""

    def segment(self) -> dict[str, object]:
        """For the entry."""
        who = self.chosen.principal
        return {
            "action": "preview",
            "consents": sorted({paper.ref for paper in self.papers}),
            "seen_as": [who.role, who.agency] if who else [],
            "seen_for": self.chosen.purpose,
        }


def choose(
    house: House, named: Mapping[Recipient, Named], sight: Sight, papers: Sequence[Paper], wish: PreviewWish
) -> Chosen:
    """The recipient that is wanted, or the first at another agency whose page could show anything; and the purpose."""
    found = [_find(house, one, name, sight, papers) for one, name in named.items()]
    wanted = [one for one in found if one.recipient and one.recipient.key == wish.recipient]
    first = sorted(found, key=lambda one: (not one.purposes, _agency(one) == sight.reader.agency))
    chosen = next(iter([*wanted, *first]), Chosen())
    purpose = wish.seen_for if wish.seen_for in chosen.purposes else next(iter(chosen.purposes), None)
    return replace(chosen, recipients=tuple(named.values()), purpose=purpose)


def _find(house: House, one: Recipient, name: Named, sight: Sight, papers: Sequence[Paper]) -> Chosen:
    """Relatives and people from outside have no page of a family's record: no case can be theirs."""
    asker = sight.asker(one)
    role = house.policies.roles.get(asker.role) if asker else None
    if asker is None or role is None or role.tie in _NO_PAGE or asker.agency not in role.agencies:
        return Chosen(recipient=name)
    purposes = _purposes(role.purposes, [paper for paper in papers if one in (paper.recipients or ())])
    page = Page.TEAM if asker.id == NOBODY else Page.OWN
    return Chosen(recipient=name, page=page, principal=asker, purposes=purposes)


def _agency(chosen: Chosen) -> Agency | None:
    return chosen.recipient.agency if chosen.recipient else None


def _purposes(theirs: frozenset[Purpose], papers: Iterable[Paper]) -> tuple[Purpose, ...]:
    """For what the recipient may look, of what these papers are for."""
    named = {purpose for paper in papers for purpose in paper.purposes or ()}
    return tuple(purpose for purpose in Purpose if purpose in named & theirs)


def begins(papers: Iterable[Paper], at: datetime) -> datetime:
    """When all of these count that will: now, or with the day on which the last of them begins."""
    return max([at, *(day_begins(paper.valid_from) for paper in papers)])


def look_ahead(house: House, judged: Judgement, ahead: Ahead) -> tuple[Glimpse, ...]:
    """What of the reader's own sight the recipient's page shows, now or then. One statement: the recipient's mandate.

    Left out is what the recipient's own agency holds: no consent is asked for it.
    """
    cells = tuple(one for one in ahead.cells if not holds(ahead.principal, one))
    outline = replace(judged.outline, cells=cells)
    request = standing_in(house.policies, _request(house, judged.request, ahead))
    before = _levels(house, request, outline, ahead.before)
    after = _levels(house, request, outline, ahead.after)
    if ahead.assumed:
        after = _of(decide_as_if_all(house.policies, request, outline, (ahead.before, ahead.assumed)))
    glimpses = [
        Glimpse(one.cell, one.field, one.persons, before.get(one.cell, Level.NONE), after.get(one.cell, Level.NONE))
        for one in outline.cells
    ]
    return tuple(one for one in glimpses if one.before or one.after)


def holds(principal: Principal, cell: OutlineCell) -> bool:
    """It is their own agency's; of a provider's, their own provider's."""
    is_theirs = cell.provider is None or cell.provider in (principal.provider, principal.team)
    return cell.owner.value == principal.agency.value and is_theirs


def _request(house: House, asked: AccessRequest, ahead: Ahead) -> AccessRequest:
    """The question that the recipient's page would ask. A team's page is that of whoever in it has the case."""
    who = ahead.principal
    mandates: Mapping[StaffId, Mandate] = {who.id: Mandate(assigned=True)}
    if who.id != NOBODY:
        mandates = load_ties(house.db, asked.family, (who,), ahead.at).mandates
    return AccessRequest(who, (who,), Act.DISCLOSE, ahead.purpose, asked.family, ahead.at, Context(mandates=mandates))


def _levels(house: House, request: AccessRequest, outline: Outline, papers: Sequence[Paper]) -> Mapping[CellId, Level]:
    return _of(judge(house.policies, request, outline, Signed(papers)).decision)


def _of(decision: Decision) -> Mapping[CellId, Level]:
    return {shown.cell.cell: shown.level for shown in decision.shown}


def write_preview(house: House, judged: Judgement, ties: Ties, glimpses: Iterable[Glimpse], told: Told) -> Disclosure:
    """Write the look down, then read: two statements. Each value at the recipient's level, never above the reader's."""
    levels = {one.cell: max(one.before, one.after) for one in glimpses}
    shown = tuple(
        Shown(one.cell, min(one.level, levels.get(one.cell.cell, one.level)), one.because)
        for one in judged.decision.shown
        if one.cell.cell in levels or one.cell.field in NAMES
    )
    judged = replace(judged, decision=_without_blanks(judged.decision, shown))
    seen = seen_of(house, judged.outline.family, judged.decision)
    entry = look(EntryId(new_id()), judged.request, judged.decision, seen)
    entry = tell_of(entry, judged, told.papers) if told.is_signed else entry
    entry = replace(entry, event=Event.PREVIEWED, access={**entry.access, **told.segment()})
    ticket = append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
    return disclose_look(house, judged, ticket)


def refuse_preview(house: House, judged: Judgement, ties: Ties) -> Disclosure:
    """Write down that nothing was shown: the family or the paper is not there, or not theirs to see."""
    judged = Judgement(judged.request, Outline(), refusal(house.policies, judged.request))
    entry = look(EntryId(new_id()), judged.request, judged.decision, Seen())
    ticket = append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
    return disclose_look(house, judged, ticket)


def _without_blanks(decision: Decision, shown: tuple[Shown, ...]) -> Decision:
    effect = Effect.PERMIT if decision.effect is Effect.REDACT else decision.effect
    return replace(decision, effect=effect, shown=shown, blanks=())
