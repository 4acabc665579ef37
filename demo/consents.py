"""The consents C01 to C47 as they were signed (section 4), in the words of the scenario format.

Recipients are always named people. Where a purpose is Z3 and a coach or an ASD worker is named, the head of the FAM
team (U06) and her deputy (U09) are named too. Who interprets and who is a contact at school has no account: they are
named by function.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypedDict, Unpack

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "K1": ("contact",),
    "K2": ("family_relations",),
    "K3": ("housing",),
    "K4": ("benefit_status", "finance_detail"),
    "K5": ("work_training",),
    "K6": ("school_childcare",),
    "K7": ("health",),
    "K8": ("help_type",),
    "K9": ("help_goals",),
    "K10": ("provider_reports",),
    "K11": ("appointments",),
    "K12": ("fam_joint",),
}
PURPOSES = {
    "Z1": "fam_admission",
    "Z2": "fam_joint_support",
    "Z3": "case_conference",
    "Z4": "school_to_work",
    "Z5": "provider_service",
    "Z6": "livelihood",
}
OUTSIDE = {"SM": "external:sprachmittlung", "SCH": "external:schule"}
LEADS = ("U06", "U09")
AGENCIES_OF_FAM = frozenset({"U01", "U02", "U03", "U07", "U08"})
FORM = "2026-1"
OLD_FORM = "2025-2"
WAYS = {"T": "tablet", "P": "paper", "O": "portal", "M": "oral"}


class Rest(TypedDict, total=False):
    """What only some papers say."""

    deputies: bool
    refused: Mapping[str, str]
    withdrawn: list[dict[str, str]]
    asked: list[str]
    languages: list[str]
    interpreter: list[str]
    special_circumstances: str
    invalid_since: str


def paper(
    head: str, to: str, what: str, when: str, signed: Mapping[str, str], /, **rest: Unpack[Rest]
) -> dict[str, Any]:
    """`paper("C01 F01 1", "U01", "K1 K2 / Z2 Z3", "2026-02-01 2027-01-31 T", {"1": "2026-02-01T10:15:00+01:00"})`.

    Head: id, family, for whom. What: categories / purposes, or "all". When: first day, last day, way.
    """
    ref, family, persons = head.split()
    categories, _, purposes = what.partition(" / ")
    since, until, way = when.split()
    return {
        "id": ref,
        "family": family,
        "for": [f"{family}-{number}" for number in persons],
        "signed": _said(family, signed),
        "refused": _said(family, rest.get("refused", {})),
        "categories": "all" if categories == "all" else [one for k in categories.split() for one in CATEGORIES[k]],
        "recipients": "all" if to == "all" else list(_recipients(to.split(), purposes)),
        "purposes": "all" if purposes == "all" else [PURPOSES[z] for z in purposes.split()],
        "deputies": rest.get("deputies", False),
        "from": since,
        "to": until,
        "way": WAYS[way],
        **_form(family, since, rest),
    }


def _recipients(to: list[str], purposes: str) -> Iterator[str]:
    for one in to:
        yield OUTSIDE.get(one, f"staff:{one}")
    if "Z3" in purposes and AGENCIES_OF_FAM.intersection(to):
        yield from (f"staff:{lead}" for lead in LEADS)


def _said(family: str, said: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"by": f"{family}-{number}", "at": at} for number, at in said.items()]


def _form(family: str, since: str, rest: Rest) -> dict[str, Any]:
    withdrawn = [{**one, "by": f"{family}-{one['by']}"} for one in rest.get("withdrawn", [])]
    kept: dict[str, Any] = {
        key: rest[key] for key in ("interpreter", "special_circumstances", "asked", "invalid_since") if key in rest
    }
    return {
        "notices": ["purpose", "no_disadvantage", "withdrawal"],
        "languages": rest.get("languages", ["de"]),
        "form_version": FORM if since >= "2026" else OLD_FORM,
        **({"withdrawn": withdrawn} if withdrawn else {}),
        **kept,
    }
