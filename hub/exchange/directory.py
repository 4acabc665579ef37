"""Agencies and staff of a load file: what is new of them, and who is who."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from hub.exchange.issuers import Issuers
from hub.exchange.reading import Document
from hub.exchange.sense import senseless
from hub.terms.ids import StaffId, TeamId, new_id
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal

OVERSIGHT = frozenset({Role.DPO, Role.STAFF_COUNCIL, Role.AUDITOR, Role.IT_ADMIN})
"""Roles that act for an agency without doing its work: they sign in at an address of their own."""

DEFAULT_TEAMS = {
    Role.JOBCOACH: "coaching_team",
    Role.JOBCOACH_DEPUTY: "coaching_team",
    Role.JOBCOACH_U25: "u25_team",
    Role.BENEFIT_OFFICER: "service_centre",
    Role.ASD_WORKER: "asd_west",
    Role.ASD_DEPUTY: "asd_west",
    Role.YOUTH_HELP_FINANCE: "youth_help_finance",
}
"""The teams that a role belongs to where nothing else is said (R2 of the scenario format)."""


class Known(Protocol):
    """What is in the hub already: agencies by unit, staff with their posts, pseudonyms that are taken."""

    @property
    def agencies(self) -> Mapping[str, Agency]: ...

    @property
    def staff(self) -> Mapping[str, tuple[Principal, ...]]: ...

    @property
    def pseudonyms(self) -> frozenset[str]: ...

    @property
    def families(self) -> frozenset[str]: ...

    @property
    def consents(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class Directory:
    """Rows to add, and everybody by reference once they are added."""

    rows: Mapping[str, list[dict[str, Any]]]
    staff: Mapping[str, tuple[Principal, ...]]
    agencies: Mapping[str, Agency]
    births: Mapping[str, str] = field(default_factory=dict)
    """Days of birth of new staff by their id: compared once, and kept nowhere."""

    @property
    def is_news(self) -> bool:
        """Whether there is anything to add."""
        return any(self.rows.values())


Roles = Mapping[Role, frozenset[Agency]]
"""At which agencies a role can be held."""


def plan_directory(document: Document, there: tuple[Known, Roles], issuers: Issuers, errors: list[str]) -> Directory:
    """What a load file adds to agencies and staff. Faults are added to `errors`, place by place."""
    known, roles = there
    rows: dict[str, list[dict[str, Any]]] = {"agencies": [], "staff": [], "accounts": [], "posts": []}
    agencies = dict(known.agencies)
    for agency in document.get("agencies", ()):
        if agency["id"] not in agencies:
            agencies[agency["id"]] = Agency(agency["kind"])
            rows["agencies"].append({"unit": agency["id"], **{key: agency[key] for key in ("kind", "name", "short")}})
    staff, births = dict(known.staff), dict[str, str]()
    pseudonyms = _pseudonyms(known.pseudonyms)
    for number, one in enumerate(document.get("staff", ())):
        errors += [f"staff[{number}].{line}" for line in senseless(one)]
        if one["id"] in staff:
            continue
        key, pseudonym = StaffId(new_id()), next(pseudonyms)
        rows["staff"].append({"id": str(key), "ref": one["id"], "name": one["name"], "pseudonym": pseudonym})
        births |= {str(key): one["born"]} if "born" in one else {}
        issuer = issuers.find(one.get("issuer"))
        if issuer is None:
            errors.append(f"staff[{number}].issuer: no such issuer in the settings")
        rows["accounts"].append({"issuer": issuer, "subject": one["id"], "staff": str(key)})
        principals = []
        for position, post in enumerate(one["posts"]):
            row = _post(post, (agencies, roles), f"staff[{number}].posts[{position}]", errors)
            if row is not None:
                rows["posts"].append({"staff": str(key), **row})
                principals.append(_principal(key, one["id"], row, agencies))
        staff[one["id"]] = tuple(principals)
    return Directory(rows, staff, agencies, births)


def _post(
    post: Document, there: tuple[Mapping[str, Agency], Roles], place: str, errors: list[str]
) -> dict[str, Any] | None:
    agencies, roles = there
    if post["role"] not in set(Role):
        errors.append(f"{place}.role: not a role of the vocabulary")
        return None
    if post["agency"] not in agencies:
        errors.append(f"{place}.agency: no such agency, here or in the hub")
        return None
    role = Role(post["role"])
    kind = agencies[post["agency"]]
    if kind not in roles.get(role, frozenset()):
        errors.append(f"{place}.role: not a role of this agency")
        return None
    return {
        "id": new_id(),
        "role": role,
        "unit": post["agency"],
        "served_by": "oversight" if role in OVERSIGHT else _address(kind),
        "team": post.get("team", post["agency"] if kind is Agency.PROVIDER else DEFAULT_TEAMS.get(role)),
        "since": post.get("from", date(2000, 1, 1).isoformat()),
        "until": post.get("to"),
        "hr_decision": post.get("hr_decision", False),
    }


def _address(kind: Agency) -> str:
    return Agency.FAMILY.value if kind is Agency.EXTERNAL else kind.value


def _principal(key: StaffId, ref: str, row: Mapping[str, Any], agencies: Mapping[str, Agency]) -> Principal:
    team = TeamId(row["team"]) if row["team"] else None
    return Principal(key, ref, Role(row["role"]), agencies[row["unit"]], team)


def _pseudonyms(taken: Iterable[str]) -> Iterator[str]:
    """Fresh pseudonyms in random order: `N-07` says nothing about who came when."""
    used = set(taken)
    size = 99
    while True:
        free = [f"N-{number:02}" for number in range(1, size + 1) if f"N-{number:02}" not in used]
        secrets.SystemRandom().shuffle(free)
        yield from free
        used.update(free)
        size = size * 10 + 9
