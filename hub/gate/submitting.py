"""Writing by references: who and what is meant is found out here, among what whoever writes may know of.

A person or a cell that they may not know of is answered like one that is not there.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hub.db.database import Transaction
from hub.db.errors import CellChanged, SentBefore
from hub.gate.contribute import contribute, find_refused
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.standing import Standing, load_standing, owner_for, provider_for, refuse
from hub.record.drafts.store import drop_draft
from hub.record.places import takes_source
from hub.record.receipts.store import keep_receipt, load_receipt
from hub.terms.access import AccessRequest, OutlineCell
from hub.terms.bound import mark_of
from hub.terms.catalogue import Field
from hub.terms.changes import CellChange
from hub.terms.ids import CellId, EntryId, FamilyId, PersonId, StaffId, new_id
from hub.terms.lists import Effect
from hub.terms.writing import NewCell, NewVersion, Refusal, Refused, Submission, Written, version_tag

TRIES = 4
Outcome = Written | Refused
Beside = Callable[[Transaction, EntryId, Sequence[CellId]], None]
"""What has to be so with what is written or not at all; it gets the cells in the order of the submission."""


@by_rules_in_force
def submit(house: House, request: AccessRequest, submission: Submission, beside: Beside | None = None) -> Outcome:
    """Write all of a submission, or nothing, with one entry. Sent again under its key, it is answered as before.

    A number of statements that does not grow with the family. Raises CellChanged where others keep being first, and
    LedgerUnavailable and DatabaseUnavailable: then nothing was written.
    """
    for _ in range(TRIES - 1):
        try:
            return _submit_once(house, request, submission, beside)
        except (SentBefore, CellChanged):  # somebody was first: what they wrote is there to be looked at now
            continue
    return _submit_once(house, request, submission, beside)


def _submit_once(house: House, request: AccessRequest, submission: Submission, beside: Beside | None) -> Outcome:
    standing = load_standing(house, request)
    family = standing.outline.family
    if family is None:
        refuse(house, standing)
        return Refused(Refusal.NOT_YOURS)
    whose = (request.principal.id, family.id)
    receipt = load_receipt(house.db, whose, submission, request.at)
    if receipt is not None:
        return receipt.written if receipt.is_same else Refused(Refusal.KEY_USED)
    changes = _Reading(house, standing, submission).changes()
    if isinstance(changes, Refused):
        return changes
    cells = tuple((one.cell, one.expected + 1) for one in changes)
    done = contribute(house, request, changes, _Receipt(whose, submission, cells, request.at, beside))
    if done.effect is Effect.DENY:
        refused = find_refused(house, standing.request, standing.outline, changes)
        return Refused(Refusal.NOT_ALLOWED, tuple(f"/{number}" for number in refused))
    return Written(done.entry, cells)


@dataclass(frozen=True, repr=False)
class _Receipt:
    """What is kept with the change: that it was sent, what was answered, and that its draft is done with."""

    whose: tuple[StaffId, FamilyId]
    submission: Submission
    cells: tuple[tuple[CellId, int], ...]
    at: datetime
    beside: Beside | None = None

    def __call__(self, tx: Transaction, entry: EntryId) -> None:
        if self.beside is not None:
            self.beside(tx, entry, [cell for cell, _ in self.cells])
        keep_receipt(tx, self.whose, self.submission, Written(entry, self.cells), self.at)
        if self.submission.ends_draft is not None:
            drop_draft(tx, self.whose, self.submission.ends_draft)


@dataclass(frozen=True, repr=False)
class _Reading:
    """One submission, as it is to be understood in one family."""

    house: House
    standing: Standing
    submission: Submission

    def changes(self) -> tuple[CellChange, ...] | Refused:
        """The changes, or what is wrong with them."""
        for why, places in ((why, tuple(places)) for why, places in self._faults()):
            if places:
                return Refused(why, places)
        made: list[CellChange] = []
        for one in self.submission.cells:
            made.append(self._new_cell(one, made) if isinstance(one, NewCell) else self._new_version(one))
        return tuple(made)

    def _faults(self) -> Iterator[tuple[Refusal, Iterator[str]]]:
        cells = list(enumerate(self.submission.cells))
        new = [(number, one) for number, one in cells if isinstance(one, NewCell)]
        versions = [(number, one) for number, one in cells if isinstance(one, NewVersion)]
        fields, people = self.house.policies.catalogue.by_id, self.standing.people
        yield Refusal.UNKNOWN_FIELD, (f"/{number}/field" for number, one in new if one.field not in fields)
        known = [(number, one, fields[one.field]) for number, one in new if one.field in fields]
        yield Refusal.NOT_ALLOWED, (f"/{n}" for n, one, field in known if one.owner and one.owner not in field.owners)
        shut = [number for number, one, field in known if one.bound and not takes_source(field)]
        yield Refusal.NO_SOURCE, (f"/{number}/bound_source" for number in shut)
        for key, refs in (("persons", "persons"), ("entrusted_by", "confiders")):
            yield (
                Refusal.UNKNOWN_PERSON,
                (f"/{n}/{key}/{m}" for n, one in new for m, ref in enumerate(getattr(one, refs)) if ref not in people),
            )
        if versions and not self.submission.tags:
            yield Refusal.NO_TAG, (f"/{number}/cell" for number, _ in versions)
        yield Refusal.STALE, (f"/{number}/cell" for number, one in versions if not self._is_as_read(one))
        yield Refusal.UNCONFIRMED, (f"/{number}/cell" for number, one in versions if self._is_unconfirmed(one))

    def _is_as_read(self, one: NewVersion) -> bool:
        there = self._there(one)
        return there is not None and version_tag(there.cell, there.version) in self.submission.tags

    def _is_unconfirmed(self, one: NewVersion) -> bool:
        there = self._there(one)
        return there is not None and there.entrusted_to is not None and not self.submission.is_confirmed

    def _there(self, one: NewVersion) -> OutlineCell | None:
        if one.cell not in self.standing.shown:
            return None
        return next(cell for cell in self.standing.outline.cells if cell.cell == one.cell)

    def _new_cell(self, one: NewCell, before: list[CellChange]) -> CellChange:
        principal = self.standing.request.principal
        field = self.house.policies.catalogue.by_id[one.field]
        owner = one.owner or owner_for(field, principal)
        change = CellChange(
            cell=CellId(new_id()),
            expected=0,
            field=field.id,
            persons=self._people(one.persons),
            owner=owner,
            provider=provider_for(owner, principal),
            entrusted_to=principal.id if one.is_entrusted else None,
            entrusted_by=self._people(one.confiders),
            texts=one.said.texts,
            source=one.said.source,
            stated_on=one.said.stated_on,
            author=principal.id,
            disputed=one.said.disputed or False,
            bound=mark_of(self._family, one.bound) if one.bound else None,
        )
        return replace(change, entry=one.entry or self._next_entry(field, change, before))

    def _new_version(self, one: NewVersion) -> CellChange:
        there = self._there(one)
        assert there is not None
        return CellChange(
            cell=there.cell,
            expected=there.version,
            field=there.field,
            persons=there.persons,
            owner=there.owner,
            provider=there.provider,
            entry=there.entry,
            part=there.part,
            extract_of=there.extract_of,
            entrusted_to=there.entrusted_to,
            entrusted_by=there.entrusted_by,
            passed_on_at=self.standing.request.at if there.passed_on else None,
            texts=one.said.texts,
            source=one.said.source,
            stated_on=one.said.stated_on,
            author=self.standing.request.principal.id,
            disputed=there.disputed if one.said.disputed is None else one.said.disputed,
            bound=there.source,
        )

    @property
    def _family(self) -> FamilyId:
        family = self.standing.outline.family
        assert family is not None
        return family.id

    def _people(self, refs: tuple[str, ...]) -> frozenset[PersonId]:
        return frozenset(self.standing.people[ref] for ref in refs)

    def _next_entry(self, field: Field, change: CellChange, before: list[CellChange]) -> int:
        """One more than the highest that this owner has in the field, here and in what is written with it."""
        spot = (field.id, change.owner, change.provider)
        there = [cell.entry for cell in self.standing.outline.cells if (cell.field, cell.owner, cell.provider) == spot]
        here = [one.entry for one in before if (one.field, one.owner, one.provider) == spot]
        return 1 + max([*there, *here], default=0)
