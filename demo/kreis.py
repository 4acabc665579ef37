"""The load file of the Kreis, put together."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from demo.families import FAMILIES
from demo.genogram import genogram
from demo.papers import PAPERS
from demo.people import Household, Member, age_on
from demo.said import Cell, Said, owner_of, source_of
from demo.staff import AGENCIES, STAFF
from demo.ties import assignments, deputies
from demo.usual import STICHTAG, usual
from demo.values import INSTEAD, TOLD

PROVIDERS = {"oft": "U12", "nb": "U14"}
CHILD_UNTIL = 14


def kreis() -> dict[str, Any]:
    """Agencies, staff, and the families with everything about them."""
    return {
        "format": 1,
        "agencies": [dict(agency) for agency in AGENCIES],
        "staff": [{"id": ref, "name": name, "posts": [dict(post) for post in posts]} for ref, name, posts in STAFF],
        "families": [_family(family) for family in FAMILIES],
    }


def _family(family: Household) -> dict[str, Any]:
    ends = {"exit_date": family.until, "staff_related": True} if family.until else {}
    return {
        "id": family.id,
        "number": family.number,
        "status": family.status,
        "proposing_agency": family.proposed_by,
        **ends,
        "persons": [_person(family, str(number), one) for number, one in enumerate(family.members, 1)],
        "assignments": list(assignments(family)),
        **_some("deputies", list(deputies(family))),
        **_some("accounts", _accounts(family)),
        "cells": list(_cells(family)),
        "consents": [_without_family(one) for one in PAPERS if one["family"] == family.id],
    }


def _accounts(family: Household) -> list[Mapping[str, str]]:
    return [
        {"person": family.ref(number), "subject": subject, "role": role}
        for number, (subject, role) in family.accounts.items()
    ]


def _person(family: Household, number: str, member: Member) -> dict[str, Any]:
    person: dict[str, Any] = {"id": family.ref(number)}
    if member.is_third:
        person |= {"kind": "third"}
    person |= {"born": member.born, "languages": list(member.languages)}
    if member.custody:
        proof = {"proof": {"kind": member.custody.proof, "seen_on": _seen_on(family)}} if member.custody.proof else {}
        person |= {"custody": [{"holder": ref, **proof} for ref in family.refs(member.custody.holders)]}
    return person | ({"address_lock": True} if member.is_protected else {})


def _seen_on(family: Household) -> str:
    """Proof was seen with the admission, by the ASD; its content is a cell of sgb8 (D18)."""
    return family.since


def _cells(family: Household) -> Iterator[Cell]:
    minors = [n for n in family.numbers if age_on(family.member(n).born, STICHTAG) < CHILD_UNTIL]
    spots: Counter[tuple[object, ...]] = Counter()
    for said in (*usual(family, INSTEAD.get(family.id, {})), *genogram(family), *TOLD.get(family.id, ())):
        cell = _cell(family, said, minors)
        spot = (cell["field"], tuple(sorted(cell["persons"])), cell.get("owner"), cell.get("provider"))
        spots[spot] += 1
        if spots[spot] > 1 and "entry" not in cell:
            cell["entry"] = spots[spot]
        yield cell


def _cell(family: Household, said: Said, minors: list[str]) -> Cell:
    owner = owner_of(said)
    more = dict(said.more)
    confiders = str(more.pop("entrusted_by", ""))
    cell: Cell = {"field": said.field, "persons": family.refs("".join(sorted(said.about)))}
    if not said.field.startswith(("sgb2_", "sgb8_", "fam_", "provider_")):
        cell["owner"] = owner
    cell |= {"value": said.value} if said.value is not None else {}
    cell |= {"summary": said.summary} if said.summary is not None else {}
    cell |= {"author": _author(family, owner, said), "on": family.since, "source": source_of(said, minors)}
    if family.until and owner == "joint":
        cell |= {"restricted_since": _day_after(family.until)}
    return cell | more | ({"entrusted_by": family.refs(confiders)} if confiders else {})


def _author(family: Household, owner: str, said: Said) -> str:
    coach, worker = family.team
    return {"jugendamt": worker, "provider": PROVIDERS.get(said.more.get("provider", ""), "")}.get(owner) or coach


def _day_after(day: str) -> str:
    """The day after the end of a month, which FAM ends with."""
    return f"{day[:4]}-{int(day[5:7]) + 1:02}-01"


def _some(key: str, items: list[Any]) -> Mapping[str, Any]:
    return {key: items} if items else {}


def _without_family(one: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in one.items() if key != "family" and not (key == "refused" and not value)}
