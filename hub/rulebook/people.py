"""The persons of a written case and their family: only what decides."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hub.terms.ids import FamilyId, FamilyNumber, PersonId
from hub.terms.lists import Owner
from hub.terms.people import CUSTODY_AREAS, Area, Family, FamStatus, Holding, Insight, Person, PersonKind

Case = Mapping[str, Any]
NUMBER = FamilyNumber("FAM-0000-000")


def read_family(case: Case) -> Family:
    """The family with everybody in the case, third persons and representatives too."""
    facts = case.get("family", {})
    return Family(
        id=FamilyId("family"),
        number=NUMBER,
        status=FamStatus(facts.get("status", "admitted")),
        proposing=Owner(facts.get("proposing_agency", "jobcenter")),
        persons=tuple(_person(ref, one) for ref, one in case.get("persons", {}).items()),
        exit_date=read_day(facts.get("exit_date")),
        staff_related=facts.get("staff_related", False),
    )


def read_day(word: str | None) -> date | None:
    """A day, if one is given."""
    return date.fromisoformat(word) if word else None


def _person(ref: str, facts: Case) -> Person:
    return Person(
        id=PersonId(ref),
        ref=ref,
        kind=PersonKind(facts.get("kind", "participant")),
        born=read_day(facts.get("born")),
        deceased_on=read_day(facts.get("deceased_on")),
        languages=frozenset(facts.get("languages", ["de"])),
        insight=Insight(facts.get("insight", "yes")),
        custody=tuple(map(_holding, facts.get("custody", []))),
        betreuer=tuple(map(_holding, facts.get("betreuer", []))),
        restricted_since=read_day(facts.get("restricted_36_2")),
        conflict_since=read_day(facts.get("conflict_since")),
        conflict_until=read_day(facts.get("conflict_until")),
        address_lock=facts.get("address_lock", False),
    )


def _holding(facts: str | Case) -> Holding:
    """A bare name is a holding of undivided custody."""
    if isinstance(facts, str):
        return Holding(PersonId(facts))
    return Holding(
        holder=PersonId(facts["holder"]),
        areas=frozenset(map(Area, facts["areas"])) if "areas" in facts else CUSTODY_AREAS,
        since=read_day(facts.get("from")),
        until=read_day(facts.get("until")),
        rests_since=read_day(facts.get("rests_since")),
        proven_on=read_day(facts.get("proof", {}).get("seen_on")),
    )
