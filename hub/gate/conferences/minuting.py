"""Writing minutes: all of what is sent or nothing, each sentence a cell of the record at its owner's.

What is joint is held against the record first: about whom, and what not all present may see.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import orjson

from hub.db.database import Transaction
from hub.db.errors import CellChanged, NotYours, OutOfOrder
from hub.gate.conferences.minutes import Asked, find_spots
from hub.gate.conferences.sitting import Sitting, load_sitting
from hub.gate.conferences.spilled import Held, hold_against_record
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.standing import owner_for, refuse
from hub.gate.submitting import submit
from hub.record.minutes.store import Spoken, Writing, write_lines
from hub.terms.access import Act
from hub.terms.changes import Source
from hub.terms.clock import legal_day
from hub.terms.conferences import GuestFunction
from hub.terms.ids import CellId, EntryId, PersonId
from hub.terms.lists import Level, Owner
from hub.terms.minutes import (
    INVITED,
    LONGEST_SENTENCE,
    LONGEST_WHO,
    MOST_SENTENCES,
    Flawed,
    Line,
    MinutesFault,
    Section,
    Sent,
    Sentence,
    Spot,
)
from hub.terms.plain import Flaw, flaws_of
from hub.terms.writing import NewCell, NewVersion, Refusal, Refused, Said, Submission, Written

Outcome = Written | tuple[Flawed, ...] | None
PRESENT = Section.PRESENT
AS_WORDS = {
    GuestFunction.SCHOOL: "Schule",
    GuestFunction.KITA: "Kita",
    GuestFunction.INTERPRETER: "Sprachmittlung",
    GuestFunction.SUPPORT: "Beistand",
    GuestFunction.DOCTOR: "Praxis",
    GuestFunction.OTHER: "Gast",
}
"""How a guest stands in the list of those who were there: values of the record are German."""
_REFUSED = {
    Refusal.UNKNOWN_PERSON: MinutesFault.PERSON,
    Refusal.STALE: MinutesFault.CHANGED,
    Refusal.NO_TAG: MinutesFault.CHANGED,
    Refusal.KEY_USED: MinutesFault.KEY_USED,
}


@by_rules_in_force
def write_minutes(house: House, asked: Asked, sent: Sent) -> Outcome:
    """Save sentences; or what is wrong with them, and then nothing was saved. None: not there, or not theirs.

    Raises LedgerUnavailable and DatabaseUnavailable: then nothing was written.
    """
    sitting = load_sitting(house, asked.principal, asked.wanted, asked.at)
    if sitting is None:
        return None
    spots, standing = find_spots(house, asked, sitting)
    if not spots:
        refuse(house, standing)
        return None
    flaws = tuple(_flaws(sitting, spots, sent)) or _spilled(house, asked, sitting, sent)
    return flaws or _Saving(house, asked, sitting, sent, standing.people).save()


def _flaws(sitting: Sitting, spots: Sequence[Spot], sent: Sent) -> Iterator[Flawed]:
    if not sent.sentences or len(sent.sentences) > MOST_SENTENCES:
        yield Flawed(MinutesFault.EMPTY if not sent.sentences else MinutesFault.LONG)
    lines = {one.cell: one for one in sitting.kept.lines}
    for place, one in enumerate(sent.sentences):
        yield from (Flawed(fault, place) for fault in _flaws_of(one, sitting, spots, lines))


def _flaws_of(
    one: Sentence, sitting: Sitting, spots: Sequence[Spot], lines: Mapping[CellId, Line]
) -> Iterator[MinutesFault]:
    if one.spot not in spots:
        is_addendum = one.spot.section is Section.ADDENDUM
        if is_addendum is not sitting.kept.is_closed:
            yield MinutesFault.OPEN if is_addendum else MinutesFault.CLOSED
        else:
            yield MinutesFault.SPOT
    elif one.cell is not None and (one.cell not in lines or lines[one.cell].section is not one.spot.section):
        yield MinutesFault.SPOT
    if one.cell is None and not one.persons:
        yield MinutesFault.PERSON
    yield from _flaws_of_words(one)


def _flaws_of_words(one: Sentence) -> Iterator[MinutesFault]:
    if one.spot.section is Section.NEXT:
        if one.moment is None:
            yield MinutesFault.EMPTY
        return
    if not one.text.strip():
        yield MinutesFault.EMPTY
    if len(one.text) > LONGEST_SENTENCE or len(one.who) > LONGEST_WHO:
        yield MinutesFault.LONG
    if any(Flaw.CONTROL in flaws_of(part) for part in (one.text, one.who)):
        yield MinutesFault.CONTROL
    if one.spot.section is Section.AGREED:
        yield from _flaws_of_agreed(one)


def _flaws_of_agreed(one: Sentence) -> Iterator[MinutesFault]:
    """Somebody does it, by a day; else it was not agreed (users.md 41)."""
    if not one.who.strip():
        yield MinutesFault.WHO
    if one.until is None:
        yield MinutesFault.UNTIL


def owner_of(house: House, one: Sentence) -> Owner | None:
    """Whose a sentence of this field is; None where there is no such field."""
    field = house.policies.catalogue.by_id.get(one.spot.field)
    return next(iter(field.owners)) if field is not None else None


def _spilled(house: House, asked: Asked, sitting: Sitting, sent: Sent) -> tuple[Flawed, ...]:
    """Only of what is joint: what an agency writes for itself nobody else reads but by consent."""
    joint = [
        Held(place, one.words, one.persons)
        for place, one in enumerate(sent.sentences)
        if owner_of(house, one) is Owner.JOINT
    ]
    return hold_against_record(house, asked, sitting, joint) if joint else ()


@dataclass(frozen=True, repr=False)
class _Saving:
    """What was sent, as it goes into the record and into the minutes."""

    house: House
    asked: Asked
    sitting: Sitting
    sent: Sent
    people: Mapping[str, PersonId]

    def save(self) -> Outcome:
        """Written; or that somebody else was first."""
        cells = tuple(map(self._cell, self._sentences))
        body = orjson.dumps([[list(one.spot), one.persons, one.content, one.cell] for one in self.sent.sentences])
        submission = Submission(cells, self.sent.key, body, self.sent.tags, ends_draft=self.sitting.draft)
        request = self.sitting.request(self.asked.principal, Act.CONTRIBUTE, self.asked.at)
        try:
            done = submit(self.house, request, submission, self._place)
        except CellChanged:
            return (Flawed(MinutesFault.CHANGED),)
        except OutOfOrder:  # somebody wrote meanwhile, or confirmed: the next look tells which
            return (Flawed(MinutesFault.CHANGED),)
        except NotYours:
            return (Flawed(MinutesFault.SPOT),)
        return self._refused(done) if isinstance(done, Refused) else done

    def _refused(self, done: Refused) -> tuple[Flawed, ...] | None:
        if done.why is Refusal.NOT_YOURS:
            return None
        fault = _REFUSED.get(done.why, MinutesFault.SPOT)
        places = [int(place.split("/")[1]) for place in done.places] or [0]
        return tuple(Flawed(fault, min(place, len(self.sent.sentences) - 1)) for place in places)

    @property
    def _sentences(self) -> tuple[Sentence, ...]:
        """What was sent, and once who was there: about those about whom the rest is."""
        joint = [one for one in self.sent.sentences if one.cell is None and self._owner(one) is Owner.JOINT]
        if not joint or self.sitting.kept.is_closed or self.sitting.kept.present == self._noted:
            return self.sent.sentences
        return (*self.sent.sentences, self._present(joint))

    @property
    def _noted(self) -> frozenset[str]:
        """Who is noted to be there: who came stays so, once the room is forgotten."""
        kept = self.sitting.kept
        if self.sitting.is_planned and any(one.section is PRESENT for one in kept.lines):
            return kept.present
        return frozenset(one.id for one in self.sitting.present)

    def _present(self, joint: Sequence[Sentence]) -> Sentence:
        persons = {ref for one in joint for ref in one.persons} | set(self._refs.values())
        field = next(spot.field for spot in self.asked.spots if spot.section is PRESENT)
        return Sentence(Spot(PRESENT, field), tuple(sorted(persons)), "\n".join(self._names()))

    @property
    def _refs(self) -> Mapping[PersonId, str]:
        """Whoever of the family was there, as far as whoever writes may name them."""
        return {person: ref for ref, person in self.people.items() if person in self.sitting.persons}

    def _names(self) -> Iterator[str]:
        """Colleagues by name and agency, guests by what they came as, of the family the reference."""
        if self.sitting.is_planned:
            yield INVITED
        for seat in self.sitting.present:
            if seat.staff is not None:
                yield f"{seat.name} ({seat.agency_name})" if seat.agency_name else seat.name
            elif seat.guest is not None:
                yield AS_WORDS[seat.guest]
            elif seat.person is not None and seat.person in self._refs:
                yield self._refs[seat.person]

    def _cell(self, one: Sentence) -> NewCell | NewVersion:
        is_families = one.spot.section is Section.FAMILY
        content = one.content
        if one.spot.section is PRESENT:
            content = list(one.text.split("\n"))
        said = Said(
            {Level.FULL: content}, Source.PERSON if is_families else Source.OWN_FINDING, legal_day(self.asked.at)
        )
        return NewVersion(said, one.cell) if one.cell is not None else NewCell(said, one.spot.field, one.persons)

    def _place(self, tx: Transaction, entry: EntryId, cells: Sequence[CellId]) -> None:
        sitting, asked = self.sitting, self.asked
        writing = Writing(
            topic=sitting.topic.id,
            by=asked.principal.id,
            agency=asked.principal.agency,
            at=asked.at,
            version=self.sent.version,
            present=self._noted,
        )
        told = [
            Spoken(cell, one.spot.section, self._owner(one), one.until, is_new=one.cell is None)
            for cell, one in zip(cells, self._sentences, strict=True)
        ]
        write_lines(tx, entry, writing, told)

    def _owner(self, one: Sentence) -> Owner:
        return owner_for(self.house.policies.catalogue.by_id[one.spot.field], self.asked.principal)
