"""Writing into a family's record: cells by programs, notes by people, and the drafts of notes."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import orjson

from hub.gate.disclose import disclose
from hub.gate.drafting import find_desk, forget_draft, keep_draft
from hub.gate.house import House
from hub.gate.standing import offers
from hub.gate.submitting import submit
from hub.terms.access import AccessRequest, Act
from hub.terms.changes import Source
from hub.terms.ids import FieldId
from hub.terms.lists import Category, Effect, Level, Purpose
from hub.terms.principals import Principal
from hub.terms.writing import (
    Draft,
    NewCell,
    Note,
    NoteDesk,
    NoteKind,
    Occasion,
    Place,
    Refusal,
    Refused,
    Said,
    Submission,
    Written,
)

NAMES = frozenset({FieldId("given_name"), FieldId("family_name")})


def write_cells(house: House, occasion: Occasion, submission: Submission) -> Written | Refused:
    """New cells and new versions, all or nothing."""
    return submit(house, _request(occasion, Act.CONTRIBUTE), submission)


def read_places(text: str) -> tuple[Place, ...]:
    """Where notes can go, by `schemas/notes.toml`: categories in order, and in each the fields in order."""
    document = tomllib.loads(text)
    return tuple(
        Place(FieldId(field), is_entrusted=kind is NoteKind.ENTRUSTED)
        for kind in NoteKind
        for fields in document[kind].values()
        for field in fields
    )


@dataclass(frozen=True)
class Notes:
    """Notes of one process group. `places` are all that a note can go to; where it may go, the rules say."""

    house: House
    places: tuple[Place, ...]

    def open_desk(self, occasion: Occasion) -> NoteDesk | None:
        """What the form needs, read and written down as a look; None where there is nothing to write for who asks.

        Read are names, as far as they may be seen, and entrusted notes, as far as they are open to who asks.
        """
        confided = {place.field for place in self.places if place.is_entrusted}
        seen = disclose(self.house, replace(_request(occasion, Act.DISCLOSE), only=NAMES | confided))
        if seen.effect is Effect.DENY:
            return None
        found = find_desk(self.house, _request(occasion, Act.CONTRIBUTE), self.places)
        if found is None or not seen.projection.people:
            return None
        return NoteDesk(seen, self._one_a_category(found.places), found.drafts, found.own, found.lacks)

    def offers(self, principal: Principal, purpose: Purpose) -> bool:
        """Whether a way to the form is offered to this function for this purpose."""
        return offers(self.house, principal, purpose, self.places)

    def save(self, occasion: Occasion, note: Note, key: str) -> Written | Refused:
        """One note, one entry; its draft goes with it."""
        is_entrusted = note.kind is NoteKind.ENTRUSTED
        if Place(note.field, is_entrusted) not in self.places:
            return Refused(Refusal.UNKNOWN_FIELD)
        source = Source.PERSON if is_entrusted else Source.OWN_FINDING
        cell = NewCell(
            said=Said({Level.FULL: dict(note.content)}, source, note.day),
            field=note.field,
            persons=note.persons,
            is_entrusted=is_entrusted,
            confiders=note.confiders,
            bound=note.bound,
        )
        body = orjson.dumps(
            [note.kind, note.field, note.persons, note.confiders, note.day, dict(note.content), note.bound]
        )
        return write_cells(self.house, occasion, Submission((cell,), key, body, ends_draft=note.kind))

    def keep(self, occasion: Occasion, kind: NoteKind, fields: Mapping[str, list[str]], key: str) -> datetime | None:
        """Keep what was typed so far; None where such a note may not be written by who asks."""
        draft = Draft(kind, fields, occasion.at)
        return keep_draft(self.house, _request(occasion, Act.CONTRIBUTE), self.places, draft, key)

    def discard(self, occasion: Occasion, kind: NoteKind) -> bool:
        """Drop a draft."""
        return forget_draft(self.house, _request(occasion, Act.CONTRIBUTE), self.places, kind)

    def _one_a_category(self, writable: tuple[Place, ...]) -> tuple[Place, ...]:
        """Of each kind and category the first place that may be written; all of those that belong to no category."""
        fields = self.house.policies.catalogue.by_id
        first: dict[tuple[bool, str], Place] = {}
        for place in self.places:
            if place in writable:
                category = fields[place.field].category
                named = place.field if category is Category.NONE else category
                first.setdefault((place.is_entrusted, named), place)
        return tuple(first.values())


def _request(occasion: Occasion, act: Act) -> AccessRequest:
    principal, number, purpose, at = occasion
    return AccessRequest(principal, (principal,), act, purpose, number, at)
