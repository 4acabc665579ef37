"""From what the database says of a family to the facts that are decided on."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from hub.terms.access import Outline, OutlineCell
from hub.terms.ids import CellId, FamilyId, FamilyNumber, FieldId, PersonId, ProviderId, StaffId
from hub.terms.lists import Owner
from hub.terms.people import Area, Family, FamStatus, Holding, Insight, Person, PersonKind

Document = Mapping[str, Any]


def parse_outline(family: Document, subjects: Mapping[str, Sequence[str]], cells: Sequence[Sequence[Any]]) -> Outline:
    """The outline as `record.outline` in the database puts it together."""
    persons = {key: frozenset(PersonId(UUID(person)) for person in value) for key, value in subjects.items()}
    return Outline(_family(family), tuple(_cell(row, persons) for row in cells))


def _cell(row: Sequence[Any], persons: Mapping[str, frozenset[PersonId]]) -> OutlineCell:
    cell, field, subjects, owner, entry, levels, provider, to, by, passed_on, disputed, restricted = row
    return OutlineCell(
        cell=CellId(UUID(cell)),
        field=FieldId(field),
        persons=persons[subjects],
        owner=Owner(owner),
        entry=entry,
        levels=levels,
        provider=ProviderId(provider) if provider else None,
        entrusted_to=StaffId(UUID(to)) if to else None,
        entrusted_by=frozenset(PersonId(UUID(person)) for person in by or ()),
        passed_on=passed_on is not None,
        disputed=disputed,
        restricted=restricted is not None,
    )


def _family(row: Document) -> Family:
    return Family(
        id=FamilyId(UUID(row["id"])),
        number=FamilyNumber(row["number"]),
        status=FamStatus(row["status"]),
        proposing=Owner(row["proposing"]),
        persons=tuple(_person(person) for person in row["persons"] or ()),
        exit_date=_day(row["exit_date"]),
        staff_related=row["staff_related"],
        epoch=row["epoch"],
    )


def _person(row: Document) -> Person:
    holdings = [(kind, _holding(rest)) for kind, *rest in row["holdings"] or ()]
    return Person(
        id=PersonId(UUID(row["id"])),
        ref=row["ref"],
        kind=PersonKind(row["kind"]),
        born=_day(row["born"]),
        deceased_on=_day(row["deceased_on"]),
        languages=frozenset(row["languages"]),
        insight=Insight(row["insight"]),
        custody=tuple(holding for kind, holding in holdings if kind == "custody"),
        betreuer=tuple(holding for kind, holding in holdings if kind == "betreuung"),
        restricted_since=_day(row["restricted_since"]),
        conflict_since=_day(row["conflict_since"]),
        conflict_until=_day(row["conflict_until"]),
        address_lock=row["address_lock"],
    )


def _holding(row: Sequence[Any]) -> Holding:
    holder, areas, since, until, rests_since, proven_on = row
    return Holding(
        holder=PersonId(UUID(holder)),
        areas=frozenset(Area(area) for area in areas),
        since=_day(since),
        until=_day(until),
        rests_since=_day(rests_since),
        proven_on=_day(proven_on),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
