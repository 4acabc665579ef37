"""One value as somebody wrote it down, and what follows from the field and the people for the rest of its cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

Cell = dict[str, Any]


class More(TypedDict, total=False):
    """What a cell says besides its texts, where it is not what one would expect."""

    id: str
    on: str
    owner: str
    provider: str
    author: str
    source: str
    entry: int
    part: int
    pseudonymised: Any
    entrusted_to: str
    entrusted_by: str
    passed_on_at: str
    disputed: bool
    restricted_since: str
    extract_of: str


@dataclass(frozen=True)
class Said:
    """About whom (by number), which field, the full text, the summary, and the rest."""

    about: str
    field: str
    value: Any
    summary: Any
    more: More


def say(about: str, field: str, value: Any, summary: Any = None, /, **more: Unpack[More]) -> Said:
    """`say("13", "sgb8_parenting", "…", "…", on="2026-05-18")`: about the first and the third of the family."""
    return Said(about, field, value, summary, more)


def steps(said: str, /) -> dict[str, dict[str, int]]:
    """The scale of a goal: `steps("06/2026 1/0, 08/2026 1/1")`, the view of the family before that of the workers."""
    months = [one.split() for one in said.split(", ")]
    return {month: dict(zip(("Familie", "Fachkräfte"), map(int, at.split("/")), strict=True)) for month, at in months}


FINDINGS = frozenset({
    "sgb2_benefit_amount", "sgb2_housing_costs", "sgb2_additional_needs", "sgb2_potential_analysis", "sgb2_measures",
    "sgb2_work_capacity", "sgb2_missed_appointments", "sgb2_medical_opinion", "sgb8_need_assessment", "sgb8_parenting",
    "sgb8_custody", "sgb8_home_visit", "sgb8_8a_assessment", "sgb8_8a_plan", "sgb8_35a_statement", "provider_report",
    "provider_observation", "provider_hours", "provider_training_log", "sgb8_child_health", "sgb8_domestic_violence",
})  # fmt: skip
"""What workers find out or decide themselves; the rest was told."""

FROM_OTHERS = frozenset({"sgb8_8a_report", "sgb8_8a_informant"})
PREFIXES: Mapping[str, str] = {
    "sgb2_": "jobcenter", "sgb8_": "jugendamt", "provider_": "provider", "fam_": "joint",
    "information_": "joint", "release_": "joint",
}  # fmt: skip
FIXED = {"responsible_jobcoach": "jobcenter", "flag_known_sgb2": "jobcenter",
         "responsible_asd_worker": "jugendamt", "flag_known_sgb8": "jugendamt"}  # fmt: skip


def owner_of(said: Said) -> str:
    """Whose the value is: what is said of it, else what its field begins with."""
    if "owner" in said.more:
        return said.more["owner"]
    if said.field in FIXED:
        return FIXED[said.field]
    return next(owner for prefix, owner in PREFIXES.items() if said.field.startswith(prefix))


def source_of(said: Said, minors: Sequence[str]) -> str:
    """Who told it: the person, whoever has custody of a child under 14, a third person, or nobody."""
    if said.field in FINDINGS:
        return "own_finding"
    if said.field in FROM_OTHERS:
        return "third_party"
    return "custodian" if all(number in minors for number in said.about) else "person"
