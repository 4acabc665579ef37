"""Families of all kinds for lists: consents, custody, entrusted names, deputies; and both decisions about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from hub.consent.papers import Paper
from hub.consent.store import load_papers
from hub.gate.glances import decide_glance
from hub.gate.house import House
from hub.gate.lists import Asker, Stretch, question
from hub.gate.store import Facts
from hub.identity.store import Ties, load_ties
from hub.record.blind import BORN, NAMES
from hub.record.store import load_outline
from hub.terms.access import Outline
from hub.terms.ids import FamilyNumber, FieldId, TeamId
from hub.terms.principals import Principal
from tests.attacks.by_hand import Connection, tenant
from tests.attacks.families import ALL_NOTICES
from tests.kreis import Kreis

DATES = ("appointment", "fam_conference_date", "fam_review_date", "sgb8_help_plan_meeting")
FIELDS = NAMES | {BORN} | set(map(FieldId, DATES))
OWNERS = {"fam_conference_date": "joint", "fam_review_date": "joint", "sgb8_help_plan_meeting": "jugendamt"}
TEXTS = {"appointment": "2026-12-01T10:00", "sgb8_help_plan_meeting": "2026-12-01T10:00", "birth_date": "1990-02-03"}
TEXTS |= {"fam_conference_date": "2026-12-01", "fam_review_date": "2026-12-01"}

BIRTHDAY, DAY_BEFORE = "2011-11-16", "2011-11-17"
INSTANTS = tuple(
    datetime.fromisoformat(text).astimezone(UTC)
    for text in (
        "2026-09-30T23:59:59+02:00",
        "2026-10-01T00:00:00+02:00",
        "2026-10-01T10:00:00+02:00",
        "2026-11-10T11:59:59+01:00",
        "2026-11-10T12:00:00+01:00",
        "2026-11-15T23:59:59+01:00",
        "2026-11-16T00:00:00+01:00",
        "2026-11-30T23:59:59+01:00",
        "2026-12-01T00:00:00+01:00",
        "2027-10-01T00:00:00+02:00",
    )
)
"""On, just before and just after what papers, withdrawals and birthdays of these families say."""

DOCTOR = "Dr. Erdacht"
"""Bound to secrecy (§ 203 StGB)."""

maybe = st.sampled_from([False, False, False, True])
ages = st.sampled_from(["1988-05-04", BIRTHDAY, DAY_BEFORE, "2012-11-16", "2008-11-16", "2019-03-01"])
recipients = st.sets(
    st.sampled_from(["staff:U01", "staff:U04", "staff:U07", "jobcenter:west", "jugendamt:west", "provider:oft"]),
    min_size=1,
)


@st.composite
def families(draw: Any, name: str) -> dict[str, Any]:
    """One family, as a load file says it; its number is its name."""
    people = [f"{name}-{number}" for number in (1, 2, 3)]
    persons = [
        {"id": people[0], "born": "1988-05-04", "address_lock": draw(maybe)},
        {"id": people[1], "born": draw(ages), "address_lock": draw(maybe)},
        {"id": people[2], "born": draw(ages)},
    ]
    for person in persons[1:]:
        person["custody"] = [{"holder": people[0], "proof": {"kind": "register_58", "seen_on": "2025-02-03"}}]
        person["insight"] = draw(st.sampled_from(["yes", "yes", "doubted"]))
    filled = draw(cells(name, people))
    ids = [one["id"] for one in filled]
    if draw(maybe):
        persons[1] |= {"conflict_since": "2026-11-01", "conflict_until": "2026-11-15"}
    return {
        "id": name,
        "number": f"FAM-{name}",
        "status": draw(st.sampled_from(["admitted", "admitted", "admitted", "proposed", "ended"])),
        "proposing_agency": draw(st.sampled_from(["jobcenter", "jugendamt"])),
        "staff_related": draw(maybe),
        **({"exit_date": "2026-11-15"} if draw(maybe) else {}),
        "persons": persons,
        "assignments": [{"staff": one} for one in sorted(draw(st.sets(st.sampled_from(["U01", "U07", "U12"]))))],
        "deputies": draw(st.sampled_from([[], [_deputy("U04", "U01")], [_deputy("U10", "U07")]])),
        "cells": filled,
        "consents": draw(st.lists(papers(people, ids), max_size=3).map(lambda drawn: _named(name, drawn))),
    }


def _deputy(staff: str, other: str) -> dict[str, Any]:
    return {"staff": staff, "for": other, "from": "2026-10-01", "to": "2026-11-30", "reason": "Urlaub"}


@st.composite
def cells(draw: Any, name: str, people: list[str]) -> list[dict[str, Any]]:
    """Of each field at most one for the same people and owner."""
    found: dict[Any, dict[str, Any]] = {}
    for number in range(draw(st.integers(2, 7))):
        what = draw(st.sampled_from(sorted(FIELDS)))
        owner = OWNERS.get(what) or draw(st.sampled_from(["jobcenter", "jugendamt"]))
        about = sorted(draw(st.sets(st.sampled_from(people), min_size=1, max_size=2)))
        one: dict[str, Any] = {"id": f"{name}-c{number}", "field": what, "persons": about, "on": "2026-11-01"}
        one |= {"owner": owner} if what not in OWNERS else {}
        one |= {"value": TEXTS.get(what, "Erdacht"), "disputed": draw(maybe)}
        if draw(maybe):
            one |= {"restricted_since": "2026-11-02"}
        if draw(maybe):
            one |= {"bound_source": DOCTOR}
        if owner == "jugendamt" and draw(maybe):
            one |= {"entrusted_to": "U07", "entrusted_by": [people[0]]}
            one |= {"passed_on_at": "2026-11-05T10:00:00+01:00"} if draw(st.booleans()) else {}
        found[what, owner, tuple(about)] = one
    return list(found.values())


@st.composite
def papers(draw: Any, people: list[str], ids: list[str]) -> dict[str, Any]:
    """Some consent, complete or not; some name entries one by one, some are releases from secrecy."""
    said = [{"by": one, "at": "2026-10-01T10:00:00+02:00"} for one in sorted(draw(st.sets(st.sampled_from(people))))]
    split = draw(st.integers(0, len(said))) if draw(maybe) else len(said)
    about = sorted(draw(st.sets(st.sampled_from(people), min_size=1)))
    paper = {
        "for": about,
        "signed": said[:split],
        "refused": said[split:],
        "categories": sorted(draw(st.sets(st.sampled_from(["contact", "appointments", "fam_joint"]), min_size=1))),
        "recipients": sorted(draw(recipients)),
        "purposes": draw(st.sampled_from([["fam_joint_support"], ["fam_joint_support", "case_conference"]])),
        "deputies": draw(st.booleans()),
        "from": "2026-10-01",
        "to": draw(st.sampled_from(["2026-11-15", "2026-11-30", "2027-09-30"])),
        "way": draw(st.sampled_from(["tablet", "tablet", "oral"])),
        "special_circumstances": "am Telefon",
        "notices": ALL_NOTICES,
        "languages": ["de"],
        "level": draw(st.sampled_from(["full", "full", "summary"])),
    }
    if draw(maybe):
        paper |= {"categories": ["single_note"], "entries": sorted(draw(st.sets(st.sampled_from(ids), min_size=1)))}
    elif draw(maybe):
        paper |= {"bound": DOCTOR}
    if said[:split] and draw(maybe):
        back = {"by": said[0]["by"], "received_at": "2026-11-10T12:00:00+01:00", "received_by": "jugendamt"}
        back |= {"recipients": sorted(draw(recipients))} if draw(st.booleans()) else {}
        paper["withdrawn"] = [back]
    return paper


def _named(name: str, drawn: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"{name}-p{number}", **paper} for number, paper in enumerate(drawn)]


def askers(kreis: Kreis) -> list[Principal]:
    """Their own families, a deputy's, a wide team's, and nobody's."""
    found = [kreis.principal(ref) for ref in ("U01", "U04", "U07", "U12")]
    teams = [replace(one, team=TeamId("west")) for one in found[:3]]
    return [*found, *teams, kreis.principal("U10", "jugendamt"), kreis.principal("U05")]


