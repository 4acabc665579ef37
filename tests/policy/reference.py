"""A second reading of the rules: rule by rule, cell by cell, person by person, slow and obvious.

It shares the words with the engine, and no line of code.
"""

from dataclasses import replace

from hub.policy.policies import Bearing, Measure, Policy, PolicySet, RoleRule, Tie
from hub.terms.access import AccessRequest, Mandate, Order, Outline, OutlineCell, Release
from hub.terms.clock import legal_day
from hub.terms.grounds import Basis, Grounds
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Category, Level, Owner, Purpose, Sensitivity
from hub.terms.people import Family, FamStatus
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from tests.policy.reference_of_kin import facts_of_danger, facts_of_kin, facts_of_logs, others_of

AUDITED = {Purpose.SGB2_BENEFIT, Purpose.PROVIDER_BILLING, Purpose.SGB8_COST_CONTRIBUTION}


def read(policies: PolicySet, request: AccessRequest, outline: Outline) -> dict[CellId, Level]:
    """Every cell that everybody may see, at the highest text that the owner has written below what all may see."""
    shown = {}
    present = list(dict.fromkeys([request.principal, *request.audience]))
    for cell in outline.cells if outline.family else ():
        allowed = min(level_for(policies, request, who, outline.family, cell) for who in present)
        level = max((level for level in Level if level <= allowed and cell.levels & 1 << level), default=Level.NONE)
        if level > Level.NONE:
            shown[cell.cell] = level
    return shown


def level_for(policies: PolicySet, request: AccessRequest, who: Principal, family: Family, cell: OutlineCell) -> Level:
    """Permits raise the level from nothing; limits lower it; the lowest limit wins."""
    permits, limits = [Level.NONE], [Level.FULL]
    true = facts(policies, request, who, family, cell)
    for policy in policies.policies:
        if speaks_of(policies, policy, request, who, cell) and applies(policy, true, owner(cell, family)):
            level = measured(policies, policy, request, who, family, cell)
            (permits if policy.effect is Bearing.PERMIT else limits).append(level)
    return min(max(permits), *limits)


def speaks_of(policies: PolicySet, policy: Policy, request: AccessRequest, who: Principal, cell: OutlineCell) -> bool:
    """The rule speaks of this field, act, agency, role and purpose."""
    if not policy.fields >> policies.catalogue.by_id[cell.field].bit & 1 or request.act not in policy.acts:
        return False
    if (policy.agencies and who.agency not in policy.agencies) or (policy.roles and who.role not in policy.roles):
        return False
    return not policy.purposes or request.purpose in policy.purposes


def applies(policy: Policy, true: dict[str, bool], whose: Owner) -> bool:
    """The owner is one of those named; all of `when` holds, none of `unless`."""
    if policy.owners and whose not in policy.owners:
        return False
    return all(true[name] for name in policy.when) and not any(true[name] for name in policy.unless)


def measured(
    policies: PolicySet, policy: Policy, request: AccessRequest, who: Principal, family: Family, cell: OutlineCell
) -> Level:
    """A level, the field's ceiling, or the least of what the persons it is about have released."""
    field = policies.catalogue.by_id[cell.field]
    if policy.level is Measure.CEILING:
        return field.ceiling
    if isinstance(policy.level, Level):
        return policy.level
    confided = cell.entrusted_to is not None or cell.entrusted_by or cell.passed_on
    by_entry = confided or field.category is Category.SINGLE_NOTE or field.sensitivity is Sensitivity.ENTRUSTED_65
    best = []
    asked = list(cell.persons)
    if policies.roles.get(who.role, RoleRule()).tie in (Tie.SELF, Tie.GUEST):
        asked = others_of(request, who, family, cell, field)
    for person in asked:
        found = [r for r in to(who, request, person) if r.fields >> field.bit & 1 or names(policies, r, cell)]
        best.append(max((r.level for r in found if not by_entry or cell.cell in r.entries), default=Level.NONE))
    return min(best, default=Level.NONE)


