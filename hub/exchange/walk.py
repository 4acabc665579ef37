"""Walking through one family of a load file: where one is, who is who, and what was found wrong."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from hub.exchange.directory import Directory
from hub.exchange.reading import Document
from hub.terms.catalogue import Catalogue
from hub.terms.ids import CellId, FamilyId, PersonId, StaffId, new_id

T = TypeVar("T")


@dataclass(repr=False)
class Walk:
    """One family while it is read. `day` is that of the loading; `errors` grows, and then nothing is loaded."""

    place: str
    document: Document
    directory: Directory
    catalogue: Catalogue
    day: date
    errors: list[str]
    family: FamilyId = field(default_factory=lambda: FamilyId(new_id()))
    persons: dict[str, PersonId] = field(default_factory=dict)
    cells: dict[str, CellId] = field(default_factory=dict)

    def person(self, place: str, ref: str) -> PersonId | None:
        """The person of this family with that reference."""
        return self._known(self.persons.get(ref), place, "no such person in this family")

    def staff(self, place: str, ref: str | None) -> StaffId | None:
        """The member of staff with that reference, here or in the hub already."""
        if ref is None:
            return None
        principals = self.directory.staff.get(ref)
        return self._known(principals[0].id if principals else None, place, "no such staff, here or in the hub")

    def cell(self, place: str, ref: str | None) -> CellId | None:
        """The cell of this family with that id in the file."""
        return None if ref is None else self._known(self.cells.get(ref), place, "no cell of this family has that id")

    def date(self, one: Document, key: str) -> date | None:
        """The day under a key, if there is one."""
        return date.fromisoformat(one[key]) if one.get(key) else None

    def fault(self, place: str, what: str) -> None:
        """Note that something is wrong."""
        self.errors.append(f"{self.place}.{place}: {what}")

    def _known(self, found: T | None, place: str, what: str) -> T | None:
        if found is None:
            self.fault(place, what)
        return found
