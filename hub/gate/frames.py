"""Around the values of a look: which are to be read, and all that is said beside them."""

from collections.abc import Mapping

from hub.gate.house import House
from hub.gate.numbering import count_shown
from hub.ledger.entry import Seen
from hub.terms.access import Decision, Look, Outline
from hub.terms.answers import Frame, Json, Projection, Value
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Level
from hub.terms.people import Family


def seen_of(house: House, family: Family | None, decision: Decision) -> Seen:
    """What a look that shows so much says to each whom it concerns, and what may be read on it."""
    return Seen(family, looks_of(house, decision), house.policies.catalogue.kinds)


def looks_of(house: House, decision: Decision) -> tuple[Look, ...]:
    """The values that a decision lets be read, for the ticket."""
    fields = house.policies.catalogue.by_id
    return tuple(
        Look(cell.cell, fields[cell.field].partition, cell.version, level) for cell, level, _ in decision.shown
    )


def frame_of(house: House, decision: Decision, outline: Outline) -> Frame:
    """What was decided to be shown, save the values."""
    fields = house.policies.catalogue.by_id
    numbers = count_shown(decision.shown)
    places = tuple(
        Value(
            cell.cell,
            cell.field,
            cell.persons,
            fields[cell.field].category,
            level,
            None,
            cell.owner,
            cell.disputed,
            because,
            *numbers.get(cell.cell, (1, 1)),
            cell.extract_of,
            cell.version if level is Level.FULL else None,
            cell.source is not None,
        )
        for cell, level, because in decision.shown
    )
    return Frame(name_people(outline, decision), places, decision.blanks)


def fill(frame: Frame, opened: Mapping[CellId, Json]) -> Projection:
    """A frame with the values that were opened for it; what did not open is left out."""
    shown = []
    for place in frame.places:
        if place.cell in opened:
            original = place.extract_of if place.extract_of in opened else None
            shown.append(Value(*place[:5], opened[place.cell], *place[6:11], original, *place[12:]))
    return Projection(frame.people, tuple(shown), frame.blanks, frame)


def project(house: House, decision: Decision, outline: Outline, opened: Mapping[CellId, Json]) -> Projection:
    """What was decided to be shown, with the values that were opened for it."""
    return fill(frame_of(house, decision, outline), opened)


def name_people(outline: Outline, decision: Decision) -> Mapping[PersonId, str]:
    """References of those who may be named: whom something shown or a blank is about, and who signed for it."""
    named = {person for shown in decision.shown for person in (*shown.cell.persons, *shown.because.signers)}
    named |= {person for blank in decision.blanks for person in (blank.person, *blank.signers)}
    return {person.id: person.ref for person in outline.family.persons if person.id in named} if outline.family else {}