def names(policies: PolicySet, release: Release, cell: OutlineCell) -> bool:
    """C5, C7: what was confided, one by one, by a release of notes that the same people sign; health never (C9)."""
    confided, category = cell.entrusted_to or cell.entrusted_by, policies.catalogue.by_id[cell.field].category
    if not confided or category is Category.HEALTH or cell.cell not in release.entries:
        return False
    notes = release.fields & policies.catalogue.category_masks[Category.SINGLE_NOTE]
    return signed_alike(policies, replace(release, fields=notes), cell)


def to(who: Principal, request: AccessRequest, person: PersonId) -> list[Release]:
    """What this person opens to this recipient for this purpose."""
    return [
        r for r in request.context.releases if (r.recipient, r.purpose, r.person) == (who.id, request.purpose, person)
    ]


def owner(cell: OutlineCell, family: Family) -> Owner:
    """R1: before admission the joint record belongs to the agency that proposes."""
    early = cell.owner is Owner.JOINT and family.status in (FamStatus.NONE, FamStatus.PROPOSED)
    return family.proposing if early else cell.owner


def unknown_to(request: AccessRequest, who: Principal, family: Family) -> bool:
    """I2: before admission only the proposing agency knows the family, until a first consent names somebody else."""
    early = family.status in (FamStatus.NONE, FamStatus.PROPOSED) and str(family.proposing) != str(who.agency)
    return early and not any(to(who, request, person.id) for person in family.persons)


def shut(policies: PolicySet, request: AccessRequest, family: Family) -> Reason | None:
    """Why no consent could open anything at all: all that a blank may say then, and asking does not help."""
    if request.purpose not in policies.fam_purposes:
        return Reason.PURPOSE_NOT_ALLOWED
    return None if is_open(request, family) else Reason.FAM_NOT_ACTIVE


def is_open(request: AccessRequest, family: Family) -> bool:
    """For clearing admission the family is being proposed; for all else it takes part, its last day counting."""
    if request.purpose is Purpose.FAM_ADMISSION:
        return family.status is FamStatus.PROPOSED
    over = family.exit_date is not None and family.exit_date < legal_day(request.at)
    return family.status is FamStatus.ADMITTED and not over


def is_released(policies: PolicySet, request: AccessRequest, who: Principal, cell: OutlineCell) -> bool:
    """Consents name this entry for everybody it is about; each confider agreed to it in person."""
    naming = [r for r in request.context.releases if r.recipient == who.id and r.purpose is request.purpose]
    naming = [r for r in naming if cell.cell in r.entries and signed_alike(policies, r, cell)]
    if not cell.persons or not all(any(r.person == person for r in naming) for person in cell.persons):
        return False
    confiders = set(cell.entrusted_by)
    by_nature = policies.catalogue.by_id[cell.field].sensitivity is Sensitivity.ENTRUSTED_65
    if not confiders and (cell.entrusted_to or by_nature):
        confiders = set(cell.persons)
    agreed = [c for c in request.context.confidences if (c.recipient, c.purpose) == (who.id, request.purpose)]
    return all(any((c.person, c.entry) == (confider, cell.cell) for c in agreed) for confider in confiders)


def signed_alike(policies: PolicySet, release: Release, cell: OutlineCell) -> bool:
    """The release is of a field for which the same people sign: of this partition, help and provider being one."""
    one_of = {"provider": "sgb8"}
    mine = policies.catalogue.by_id[cell.field].partition
    fields = [field for field in policies.catalogue.fields if release.fields >> field.bit & 1]
    return one_of.get(mine, mine) in {one_of.get(field.partition, field.partition) for field in fields}


