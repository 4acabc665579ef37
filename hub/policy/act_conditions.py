"""The closed list of conditions that a file of `policies/acts` may name, beside those of the rules.

Each is a pure function of a few lines that looks at one act as it is proposed (`proceeding.py`) and cites its
paragraph. What is empty or missing makes nothing true that opens something.
"""

from collections.abc import Callable

from hub.policy.act_conditions_on_danger import (
    asker_is_recognised,
    asker_made_the_report,
    cannot_wait_for_parents,
    danger_signs_are_given,
    facts_are_named,
    family_is_involved,
    family_is_told_before,
    indications_are_given,
    is_observed,
    measure_is_named,
    nobody_recognises,
    not_involving_is_explained,
    nothing_identifies,
    steps_are_taken_or_explained,
)
from hub.policy.act_conditions_on_outsiders import (
    asker_is_youth,
    court_has_ordered,
    danger_is_indicated,
    file_is_their_own,
    goes_as_package,
    goes_elsewhere,
    handover_is_talked_over,
    interests_are_harmed,
    request_is_recent,
    request_is_written_and_signed_off,
)
from hub.policy.conditions_on_cells import owner_is_own
from hub.policy.proceeding import Proceeding, is_said
from hub.policy.standpoint import side_of
from hub.terms.acts import Extent, Filter, Topic, Trigger
from hub.terms.lists import Agency

_BODIES = frozenset({Agency.JOBCENTER, Agency.JUGENDAMT})
"""Those of the hub that are bound by § 35 SGB I."""


def is_single_case(one: Proceeding) -> bool:
    """Somebody decided it for this case, with a reason; no rule set it off (§ 69 Abs. 1 Nr. 1 SGB X, C2)."""
    is_decided = one.terms.trigger in (Trigger.REQUEST, Trigger.OWN_DECISION)
    return is_decided and is_said([one.terms.reason])


def facts_are_their_own(one: Proceeding) -> bool:
    """Whoever sends owns every one of the facts (§ 67d Abs. 1 SGB X, C1)."""
    return all(owner_is_own(side_of(one.viewer, cell.provider), cell.owner) for cell in one.cells)


def facts_have_their_basis(one: Proceeding) -> bool:
    """For every one of the facts the catalogue names § 69 SGB X as the basis in a single case (C2, C12)."""
    fields = one.viewer.asking.policies.catalogue.by_id
    return bool(one.cells) and all(fields[cell.field].basis_without_consent.startswith("§ 69") for cell in one.cells)


def addressee_is_the_other_body(one: Proceeding) -> bool:
    """It goes from one of the two bodies bound by § 35 SGB I to the other (§ 69 Abs. 1 Nr. 1 SGB X)."""
    return one.terms.to in _BODIES and one.terms.to is not one.viewer.principal.agency


def help_is_not_at_risk(one: Proceeding) -> bool:
    """Why the success of a help is not put at risk is said; in doubt it is (§ 64 Abs. 2 SGB VIII, C3)."""
    return not one.terms.help_at_risk and is_said([one.terms.help_at_risk_reason])


def identity_is_needed(one: Proceeding) -> bool:
    """Why the step cannot be done under a pseudonym is said (§ 64 Abs. 2a SGB VIII, C4)."""
    return is_said([one.terms.identity_needed])


def basis_stood_in_the_text(one: Proceeding) -> bool:
    """A basis of its own is named, and the signed text named it beforehand (Art. 17 Abs. 3 DSGVO, D28)."""
    return one.terms.named_in_text and is_said([one.terms.named_basis])


def filter_is_fixed(one: Proceeding) -> bool:
    """It is one of the fixed reports (§ 64 Abs. 3 SGB VIII, J3)."""
    return one.terms.filter is Filter.FIXED


def topic_fits_extent(one: Proceeding) -> bool:
    """Health and child protection are counted for the whole Kreis only (§ 64 Abs. 3 SGB VIII, J3)."""
    return one.terms.topic is Topic.OTHER or one.terms.extent is Extent.KREIS


def totals_differ_enough(one: Proceeding) -> bool:
    """No total tells a small group apart from an earlier table (§ 64 Abs. 3 SGB VIII, J3)."""
    families = sum(cell.families for cell in one.terms.table)
    persons = sum(cell.persons for cell in one.terms.table)
    apart = [abs(total.families - families) for total in one.terms.earlier]
    apart += [abs(total.persons - persons) for total in one.terms.earlier]
    return not any(0 < number < one.rule.smallest for number in apart)


def _named(*functions: Callable[[Proceeding], bool]) -> dict[str, Callable[[Proceeding], bool]]:
    return {function.__name__.replace("_", "-"): function for function in functions}


ON_ACT = _named(
    nobody_recognises,
    nothing_identifies,
    is_observed,
    steps_are_taken_or_explained,
    family_is_told_before,
    facts_are_named,
    indications_are_given,
    family_is_involved,
    not_involving_is_explained,
    measure_is_named,
    cannot_wait_for_parents,
    asker_made_the_report,
    asker_is_recognised,
    asker_is_youth,
    file_is_their_own,
    danger_is_indicated,
    request_is_written_and_signed_off,
    request_is_recent,
    interests_are_harmed,
    court_has_ordered,
    goes_as_package,
    handover_is_talked_over,
    danger_signs_are_given,
    is_single_case,
    facts_are_their_own,
    facts_have_their_basis,
    addressee_is_the_other_body,
    help_is_not_at_risk,
    identity_is_needed,
    basis_stood_in_the_text,
    filter_is_fixed,
    topic_fits_extent,
    totals_differ_enough,
)
ON_NAMED = {"goes-elsewhere": goes_elsewhere}
