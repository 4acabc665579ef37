"""The rules as Cedar policies: a second opinion on how they come together, by an engine that nobody here wrote.

Cedar has no levels and no consents, so the host asks once a level and hands over, as facts, what a condition says and
how far the consents of everybody concerned go. What it decides by itself: whom a rule speaks of, which hold, and that a
limit goes before every permit.
"""

from cedarpy import Decision, is_authorized_batch
from cedarpy import PolicySet as Parsed

from hub.policy.policies import Bearing, Measure, Policy, PolicySet
from hub.terms.access import AccessRequest, Outline, OutlineCell
from hub.terms.catalogue import Catalogue
from hub.terms.lists import Level
from hub.terms.people import Family
from hub.terms.principals import Principal
from tests.policy.reference import facts, measured, owner
from tests.policy.worlds import POLICIES

LEVELS = tuple(Level)[1:]
_BY_RELEASE = next(policy for policy in POLICIES.policies if policy.level is Measure.RELEASE)
"""Any rule that opens as far as the consents go."""


def parse(policies: PolicySet) -> Parsed:
    """One Cedar policy for each rule and level that it says something about."""
    texts = [text for policy in policies.policies for level in LEVELS for text in _texts(policies, policy, level)]
    return Parsed.from_str("\n".join(texts))


def shown(parsed: Parsed, policies: PolicySet, request: AccessRequest, outline: Outline) -> dict[str, Level]:
    """What everybody present is permitted, at the highest level at which there is a text."""
    family = outline.family
    if family is None:
        return {}
    present = list(dict.fromkeys([request.principal, *request.audience]))
    asked = [
        (cell, level, _question(policies, request, who, family, cell, level))
        for cell in outline.cells
        for level in LEVELS
        for who in present
        if cell.levels >> level & 1
    ]
    answers = is_authorized_batch([question for _, _, question in asked], parsed, []) if asked else []
    denied = {
        (cell.cell, level)
        for (cell, level, _), answer in zip(asked, answers, strict=True)
        if answer.decision is not Decision.Allow
    }
    reached: dict[str, Level] = {}
    for cell, level, _ in asked:
        if (cell.cell, level) not in denied:
            reached[cell.cell] = max(level, reached.get(cell.cell, Level.NONE))
    return reached


def _texts(policies: PolicySet, policy: Policy, level: Level) -> list[str]:
    permits = policy.effect is Bearing.PERMIT
    fields = _fields(policies.catalogue, policy, level)
    if not fields:
        return []
    tests = [f"[{', '.join(fields)}].contains(resource)"]
    for name, words in (
        ("agency", policy.agencies),
        ("role", policy.roles),
        ("purpose", policy.purposes),
        ("owner", policy.owners),
        ("act", policy.acts),
    ):
        if words:
            tests.append(f"[{', '.join(sorted(map(_quoted, words)))}].contains(context.{name})")
    if policy.when:
        tests.append(f"context.holds.containsAll([{', '.join(map(_quoted, policy.when))}])")
    if policy.unless:
        tests.append(f"!context.holds.containsAny([{', '.join(map(_quoted, policy.unless))}])")
    if policy.level is Measure.RELEASE:
        tests.append(f"context.released >= {int(level)}")
    effect = "permit" if permits else "forbid"
    return [f'{effect} (principal, action == Action::"{level.id}", resource) when {{ {" && ".join(tests)} }};']


def _fields(catalogue: Catalogue, policy: Policy, level: Level) -> list[str]:
    """The fields that a permit lets reach this level, or that a limit keeps from it."""
    if policy.level is Measure.RELEASE:
        reached = policy.fields
    elif policy.level is Measure.CEILING:
        reached = policy.fields & catalogue.ceiling_masks[level]
    else:
        reached = policy.fields if level <= policy.level else 0
    meant = reached if policy.effect is Bearing.PERMIT else policy.fields & ~reached
    return [f'Field::"{field.id}"' for field in catalogue.fields if meant >> field.bit & 1]


def _question(
    policies: PolicySet, request: AccessRequest, who: Principal, family: Family, cell: OutlineCell, level: Level
) -> dict[str, object]:
    true = facts(policies, request, who, family, cell)
    return {
        "principal": {"type": "Staff", "id": str(who.id)},
        "action": {"type": "Action", "id": level.id},
        "resource": {"type": "Field", "id": str(cell.field)},
        "context": {
            "agency": who.agency.value,
            "role": who.role.value,
            "purpose": request.purpose.value,
            "owner": owner(cell, family).value,
            "act": request.act.value,
            "holds": sorted(name for name, holds in true.items() if holds),
            "released": int(measured(policies, _BY_RELEASE, request, who, family, cell)),
        },
    }


def _quoted(word: object) -> str:
    return f'"{word}"'
