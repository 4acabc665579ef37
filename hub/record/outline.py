"""From what the database says of a family to the facts that are decided on."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any

import orjson

from hub.terms.access import Outline, OutlineCell
from hub.terms.ids import CellId, FamilyId, FamilyNumber, FieldId, PersonId, ProviderId, StaffId
from hub.terms.lists import Owner
from hub.terms.people import Area, Family, FamStatus, Holding, Insight, Person, PersonKind

Document = Mapping[str, Any]
REMEMBERED = 256


@lru_cache(maxsize=REMEMBERED)
def parse_outline(family: str | None, subjects: str | None, cells: str | None) -> Outline:
    """The outline as `record.outline` in the database puts it together, out of its three JSON texts.

    The same texts are the same outline, so the last ones are remembered; the database is asked each time all the same.
    """
    if family is None:
        return Outline()
    persons = {key: frozenset(map(PersonId, value)) for key, value in orjson.loads(subjects or "{}").items()}
    known = _family(orjson.loads(family))
    ranks = {person.id: rank for rank, person in enumerate(known.persons)}
    groups = {key: sorted(map(ranks.__getitem__, members)) for key, members in persons.items()}
    rows = sorted(orjson.loads(cells or "[]"), key=partial(_place, groups))
    return Outline(known, tuple(_cell(row, persons) for row in rows))


def _place(groups: Mapping[str, list[int]], row: Sequence[Any]) -> tuple[int, str, int, int, list[int]]:
    """Where a cell stands: in the order of the catalogue, then by owner, entry, part and persons; no chance in it."""
    _, _, subjects, owner, entry, *_, part, _, bit, _ = row
    return bit, owner, entry, part, groups[subjects]


def _cell(row: Sequence[Any], persons: Mapping[str, frozenset[PersonId]]) -> OutlineCell:
    cell, field, subjects, owner, entry, version, levels, provider, to, by, passed_on, disputed, restricted, *rest = row
    part, extract_of, _, source = rest
    return OutlineCell(
        cell=CellId(cell),
        field=FieldId(field),
        persons=persons[subjects],
        owner=Owner(owner),
        entry=entry,
        version=version,
        levels=levels,
        provider=ProviderId(provider) if provider else None,
        entrusted_to=StaffId(to) if to else None,
        entrusted_by=frozenset(PersonId(person) for person in by or ()),
        passed_on=passed_on is not None,
        disputed=disputed,
        restricted=restricted is not None,
        part=part,
        extract_of=CellId(extract_of) if extract_of else None,
        source=source,
    )


def _family(row: Document) -> Family:
    return Family(
        id=FamilyId(row["id"]),
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
        id=PersonId(row["id"]),
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
        holder=PersonId(holder),
        areas=frozenset(Area(area) for area in areas),
        since=_day(since),
        until=_day(until),
        rests_since=_day(rests_since),
        proven_on=_day(proven_on),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