def by_sql(
    superuser: Connection, house: House, asker: Asker, numbers: Iterable[FamilyNumber]
) -> dict[FamilyNumber, Any]:
    """What the database says may be seen: cells with their levels."""
    superuser.execute("select set_config('hub.tenant', %s, false)", (tenant(superuser),))
    rows = superuser.execute(
        "select f.number, w.seen from core.family f, record.weigh(%s, array[f.family_id], %s) w"
        " where f.number = any(%s)",
        (asker.principal.agency.value, question(house, asker, frozenset(FIELDS), Stretch("", 1)), list(numbers)),
    )
    found: dict[FamilyNumber, Any] = {number: set() for number in numbers}
    for number, seen in rows:
        found[number] = {(cell, int(level)) for cell, level, *_ in (one.split(",") for one in (seen or "").split())}
    return found


@dataclass(frozen=True)
class Known:
    """What is asked of the database once: nothing of a family changes while the two decisions are compared."""

    ties: dict[Any, Ties] = field(default_factory=dict)
    signed: dict[Any, tuple[Outline, Sequence[Paper]]] = field(default_factory=dict)

    def facts(self, house: House, asker: Asker, number: FamilyNumber) -> Facts:
        """Ties by who asks and when; outline and papers by the agency that asks."""
        principal = asker.principal
        tied = (principal.agency, principal.id, number, asker.at)
        if tied not in self.ties:
            self.ties[tied] = load_ties(house.db, number, (principal,), asker.at)
        ties, about = self.ties[tied], (principal.agency, number)
        assert ties.family is not None
        if about not in self.signed:
            papers = load_papers(house.db, ties.family, house.policies.catalogue)
            self.signed[about] = (load_outline(house.db, ties.family), papers)
        return Facts(ties, *self.signed[about])


def by_rules(house: House, asker: Asker, numbers: Iterable[FamilyNumber], known: Known) -> dict[FamilyNumber, Any]:
    """The same by `decide`, from the outline and the papers."""
    found = {}
    for number in numbers:
        decision = decide_glance(house, asker, number, known.facts(house, asker, number), FIELDS).decision
        found[number] = {(shown.cell.cell, int(shown.level)) for shown in decision.shown}
    return found
