"""The facts of a public scenario as this room sees them: family, papers and question. Reads facts, never the answer."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from hub.consent.coverage import Question
from hub.consent.papers import Paper
from hub.consent.reading import FORMAT_DEFAULTS, Names, parse_paper
from hub.terms.catalogue import Catalogue, parse_catalogue
from hub.terms.ids import CellId, ConsentId, FamilyId, FamilyNumber, PersonId, StaffId, TeamId
from hub.terms.lists import Agency, Owner, Purpose, Role
from hub.terms.people import CUSTODY_AREAS, Area, Family, FamStatus, Holding, Insight, Person, PersonKind
from hub.terms.principals import Principal

ROOT = Path(__file__).parents[2]
USUAL_INSTANT = "2026-11-23T10:00:00+01:00"
TEAMS = {
    "jobcoach": "coaching_team",
    "jobcoach_deputy": "coaching_team",
    "jobcoach_u25": "u25_team",
    "benefit_officer": "service_centre",
    "asd_worker": "asd_west",
    "asd_deputy": "asd_west",
    "youth_help_finance": "youth_help_finance",
}


def identity(word: str) -> str:
    """The same id for the same word, in every test."""
    return str(uuid5(NAMESPACE_OID, word))


@cache
def catalogue() -> Catalogue:
    """The catalogue of the repository."""
    retention = tomllib.loads((ROOT / "schemas" / "retention.toml").read_text(encoding="utf-8"))
    classes = retention.get("classes", retention)
    return parse_catalogue((ROOT / "schemas" / "field-catalogue.csv").read_text(encoding="utf-8"), classes)


@cache
def vocabulary() -> Mapping[str, Any]:
    """The vocabulary of the repository."""
    return tomllib.loads((ROOT / "schemas" / "vocabulary.toml").read_text(encoding="utf-8"))


@cache
def names() -> Names:
    """Words of scenarios become ids; what a scenario leaves out is the standard consent."""
    return Names(
        person=lambda word: PersonId(identity(word)),
        staff=lambda word: StaffId(identity(word)),
        cell=lambda word: CellId(identity(word)),
        catalogue=catalogue(),
        standard={**FORMAT_DEFAULTS, **vocabulary()["standard_consent"]},
    )


def cases() -> Iterator[dict[str, Any]]:
    """All public scenarios."""
    text = (ROOT / "tests" / "policies" / "scenarios.json").read_text(encoding="utf-8")
    yield from json.loads(text)["cases"]


def papers_of(case: Mapping[str, Any]) -> list[Paper]:
    """The consents of a scenario."""
    written = case.get("consents", {})
    return [parse_paper(document, ConsentId(identity(ref)), ref, names()) for ref, document in written.items()]


def question_of(case: Mapping[str, Any]) -> Question:
    """Who asks, for what and when."""
    ask = case["ask"]
    at = datetime.fromisoformat(case.get("at", USUAL_INSTANT))
    principal = principal_of(ask["principal"], case["principals"][ask["principal"]])
    return Question(family_of(case), principal, Purpose(ask["purpose"]), at)


def family_of(case: Mapping[str, Any]) -> Family:
    """The family of a scenario."""
    facts = case.get("family", {})
    return Family(
        id=FamilyId(identity("family")),
        number=FamilyNumber("FAM-2026-900"),
        status=FamStatus(facts.get("status", "admitted")),
        proposing=Owner(facts.get("proposing_agency", "jobcenter")),
        persons=tuple(person_of(ref, one) for ref, one in case.get("persons", {}).items()),
        exit_date=_day(facts.get("exit_date")),
    )


def person_of(ref: str, facts: Mapping[str, Any]) -> Person:
    """One person of a scenario."""
    return Person(
        id=PersonId(identity(ref)),
        ref=ref,
        kind=PersonKind(facts.get("kind", "participant")),
        born=_day(facts.get("born")),
        deceased_on=_day(facts.get("deceased_on")),
        languages=frozenset(facts.get("languages", ["de"])),
        insight=Insight(facts.get("insight", "yes")),
        custody=tuple(_holding(one) for one in facts.get("custody", [])),
        betreuer=tuple(_holding(one) for one in facts.get("betreuer", [])),
        restricted_since=_day(facts.get("restricted_36_2")),
        conflict_since=_day(facts.get("conflict_since")),
        conflict_until=_day(facts.get("conflict_until")),
    )


def principal_of(ref: str, facts: Mapping[str, Any]) -> Principal:
    """One principal of a scenario; a member of the family signs in under the id of the person."""
    role = Role(facts["role"])
    agency = facts.get("agency", vocabulary()["roles"][role]["agency"])
    team = facts.get("team", TEAMS.get(role))
    who = facts.get("person", ref)
    return Principal(StaffId(identity(who)), ref, role, Agency(agency), TeamId(team) if team else None)


def _holding(facts: str | Mapping[str, Any]) -> Holding:
    if isinstance(facts, str):
        return Holding(PersonId(identity(facts)))
    return Holding(
        holder=PersonId(identity(facts["holder"])),
        areas=frozenset(Area(area) for area in facts["areas"]) if "areas" in facts else CUSTODY_AREAS,
        since=_day(facts.get("from")),
        until=_day(facts.get("until")),
        rests_since=_day(facts.get("rests_since")),
        proven_on=_day(facts.get("proof", {}).get("seen_on")),
    )


def _day(word: str | None) -> date | None:
    return date.fromisoformat(word) if word else None
