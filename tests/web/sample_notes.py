"""Notes at the sample desk: one family, one Jobcoach, all in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from hub.terms.ids import CellId, EntryId, FieldId, new_id
from hub.terms.lists import Effect, Purpose
from hub.terms.principals import Principal
from hub.terms.writing import (
    Draft,
    Note,
    NoteDesk,
    NoteKind,
    Occasion,
    Place,
    Refusal,
    Refused,
    Submission,
    Written,
)

PLACES = tuple(Place(FieldId(name)) for name in ("sgb2_counselling_note", "housing_situation", "sgb2_school_status"))


@dataclass
class MemoryNotes:
    """What was written, by key, and the drafts of everybody. `fails` is raised when something is saved."""

    written: dict[str, tuple[Note, Written]] = field(default_factory=dict)
    drafts: dict[tuple[object, NoteKind], Draft] = field(default_factory=dict)
    places: tuple[Place, ...] = PLACES
    fails: Exception | None = None
    answer: Refused | None = None

    def open_desk(self, occasion: Occasion) -> NoteDesk | None:
        """The sample family's names."""
        from tests.web.sample import FAMILY, open_sample

        seen = open_sample(*occasion)
        if seen.effect is Effect.DENY:
            return None
        names = tuple(one for one in FAMILY.projection.shown if one.field in ("given_name", "family_name"))
        seen = replace(seen, projection=replace(seen.projection, shown=names, blanks=()))
        drafts = tuple(draft for (staff, _), draft in self.drafts.items() if staff == occasion.principal.id)
        return NoteDesk(seen, self.places, drafts)

    def offers(self, principal: Principal, purpose: Purpose) -> bool:
        """To everybody."""
        return bool(self.places)

    def save(self, occasion: Occasion, note: Note, key: str) -> Written | Refused:
        """Once a key."""
        if self.fails is not None:
            raise self.fails
        if self.answer is not None:
            return self.answer
        if self.open_desk(occasion) is None:
            return Refused(Refusal.NOT_YOURS)
        _, done = self.written.setdefault(key, (note, Written(EntryId(new_id()), ((CellId(new_id()), 1),))))
        self.drafts.pop((occasion.principal.id, note.kind), None)
        return done

    def keep(self, occasion: Occasion, kind: NoteKind, fields: Mapping[str, list[str]], key: str) -> datetime | None:
        """One draft a kind."""
        if self.open_desk(occasion) is None:
            return None
        self.drafts[occasion.principal.id, kind] = Draft(kind, dict(fields), occasion.at)
        return occasion.at

    def discard(self, occasion: Occasion, kind: NoteKind) -> bool:
        """Gone."""
        self.drafts.pop((occasion.principal.id, kind), None)
        return self.open_desk(occasion) is not None


def write_sample(occasion: Occasion, submission: Submission) -> Written | Refused:
    """Everything goes, in the sample family."""
    from tests.web.sample import open_sample

    if open_sample(*occasion).effect is Effect.DENY:
        return Refused(Refusal.NOT_YOURS)
    return Written(EntryId(new_id()), tuple((CellId(new_id()), 1) for _ in submission.cells))
