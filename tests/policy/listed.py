"""What a list is told, read by hand as the database reads it: rule by rule, cell by cell, slow and obvious."""

from collections.abc import Iterable, Mapping
from typing import Any

from hub.policy.listing import Listing
from hub.terms.access import AccessRequest, Mandate, Outline, OutlineCell, Release
from hub.terms.ids import CellId
from hub.terms.lists import Category, Level, Owner, Sensitivity
from hub.terms.people import Family, FamStatus
from tests.policy.worlds import CATALOGUE, TODAY


def shown_by_list(told: Listing, request: AccessRequest, outline: Outline) -> dict[CellId, Level]:
    """The cells that the list shows to who asks, each at its level."""
    tie = told.question["ties"][_number(request.context.mandates.get(request.principal.id, Mandate()))]
    columns = {one["field"]: one for one in told.question["fields"]}
    found = {}
    for cell in outline.cells:
        held = tie["held"] | _facts(told.question, request, outline.family, cell, columns[cell.field])
        level = _level(_applying(told.question, tie["program"], held), request, cell, columns[cell.field])
        if level:
            found[cell.cell] = level
    return found


def _number(mandate: Mandate) -> int:
    return mandate.assigned + 2 * mandate.deputy + 4 * mandate.related + 8 * mandate.hr_decision


def _facts(question: Any, request: AccessRequest, family: Family, cell: OutlineCell, field: Any) -> int:
    whose = cell.owner
    if whose is Owner.JOINT and family.status in (FamStatus.NONE, FamStatus.PROPOSED):
        whose = family.proposing
    who = request.principal
    own = whose.value == who.agency.value and (whose is not Owner.PROVIDER or cell.provider == who.provider)
    confided = cell.entrusted_to is not None or bool(cell.entrusted_by) or field["confided"]
    is_over = family.exit_date is not None and family.exit_date < TODAY
    true = {
        "related_to_staff": family.staff_related,
        "fam_open": family.status == question["status"] and (family.status is FamStatus.PROPOSED or not is_over),
        "own": own,
        "another": not own,
        "confided": confided,
        "entrustee": cell.entrusted_to == who.id,
        "passed_on": cell.passed_on,
        "entry_released": _is_released(request, cell, int(field["alike"], 2), confided=confided),
        "restricted": cell.restricted,
        "disputed": cell.disputed,
        "source_open": cell.source is None,
        "locked": any(person.address_lock for person in family.persons if person.id in cell.persons),
    }
    return sum(question["bits"][name] for name, is_so in true.items() if is_so) | question["bits"]["owners"][whose]


def _is_released(request: AccessRequest, cell: OutlineCell, alike: int, *, confided: bool) -> bool:
    naming = [one for one in _given(request) if cell.cell in one.entries and one.fields & alike]
    agreed = {
        one.person
        for one in request.context.confidences
        if (one.recipient, one.purpose, one.entry) == (request.principal.id, request.purpose, cell.cell)
    }
    confiders = cell.entrusted_by or (cell.persons if confided else frozenset())
    return bool(cell.persons) and cell.persons <= {one.person for one in naming} and confiders <= agreed


def _given(request: AccessRequest) -> list[Release]:
    asked = (request.principal.id, request.purpose)
    return [one for one in request.context.releases if (one.recipient, one.purpose) == asked]


def _applying(question: Any, program: int, held: int) -> list[Mapping[str, Any]]:
    return [
        rule
        for rule in question["rules"]
        if rule["program"] == program
        and held & rule["when"] == rule["when"]
        and not held & rule["unless"]
        and (not rule["owners"] or held & rule["owners"])
    ]


def _level(rules: Iterable[Mapping[str, Any]], request: AccessRequest, cell: OutlineCell, field: Any) -> Level:
    """The highest at which there is a text, some rule or consent opens it, and no rule shuts it."""
    for level in (Level.FULL, Level.SUMMARY, Level.PSEUDONYMISED):
        consented = _consent_opens(request, cell, field, level)
        opened = any((rule[f"fixed_{level}"] | (rule["by_release"] * consented)) & field["column"] for rule in rules)
        shut = any(rule[f"shut_{level}"] & field["column"] for rule in rules)
        if cell.levels >> level & 1 and opened and not shut:
            return level
    return Level.NONE


def _consent_opens(request: AccessRequest, cell: OutlineCell, field: Any, level: Level) -> bool:
    """For everybody whom it is about; a single entry only where it is named."""
    kept = CATALOGUE.by_id[cell.field]
    single = kept.category is Category.SINGLE_NOTE or kept.sensitivity is Sensitivity.ENTRUSTED_65
    alone = single or cell.entrusted_to is not None or bool(cell.entrusted_by) or cell.passed_on
    named = bool(cell.entrusted_to or cell.entrusted_by)
    opening = {
        one.person
        for one in _given(request)
        if one.level >= level
        and (not alone or cell.cell in one.entries)
        and (one.fields >> field["bit"] & 1 or (named and one.fields & int(field["named_by"], 2)))
    }
    return bool(cell.persons) and cell.persons <= opening
