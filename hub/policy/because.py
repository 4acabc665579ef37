"""Why a cell is shown, in a form that a page can say in one sentence."""

from functools import lru_cache

from hub.policy.compile import Rule, Table
from hub.policy.policies import Bearing, Measure
from hub.policy.viewers import Sight
from hub.terms.access import Release
from hub.terms.answers import Because
from hub.terms.lists import Level
from hub.terms.reasons import Reason

K_ORDER = {reason: place for place, reason in enumerate(Reason)}
"""The decision order K is the order of the reason codes: who and why, sealed, consent."""


def because(sight: Sight, field: int, level: int) -> Because:
    """Why the field, given as its bit, is shown at this level: the permits that reach it and the limits that bound."""
    by_consent = sight.table.by_release & sight.released[level] & field
    known = _explained(sight.table, field, level, by_consent)
    if not by_consent:
        return known
    pattern = 0
    for number, release in enumerate(sight.releases):
        if release.fields & field and release.level >= level:
            pattern |= 1 << number
    said = sight.explained.get((known.policies, pattern))
    if said is None:
        used = tuple(release for number, release in enumerate(sight.releases) if pattern >> number & 1)
        said = sight.explained[known.policies, pattern] = _with_consents(known, used)
    return said


@lru_cache(maxsize=16384)
def _explained(table: Table, field: int, level: int, by_consent: int) -> Because:
    """The same for everybody to whom the same applies; names no person and no consent."""
    concerned = [rule for rule in table.rules if rule.fields & field]
    permits = [
        rule for rule in concerned if rule.policy.effect is Bearing.PERMIT and _permits(rule, field, level, by_consent)
    ]
    bounds = [rule for rule in concerned if rule.policy.effect is Bearing.LIMIT and _bounds(rule, field, level)]
    policies = tuple(rule.policy for rule in (*permits, *bounds))
    return Because(
        policies=tuple(policy.id for policy in policies),
        norms=tuple(dict.fromkeys(norm for policy in policies for norm in policy.basis)),
        reason=min((rule.policy.says for rule in permits), key=K_ORDER.__getitem__),
    )


def _permits(rule: Rule, field: int, level: int, by_consent: int) -> bool:
    if rule.policy.level is Measure.RELEASE:
        return by_consent != 0
    return rule.reach[level] & field != 0


def _bounds(rule: Rule, field: int, level: int) -> bool:
    """The limit reaches exactly this level, so that nothing higher could have been shown."""
    return level < Level.FULL and rule.reach[level] & field != 0 and rule.reach[level + 1] & field == 0


def _with_consents(known: Because, used: tuple[Release, ...]) -> Because:
    return Because(
        policies=known.policies,
        norms=known.norms,
        reason=known.reason,
        consents=tuple(dict.fromkeys(consent for release in used for consent in release.consents)),
        signers=tuple(dict.fromkeys(signer for release in used for signer in release.signers)),
        signed_on=max(release.signed_on for release in used),
        until=min(release.until for release in used),
    )
