"""The agreement of both agencies (`house/agreed.toml`): limits below those of the law, cell by cell of the matrix.

A line only ever takes away. What it no longer takes away opens for what is signed from then on, never for what was
signed before: such a yes was given under a closer rule (Art. 7 Abs. 1, Art. 5 Abs. 1 lit. b GDPR).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from hub.policy.faults import Place
from hub.policy.policies import NOTHING, Bearing, Policy, PolicySet, RoleRule
from hub.policy.read import word_of
from hub.terms.access import Act
from hub.terms.agreed import AGREED, LEVELS, AgreedCell, Bound, CellRef, Value
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PolicyId
from hub.terms.lists import Category, Purpose, Role
from hub.terms.reasons import Reason

BASIS = ("Art. 26 Abs. 1 DSGVO", "Art. 25 Abs. 1 DSGVO")


def read_agreed(place: Place, document: Mapping[str, Any]) -> tuple[AgreedCell, ...]:
    """Every line of the agreement, one a cell. PolicyFaulty where a word is none or a cell stands twice."""
    found = tuple(_cell(place, row) for row in document.get("cell", ()))
    seen: set[CellRef] = set()
    for one in found:
        if one.cell in seen:
            raise place.fault("cell", f'"{policy_id(one.cell)}" stands twice: one line a cell')
        seen.add(one.cell)
    return found


def limits_of(agreed: tuple[AgreedCell, ...], roles: Mapping[Role, RoleRule], catalogue: Catalogue) -> Iterator[Policy]:
    """The rules that the lines stand for. A line for a function binds whoever stands in for it too."""
    for one in agreed:
        if one.value is Value.CONSENT:
            continue
        yield Policy(
            id=policy_id(one.cell),
            effect=Bearing.LIMIT,
            level=LEVELS[one.value],
            fields=catalogue.category_masks[one.cell.category],
            says=Reason.CEILING_NONE,
            acts=frozenset(Act),
            basis=(*BASIS, f"Vereinbarung ab {one.since:%d.%m.%Y}"),
            reason=one.reason,
            roles=with_deputy(one.cell.role, roles),
            purposes=frozenset({one.cell.purpose}),
            when=("owner-is-another",),
        )


def policy_id(cell: CellRef) -> PolicyId:
    """`agreed-health-jobcoach-u25-school-to-work`: the same for a cell whenever it is agreed on."""
    words = f"agreed-{cell.category}-{cell.role}-{cell.purpose}"
    return PolicyId(words.replace("_", "-"))


def with_deputy(role: Role, roles: Mapping[Role, RoleRule]) -> frozenset[Role]:
    """A function, and the one in which its holders stand in for each other."""
    deputy = roles.get(role, NOTHING).deputy_role
    return frozenset({role} if deputy is None else {role, deputy})


@lru_cache(maxsize=1024)
def bounds(policies: PolicySet, role: Role, purpose: Purpose) -> tuple[Bound, ...]:
    """What was signed too early to open what this function may see for this purpose today."""
    return tuple(
        Bound(policies.catalogue.category_masks[one.cell.category], day, LEVELS[value])
        for one in _meant(policies, role, purpose)
        for day, value in one.earlier
    )


@lru_cache(maxsize=1024)
def closed(policies: PolicySet, role: Role, purpose: Purpose) -> tuple[Bound, ...]:
    """The same, and what no yes opens whenever it was said: for keys, which follow what can be opened at all."""
    now = [
        Bound(policies.catalogue.category_masks[one.cell.category], date.max, LEVELS[one.value])
        for one in _meant(policies, role, purpose)
        if one.value is not Value.CONSENT
    ]
    return (*bounds(policies, role, purpose), *now)


def agree(agreed: tuple[AgreedCell, ...], wanted: AgreedCell) -> tuple[AgreedCell, ...]:
    """The lines with one cell changed; what was signed before keeps the closest of all values since."""
    before = next((one for one in agreed if one.cell == wanted.cell), None)
    value = before.value if before is not None else Value.CONSENT
    steps = [*(before.earlier if before is not None else ()), (wanted.since, value)]
    earlier = tuple((day, one) for day, one in steps if AGREED.index(one) < AGREED.index(wanted.value))
    others = tuple(one for one in agreed if one.cell != wanted.cell)
    if wanted.value is Value.CONSENT and not earlier:
        return others
    return tuple(sorted((*others, replace(wanted, earlier=earlier)), key=lambda one: policy_id(one.cell)))


def write_agreed(agreed: tuple[AgreedCell, ...]) -> str:
    """The agreement as its file says it."""
    return "\n".join([HEAD, *(_line(one) for one in agreed)])


HEAD = """\
# Was beide Leitungen enger vereinbart haben, als es das Gesetz verlangt: je Zeile eine Zelle der Matrix.
# Eine Zeile nimmt nur weg. Geändert wird sie auf der Seite „Regeln“: Vorschlag, Stellungnahme, zwei Freigaben.
# value:   never (nie), result (nur das Ergebnis, mit Einwilligung), consent (was eine Einwilligung öffnen kann)
# earlier: was vor diesem Tag unterschrieben wurde, öffnet nur so viel; die Menschen werden neu gefragt.
"""


def _line(one: AgreedCell) -> str:
    earlier = ", ".join(f'{{ before = "{day}", value = "{value}" }}' for day, value in one.earlier)
    return (
        "[[cell]]\n"
        f'category = "{one.cell.category}"\nrole     = "{one.cell.role}"\npurpose  = "{one.cell.purpose}"\n'
        f'value    = "{one.value}"\nsince    = "{one.since}"\n'
        f"reason   = {_quoted(one.reason)}\nearlier  = [{earlier}]\n"
    )


def _quoted(text: str) -> str:
    """A line of text as TOML takes it; what does not print becomes a blank."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _meant(policies: PolicySet, role: Role, purpose: Purpose) -> Iterator[AgreedCell]:
    for one in policies.agreed:
        if one.cell.purpose is purpose and role in with_deputy(one.cell.role, policies.roles):
            yield one


def _cell(place: Place, row: Mapping[str, Any]) -> AgreedCell:
    category = word_of(place, "category", Category, row["category"])
    if category in (Category.NONE, Category.SINGLE_NOTE):
        raise place.fault("category", f'"{category}" is no category of the matrix', category)
    earlier = tuple((_day(place, one["before"]), _value(place, one["value"])) for one in row.get("earlier", ()))
    role, purpose = word_of(place, "role", Role, row["role"]), word_of(place, "purpose", Purpose, row["purpose"])
    return AgreedCell(
        CellRef(category, role, purpose),
        _value(place, row["value"]),
        _day(place, row["since"]),
        row["reason"],
        earlier,
    )


def _value(place: Place, word: str) -> Value:
    found = word_of(place, "value", Value, word)
    if found not in AGREED:
        raise place.fault("value", f'"{word}" is not agreed on: it stands in the law', word)
    return found


def _day(place: Place, word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError as error:
        raise place.fault("since", f'"{word}" is no day as 2026-12-01', word) from error
