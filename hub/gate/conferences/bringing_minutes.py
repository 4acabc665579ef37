"""Minutes as a load file brings them: which values of the record stand in them, and who confirmed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from hub.db.database import Transaction
from hub.gate.conferences.tables import PURPOSE
from hub.gate.house import House
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.store import next_seq
from hub.record.minutes.store import Spoken, Writing, write_confirmed, write_lines
from hub.record.store import load_outline
from hub.terms.access import OutlineCell
from hub.terms.conference_plans import BroughtLine, BroughtMinutes
from hub.terms.conferences import Meeting, Topic
from hub.terms.ids import EntryId, PersonId, new_id
from hub.terms.lists import Owner
from hub.terms.principals import Principal

People = Mapping[str, PersonId]


def bring_minutes(
    house: House,
    tx: Transaction,
    arriving: tuple[Principal, datetime],
    about: tuple[Meeting, Topic, People],
    brought: BroughtMinutes,
) -> tuple[int, ...]:
    """Keep them; or the places of lines whose value is not there, and then nothing was kept."""
    meeting, topic, people = about
    assert topic.family_id is not None
    cells = load_outline(house.db, topic.family_id).cells
    found = [_cell(cells, people, line) for line in brought.lines]
    lost = tuple(place for place, cell in enumerate(found) if cell is None)
    if lost:
        return lost
    spoken = [
        Spoken(cell.cell, line.section, cell.owner, line.due)
        for cell, line in zip(found, brought.lines, strict=True)
        if cell is not None
    ]
    author = brought.author
    entry = _write_down(house, tx, arriving, Event.RECORD_CHANGED, (meeting, topic))
    write_lines(tx, entry, Writing(topic.id, author.id, author.agency, brought.at, 0), spoken)
    for who, at in brought.confirmed:
        entry = _write_down(house, tx, arriving, Event.MINUTES_CONFIRMED, (meeting, topic))
        write_confirmed(tx, entry, Writing(topic.id, who.id, who.agency, at, 1))
    return ()


def _cell(cells: tuple[OutlineCell, ...], people: People, line: BroughtLine) -> OutlineCell | None:
    """The joint value of this field and entry about exactly these people."""
    about = frozenset(people[ref] for ref in line.persons if ref in people)
    if len(about) != len(line.persons):
        return None
    named = (line.field, line.entry, about, Owner.JOINT)
    return next((one for one in cells if (one.field, one.entry, one.persons, one.owner) == named), None)


def _write_down(
    house: House, tx: Transaction, arriving: tuple[Principal, datetime], event: Event, about: tuple[Meeting, Topic]
) -> EntryId:
    meeting, topic = about
    assert topic.family is not None
    assert topic.family_id is not None
    told = {"conference": meeting.number, "version": 1}
    touched = Touched(event, topic.family, owners=frozenset({Owner.JOINT}), purpose=PURPOSE, details=told)
    entry = change(EntryId(new_id()), *arriving, house.policies.digest, touched)
    append(tx, house.writer, replace(entry, family=topic.family_id, family_seq=next_seq(tx, topic.family_id)))
    return entry.id
