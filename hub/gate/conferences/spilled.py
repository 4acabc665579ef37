"""What is about to be joint, held against the record: about whom it is, and what not all present may see.

Read for it are only values that whoever writes may see and not everybody who is there; that is a look of theirs, and
written down as one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hub.gate.anew import asked_anew
from hub.gate.conferences.minutes import Asked
from hub.gate.conferences.sitting import Sitting
from hub.gate.conferences.spilling import CHECKED, Guarded, find_spill
from hub.gate.confided import as_proven
from hub.gate.deputies import standing_in
from hub.gate.frames import seen_of
from hub.gate.house import House
from hub.gate.judging import Judgement, Signed, judge
from hub.gate.rules import by_rules_in_force
from hub.gate.store import Facts, load_facts
from hub.ledger.append import append
from hub.ledger.entry import look
from hub.record.blind import NAMES
from hub.record.store import read
from hub.terms.access import Act, Context, Shown
from hub.terms.answers import Json
from hub.terms.ids import CellId, EntryId, PersonId, new_id
from hub.terms.lists import Level, Owner
from hub.terms.minutes import Flawed, MinutesFault


@dataclass(frozen=True, repr=False)
class Held:
    """A sentence of the joint part: its place, its words, and about whom it is, by reference."""

    place: int
    words: str
    persons: tuple[str, ...]


@dataclass(frozen=True)
class _Both:
    """What whoever writes may see, and what everybody who is there may."""

    facts: Facts
    mine: Judgement
    everybodys: Judgement

    @property
    def known(self) -> frozenset[PersonId]:
        """Of whom something is shown to all."""
        return frozenset(person for one in self.everybodys.decision.shown for person in one.cell.persons)


@by_rules_in_force
@asked_anew
def hold_against_record(house: House, asked: Asked, sitting: Sitting, sentences: Sequence[Held]) -> tuple[Flawed, ...]:
    """What is wrong with the first sentence that may not be joint; nothing where none is found."""
    both = _judge(house, asked, sitting)
    unseen = tuple(_unseen(both, sitting, sentences))
    return unseen or tuple(_spills(house, both, sitting, sentences))


def _judge(house: House, asked: Asked, sitting: Sitting) -> _Both:
    mine = sitting.request(asked.principal, Act.DISCLOSE, asked.at)
    for_all = sitting.for_all(mine)
    facts = load_facts(house, for_all)
    context = Context(mandates=facts.ties.mandates)
    judged = [
        judge(
            house.policies,
            standing_in(house.policies, replace(one, context=context)),
            facts.outline,
            Signed(facts.papers),
        )
        for one in (mine, for_all)
    ]
    return _Both(facts, as_proven(house, judged[0]), judged[1])


def _unseen(both: _Both, sitting: Sitting, sentences: Sequence[Held]) -> Iterator[Flawed]:
    """Somebody of whom not all may know anything, and who is not there themselves."""
    family = both.mine.outline.family
    people = {one.ref: one.id for one in family.persons} if family is not None else {}
    may = both.known | sitting.persons
    for one in sentences:
        if any(people.get(ref) not in may for ref in one.persons if ref in people):
            yield Flawed(MinutesFault.UNSEEN, one.place)


def _spills(house: House, both: _Both, sitting: Sitting, sentences: Sequence[Held]) -> Iterator[Flawed]:
    hidden, free = _hidden(house, both, sitting)
    if not hidden:
        return
    opened = _read(house, both, (*hidden, *free), sitting)
    guarded = [
        Guarded(one.cell.field, opened[one.cell.cell], one.cell.field in NAMES)
        for one in hidden
        if one.cell.cell in opened
    ]
    open_to_all = [opened[one.cell.cell] for one in free if one.cell.cell in opened]
    for one in sentences:
        found = find_spill(one.words, guarded, open_to_all)
        if found is not None:
            yield Flawed(MinutesFault.SPILLED, one.place, found)


def _hidden(house: House, both: _Both, sitting: Sitting) -> tuple[tuple[Shown, ...], tuple[Shown, ...]]:
    """What is shown to whoever writes at a level at which it is not to all; and the names that are known to all."""
    fields = house.policies.catalogue.by_id
    levels: dict[CellId, Level] = {one.cell.cell: one.level for one in both.everybodys.decision.shown}
    shown = both.mine.decision.shown
    minutes = {one.cell for one in sitting.kept.lines if one.owner is Owner.JOINT}
    hidden = tuple(
        one
        for one in shown
        if one.level > levels.get(one.cell.cell, Level.NONE)
        and fields[one.cell.field].data_type in CHECKED
        and one.cell.cell not in minutes
        and not (one.cell.field in NAMES and one.cell.persons <= sitting.persons)
    )
    kept = {one.cell.cell for one in hidden}
    free = tuple(one for one in shown if one.cell.field in NAMES and one.cell.cell not in kept)
    return hidden, free


def _read(house: House, both: _Both, wanted: tuple[Shown, ...], sitting: Sitting) -> Mapping[CellId, Json]:
    decision = replace(both.mine.decision, shown=wanted, blanks=())
    family = both.mine.outline.family
    entry = look(EntryId(new_id()), both.mine.request, decision, seen_of(house, family, decision))
    entry = replace(entry, access={**entry.access, "conference": sitting.meeting.number})
    ties = both.facts.ties
    ticket = append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
    return (
        read(house.db, house.ring, family.id, ticket, both.mine.request.principal.grant) if family is not None else {}
    )
