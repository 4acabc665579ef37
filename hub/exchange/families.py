"""The people of a family in a load file: facts that decide, and the rows that describe them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hub.exchange.cells import read_cells
from hub.exchange.doubles import given_twice
from hub.exchange.reading import Document
from hub.exchange.sense import senseless
from hub.exchange.walk import Walk
from hub.terms.changes import CellChange
from hub.terms.ids import FamilyNumber, PersonId, new_id
from hub.terms.lists import Owner
from hub.terms.people import CUSTODY_AREAS, Area, Family, FamStatus, Holding, Insight, Person, PersonKind

EVER = date(2000, 1, 1)
"""When what has no beginning began."""
BETREUUNG_AREAS = frozenset({Area.AUTHORITIES, Area.HEALTH})
HOLDING_KEYS = {"from": "since", "until": "until", "rests_since": "rests_since"}


def read_family(walk: Walk) -> tuple[Family, Mapping[str, Any], tuple[CellChange, ...]]:
    """The facts, the rows that describe them, and the cells."""
    document = walk.document
    for line in senseless(document):
        walk.errors.append(f"{walk.place}.{line}")
    for place in given_twice(document):
        walk.fault(place, "given twice")
    for person in document["persons"]:
        walk.persons[person["id"]] = PersonId(new_id())
    people = tuple(_person(walk, number, one) for number, one in enumerate(document["persons"]))
    family = Family(
        id=walk.family,
        number=FamilyNumber(document["number"]),
        status=FamStatus(document.get("status", "admitted")),
        proposing=Owner(document.get("proposing_agency", "jobcenter")),
        persons=people,
        exit_date=walk.date(document, "exit_date"),
        staff_related=document.get("staff_related", False),
    )
    return family, _rows(walk, family), tuple(read_cells(walk))


def _person(walk: Walk, number: int, one: Document) -> Person:
    place = f"persons[{number}]"
    kind = PersonKind(one.get("kind", "participant"))
    if kind is PersonKind.PARTICIPANT and "born" not in one:
        walk.fault(place, "needs born")
    if (walk.date(one, "born") or walk.day) > walk.day:
        walk.fault(f"{place}.born", "a day to come")
    return Person(
        id=walk.persons[one["id"]],
        ref=one["id"],
        kind=kind,
        born=walk.date(one, "born"),
        deceased_on=walk.date(one, "deceased_on"),
        languages=frozenset(one.get("languages", ["de"])),
        insight=Insight(one.get("insight", "yes")),
        custody=tuple(_holdings(walk, f"{place}.custody", one.get("custody", ()), CUSTODY_AREAS)),
        betreuer=tuple(_holdings(walk, f"{place}.betreuer", one.get("betreuer", ()), BETREUUNG_AREAS)),
        restricted_since=walk.date(one, "restricted_36_2"),
        conflict_since=walk.date(one, "conflict_since"),
        conflict_until=walk.date(one, "conflict_until"),
        address_lock=one.get("address_lock", False),
    )


def _holdings(walk: Walk, place: str, items: Any, areas: frozenset[Area]) -> Iterator[Holding]:
    for number, item in enumerate(items):
        one: Document = {"holder": item} if isinstance(item, str) else item
        holder = walk.person(f"{place}[{number}].holder", one["holder"])
        if holder is not None:
            yield Holding(
                holder=holder,
                areas=frozenset(map(Area, one["areas"])) if "areas" in one else areas,
                proven_on=walk.date(one.get("proof", {}), "seen_on"),
                **{name: walk.date(one, key) for key, name in HOLDING_KEYS.items()},
            )


def _rows(walk: Walk, family: Family) -> Mapping[str, Any]:
    """What the database adds besides the cells."""
    return {
        "family": {
            "id": str(family.id),
            "number": family.number,
            "status": family.status,
            "proposing": family.proposing,
            "exit_date": family.exit_date,
            "staff_related": family.staff_related,
        },
        "persons": [_person_row(person) for person in family.persons],
        "holdings": [
            {"person": str(person.id), "kind": kind, **_holding_row(holding)}
            for person in family.persons
            for kind, holdings in (("custody", person.custody), ("betreuung", person.betreuer))
            for holding in holdings
        ],
        **_ties(walk),
    }


def _ties(walk: Walk) -> Mapping[str, list[Mapping[str, Any]]]:
    """Whose case it is, who stands in for whom, and who is related to somebody of the family."""
    said = {kind: list(enumerate(walk.document.get(kind, ()))) for kind in ("assignments", "deputies", "relations")}
    return {
        "assignments": [
            {
                "staff": walk.staff(f"assignments[{n}].staff", one["staff"]),
                "since": one.get("from", EVER.isoformat()),
                "until": one.get("to"),
                "entered_at": one.get("entered_at"),
            }
            for n, one in said["assignments"]
        ],
        "deputies": [_deputy(walk, n, one) for n, one in said["deputies"]],
        "relations": [
            {
                "staff": walk.staff(f"relations[{n}].staff", one["staff"]),
                "person": walk.person(f"relations[{n}].person", one["person"]),
                "relation": one["as"],
            }
            for n, one in said["relations"]
        ],
    }


def _deputy(walk: Walk, place: int, one: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "staff": walk.staff(f"deputies[{place}].staff", one["staff"]),
        "stands_in_for": walk.staff(f"deputies[{place}].for", one["for"]),
        "since": one["from"],
        "until": one["to"],
        "reason": one["reason"],
        "granted_by": walk.staff(f"deputies[{place}].entered_by", one.get("entered_by")),
        "entered_at": one.get("entered_at"),
        "self_declared": one.get("self_declared", False),
    }


def _person_row(person: Person) -> Mapping[str, Any]:
    return {
        "id": str(person.id),
        "ref": person.ref,
        "kind": person.kind,
        "born": person.born,
        "deceased_on": person.deceased_on,
        "languages": sorted(person.languages),
        "insight": person.insight,
        "restricted_since": person.restricted_since,
        "conflict_since": person.conflict_since,
        "conflict_until": person.conflict_until,
        "address_lock": person.address_lock,
    }


def _holding_row(holding: Holding) -> Mapping[str, Any]:
    return {
        "holder": str(holding.holder),
        "areas": sorted(holding.areas),
        "since": holding.since,
        "until": holding.until,
        "rests_since": holding.rests_since,
        "proven_on": holding.proven_on,
    }
