"""Notes of the demo Kreis, as its pages keep them."""

from datetime import date
from typing import Any
from uuid import uuid4

from hub.casework.writing import Notes, read_places
from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.lists import Purpose
from hub.terms.writing import Note, NoteKind, Occasion
from tests.kreis import F01, ROOT, Kreis

PLACES = read_places((ROOT / "schemas" / "notes.toml").read_text(encoding="utf-8"))
FAM = Purpose.FAM_JOINT_SUPPORT
NOTE, CONVERSATION, SCHOOL = (
    FieldId(name) for name in ("sgb2_counselling_note", "sgb8_conversation_note", "sgb8_school_situation")
)
INCIDENT, ESTIMATE = FieldId("provider_incident"), FieldId("provider_8a_estimate")


def desk_of(kreis: Kreis, ref: str) -> Notes:
    """The notes of the group that somebody works in."""
    return Notes(kreis.house(kreis.principal(ref).agency.value), PLACES)


def occasion(kreis: Kreis, ref: str, number: FamilyNumber = F01, purpose: Purpose = FAM) -> Occasion:
    """Somebody writes, now."""
    return Occasion(kreis.principal(ref), number, purpose, kreis.at)


def entrusted(text: str = "Unter uns gesagt", **facts: Any) -> Note:
    """What a child confided."""
    more = {"persons": ("F01-2",), "confiders": ("F01-2",), **facts}
    return _note(NoteKind.ENTRUSTED, CONVERSATION, text, **more)


def ordinary(field: FieldId = NOTE, text: str = "Gesprochen", **facts: Any) -> Note:
    """A note for the record."""
    return _note(NoteKind.RECORD, field, text, **{"persons": ("F01-1",), "confiders": (), **facts})


def new_key() -> str:
    """A key that nobody had before."""
    return uuid4().hex


def _note(kind: NoteKind, field: FieldId, text: str, **facts: Any) -> Note:
    content = {"date": "2026-11-12", "with": "Mia", "text": text}
    return Note(kind=kind, field=field, day=date(2026, 11, 12), content=content, **facts)
