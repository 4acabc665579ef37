"""Conditions of acts that protect a child, and of talk about a case under no name (§ 8a SGB VIII, § 4 KKG)."""

from hub.policy.proceeding import Proceeding, is_said
from hub.terms.acts import Parents, Trigger


def nobody_recognises(one: Proceeding) -> bool:
    """Nobody among the listeners says that they know the family (ErwG 26 DSGVO, I3)."""
    return not one.terms.recognised_by


def nothing_identifies(one: Proceeding) -> bool:
    """No name, number, date, place or rare fact is in it (§ 64 Abs. 2a SGB VIII, § 4 Abs. 2 KKG)."""
    return not one.terms.marks


def is_observed(one: Proceeding) -> bool:
    """Somebody observed something in this very case; no rule set it off (§ 4 Abs. 1 KKG, E6)."""
    return one.terms.trigger is Trigger.OBSERVATION and is_said(one.terms.observations)


def steps_are_taken_or_explained(one: Proceeding) -> bool:
    """Talked, urged help and told the family before; or it is said why not (§ 4 Abs. 1, 3 KKG)."""
    terms = one.terms
    taken = terms.talked_with_family and terms.help_urged and terms.family_told_before
    return taken or is_said([terms.skip_reason])


def family_is_told_before(one: Proceeding) -> bool:
    """The family knew of the report before it was made (§ 4 Abs. 3 KKG)."""
    return one.terms.family_told_before


def facts_are_named(one: Proceeding) -> bool:
    """Single facts are asked for, not the file (§ 62 Abs. 1 SGB VIII, E2)."""
    return bool(one.terms.facts)


def indications_are_given(one: Proceeding) -> bool:
    """Weighty indications of danger are named (§ 8a Abs. 1 SGB VIII)."""
    return is_said(one.terms.indications)


def family_is_involved(one: Proceeding) -> bool:
    """Parents and child take part in the estimate (§ 8a Abs. 1 S. 2 SGB VIII)."""
    return one.terms.family_involved


def not_involving_is_explained(one: Proceeding) -> bool:
    """The family takes part, or it is said why that would endanger the child (§ 8a Abs. 1 S. 2 SGB VIII)."""
    return one.terms.family_involved or is_said([one.terms.not_involved_reason])


def measure_is_named(one: Proceeding) -> bool:
    """What the other body is to do is said (§ 8a Abs. 3 SGB VIII)."""
    return is_said([one.terms.measure])


def cannot_wait_for_parents(one: Proceeding) -> bool:
    """At once, and the parents do not cooperate or cannot be reached (§ 8a Abs. 3 S. 2 SGB VIII)."""
    return one.terms.urgent and one.terms.parents in (Parents.REFUSE, Parents.UNREACHABLE)


def asker_made_the_report(one: Proceeding) -> bool:
    """Whoever asks for the answer is the very person who reported (§ 64 Abs. 4 SGB VIII)."""
    return one.terms.reported_by == one.viewer.principal.id


def asker_is_recognised(one: Proceeding) -> bool:
    """Whoever asks is a social worker recognised by the state (§ 4 Abs. 1 Nr. 6, Abs. 4 KKG)."""
    return one.viewer.principal.recognised_social_worker


def danger_signs_are_given(one: Proceeding) -> bool:
    """Signs of danger are named (§ 65 Abs. 1 S. 1 Nr. 3 SGB VIII)."""
    return is_said(one.terms.danger_signs)