def is_unsealed(request: AccessRequest, who: Principal, cell: OutlineCell, bit: int) -> bool:
    """Nobody bound to secrecy said it, or everybody it is about released that source, to this recipient, for this."""
    if cell.source is None:
        return True
    to_me = [s for s in request.context.sources if s.recipient == who.id and s.source == cell.source]
    return bool(cell.persons) and all(any(s.person == p and s.fields >> bit & 1 for s in to_me) for p in cell.persons)


def grounds(request: AccessRequest, who: Principal) -> dict[str, bool]:
    """What the grounds say, of whoever gave them; those of § 65 for child protection alone."""
    given = request.grounds if who == request.principal and request.grounds else Grounds(Basis.AUDIT)
    danger = request.purpose is Purpose.SGB8_CHILD_PROTECTION
    since = given.since or legal_day(request.at)
    signs = given.danger_signs != () and given.needed_for_estimate and since <= legal_day(request.at)
    return {
        "occasion-is-given": given.occasion != "" and str(given.basis) == str(request.purpose),
        "is-successor-in-danger": danger and given.basis is Basis.SUCCESSOR and signs,
        "is-called-in-for-estimate": danger and given.basis is Basis.ESTIMATE and given.called_in,
        "names-are-needed": given.names_needed,
    }


def facts(
    policies: PolicySet, request: AccessRequest, who: Principal, family: Family, cell: OutlineCell
) -> dict[str, bool]:
    """Every condition, as its name says it."""
    field, purpose = policies.catalogue.by_id[cell.field], request.purpose
    rule = policies.roles.get(who.role, RoleRule())
    mandate = request.context.mandates.get(who.id, Mandate())
    mine = str(owner(cell, family)) == str(who.agency)
    if mine and str(who.agency) == "provider":
        mine = who.provider is not None and who.provider == cell.provider
    confided = bool(cell.entrusted_to or cell.entrusted_by or field.sensitivity is Sensitivity.ENTRUSTED_65)
    return {
        **facts_of_kin(request, who, family, cell, field, tie=rule.tie, confided=confided),
        **facts_of_logs(request, who, cell),
        **facts_of_danger(request, who, rule.tie),
        "purpose-fits-role": purpose in rule.purposes and who.agency in rule.agencies,
        "purpose-is-fam": purpose in policies.fam_purposes,
        "purpose-is-default": purpose in field.default_purposes,
        "ceiling-is-none": field.ceiling is Level.NONE,
        "ceiling-above-none": field.ceiling is not Level.NONE,
        "is-child-protection": field.sensitivity is Sensitivity.CHILD_PROTECTION,
        "is-third-party": field.sensitivity is Sensitivity.THIRD_PARTY,
        "is-art9": field.sensitivity is Sensitivity.ART9,
        "is-about-money": bool(field.default_purposes & AUDITED),
        "has-mandate": {Tie.DEPUTY: mandate.deputy, Tie.ASSIGNMENT: mandate.assigned}.get(rule.tie, True),
        "has-order": mandate.order is not Order.NONE,
        "is-named-by-order": mandate.named,
        "order-is-running": mandate.order is not Order.ENDED,
        "order-is-agreed": mandate.order is not Order.UNAGREED,
        "is-deputy": rule.tie is Tie.DEPUTY,
        "is-related": mandate.related,
        "takes-part-in-personnel-decisions": mandate.hr_decision,
        "family-is-staff-related": family.staff_related,
        "fam-is-open": is_open(request, family),
        "restore-is-pending": request.context.restore_pending,
        **grounds(request, who),
        "owner-is-own": mine,
        "owner-is-another": not mine,
        "is-entrusted": confided,
        "principal-is-entrustee": cell.entrusted_to == who.id,
        "is-passed-on": cell.passed_on,
        "entry-is-released": is_released(policies, request, who, cell),
        "source-is-open": is_unsealed(request, who, cell, field.bit),
        "is-discussed": cell.discussed,
        "is-restricted": cell.restricted,
        "is-disputed": cell.disputed,
        "address-is-locked": any(p.address_lock and p.id in cell.persons for p in family.persons),
    }
