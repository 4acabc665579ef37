"""The pieces of the record that a written case asks for: what stands in it as a cell of the outline."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from hub.policy.layout import LOGS
from hub.rulebook.people import Case, read_day
from hub.rulebook.principals import NOBODY_HERE, staff_id
from hub.terms.access import LogRow, OutlineCell
from hub.terms.catalogue import Catalogue, Field, Ownership
from hub.terms.clock import legal_day, months_later
from hub.terms.ids import CellId, FieldId, PersonId, ProviderId, StaffId
from hub.terms.lists import Category, Level, Owner, Sensitivity

LOG_MONTHS = 6
STAFF_NAME = "staff_name"
_ALL_LEVELS = sum(1 << level for level in Level)
_OWNERS = {
    Ownership.JOBCENTER: Owner.JOBCENTER,
    Ownership.JUGENDAMT: Owner.JUGENDAMT,
    Ownership.PROVIDER: Owner.PROVIDER,
    Ownership.JOINT: Owner.JOINT,
}


class Piece(NamedTuple):
    """One thing that is shown or withheld: a field, an entry, a part of one, or a column of a row of a log.

    `entry` is what it belongs to.
    """

    name: str
    entry: str
    cell: OutlineCell
    is_column: bool = False


class Facts(NamedTuple):
    """A case, the instant it is about, and the catalogue that it is read with."""

    case: Case
    at: datetime
    catalogue: Catalogue


def asked_fields(facts: Facts) -> tuple[Piece, ...]:
    """Values that have no other facts than their catalogue row; several persons are one value about all of them."""
    ask = facts.case["ask"]
    return fields_about(facts, ask.get("fields", [ask["field"]] if "field" in ask else []), ask.get("about", []))


def fields_about(facts: Facts, fields: Sequence[str], about: Sequence[str]) -> tuple[Piece, ...]:
    """One value of each field, about all of these persons."""
    return tuple(
        Piece(field, field, _cell(facts, field, {"field": field, "about": about}, {}))
        for field in dict.fromkeys(fields)
    )


def entries(facts: Facts) -> dict[str, tuple[Piece, ...]]:
    """Every entry of the case as the pieces into which it can be split."""
    return {ref: tuple(_pieces(facts, ref, one)) for ref, one in facts.case.get("entries", {}).items()}


def _pieces(facts: Facts, ref: str, entry: Case) -> Iterator[Piece]:
    """A row of a log is split into the columns that are asked for, a text into its parts."""
    columns = facts.case["ask"].get("columns") if entry["field"] in LOGS else None
    if columns:
        row = _cell(facts, ref, entry, {})
        for name in columns:
            asked = LogRow(_is_expired(facts, entry), names_staff=name == STAFF_NAME)
            yield Piece(name, ref, row._replace(cell=CellId(f"{ref} {name}"), row=asked), is_column=True)
        return
    parts = entry.get("parts")
    if not parts:
        yield Piece(ref, ref, _cell(facts, ref, entry, {}))
    for name, part in (parts or {}).items():
        yield Piece(name, ref, _cell(facts, name, entry, part))


def _cell(facts: Facts, name: str, entry: Case, part: Case) -> OutlineCell:
    field = facts.catalogue.by_id[FieldId(entry["field"])]
    about = frozenset(map(PersonId, part.get("about", entry.get("about", []))))
    confiders = _confiders(facts.case, field, {**entry, **part}, about)
    owner = _owner(facts.case, field, entry)
    day = legal_day(facts.at)
    return OutlineCell(
        cell=CellId(name),
        field=field.id,
        persons=about,
        owner=owner,
        levels=_ALL_LEVELS,
        provider=_provider(facts.case, entry) if owner is Owner.PROVIDER else None,
        entrusted_to=_entrusted_to(facts.case, field, entry, confiders),
        entrusted_by=confiders,
        passed_on=_is_passed_on(facts, entry),
        disputed=entry.get("disputed", False),
        restricted=(read_day(entry.get("restricted_since")) or day.max) <= day,
        source=entry.get("source_203"),
        discussed=(read_day(entry.get("discussed_on")) or day.max) <= day,
        row=LogRow(_is_expired(facts, entry)) if field.id in LOGS else None,
    )


def _is_expired(facts: Facts, entry: Case) -> bool:
    """Six months after it was written, that day counting, unless an incident holds it (H6)."""
    if "recorded_at" not in entry or entry.get("incident_hold", False):
        return False
    return months_later(legal_day(datetime.fromisoformat(entry["recorded_at"])), LOG_MONTHS) < legal_day(facts.at)


def _owner(case: Case, field: Field, entry: Case) -> Owner:
    """A row of a log is its controller's; a field of the core the agency's that entered it, the proposing one (R1)."""
    if field.id in LOGS:
        return Owner(entry.get("controller", "joint"))
    return _OWNERS.get(field.ownership) or Owner(case.get("family", {}).get("proposing_agency", "jobcenter"))


def _provider(case: Case, entry: Case) -> ProviderId | None:
    """The team that runs the help; where nothing is said, that of the first help."""
    first: Case = next(iter(case.get("help", {}).values()), {})
    team = entry.get("provider", first.get("provider"))
    return ProviderId(team) if team else None


def _confiders(case: Case, field: Field, entry: Case, about: frozenset[PersonId]) -> frozenset[PersonId]:
    """Where the catalogue takes a field for confided and nothing is said, those whom it is about confided it."""
    if "entrusted_by" in entry:
        return frozenset(map(PersonId, entry["entrusted_by"]))
    by_nature = field.sensitivity is Sensitivity.ENTRUSTED_65
    return about if by_nature or _is_of_a_bound_author(case, field, entry) else frozenset()


def _entrusted_to(case: Case, field: Field, entry: Case, confiders: frozenset[PersonId]) -> StaffId | None:
    """Who may know what was confided: somebody who is not in the case, unless it says who."""
    if "entrusted_to" not in entry and _is_of_a_bound_author(case, field, entry):
        return staff_id(case, entry["recorded_by"])
    if "entrusted_to" in entry:
        return staff_id(case, entry["entrusted_to"])
    return NOBODY_HERE if confiders else None


def _is_of_a_bound_author(case: Case, field: Field, entry: Case) -> bool:
    """A note of a social worker recognised by the state is theirs alone, whoever asks (§ 203 Abs. 1 Nr. 6 StGB).

    A case cannot say that it was classified for the file, so it never was (A9).
    """
    author = case["principals"].get(entry.get("recorded_by"), {})
    is_note = field.category is Category.SINGLE_NOTE and field.sensitivity is not Sensitivity.ENTRUSTED_65
    return is_note and bool(author.get("recognised_social_worker", False))


def _is_passed_on(facts: Facts, entry: Case) -> bool:
    """By the very worker to whom it was confided, and by now (§ 65 Abs. 1 SGB VIII)."""
    passed = entry.get("passed_on")
    if passed is None or datetime.fromisoformat(passed["at"]) > facts.at:
        return False
    return bool(passed["by"] == entry.get("entrusted_to", passed["by"]))
