"""Why a cell is shown, in a form that a page can say in one sentence."""

from functools import lru_cache

from hub.policy.compile import Rule
from hub.policy.packing import at
from hub.policy.policies import Bearing, Measure
from hub.policy.tables import Table
from hub.policy.viewers import Sight
from hub.terms.access import Release
from hub.terms.answers import Because
from hub.terms.lists import Level
from hub.terms.reasons import Reason

K_ORDER = {reason: place for place, reason in enumerate(Reason)}
"""The decision order K is the order of the reason codes: who and why, sealed, consent."""


def because(sight: Sight, field: int, level: int) -> tuple[int, Because]:
    """Why the field, given as its bit, is shown at this level: the permits that reach it and the limits that bound.

    With it the fields of which the very same is true.
    """
    for known in sight.explained[level]:
        if known[0] & field:
            return known
    found = _explained(sight, field, level)
    sight.explained[level].append(found)
    return found


def _explained(sight: Sight, field: int, level: int) -> tuple[int, Because]:
    """The sentence, and the fields of which the very same is true: no rule and no consent tells them apart."""
    opened = sight.table.by_release & at(sight.table.catalogue, sight.released, level)
    alike, known = _by_rules(sight.table, field, level, opened & field)
    if not opened & field:
        return alike & ~opened, known
    used = []
    for release in sight.releases:
        if release.level >= level:
            opens = release.fields & field != 0
            alike &= release.fields if opens else ~release.fields
            used += [release] if opens else []
    return alike, _with_consents(known, used)


@lru_cache(maxsize=16384)
def _by_rules(table: Table, field: int, level: int, by_consent: int) -> tuple[int, Because]:
    """The same for everybody to whom the same applies; names no person and no consent."""
    concerned = [rule for rule in table.rules if rule.fields & field]
    permits = [
        rule for rule in concerned if rule.policy.effect is Bearing.PERMIT and _permits(rule, field, level, by_consent)
    ]
    bounds = [rule for rule in concerned if rule.policy.effect is Bearing.LIMIT and _bounds(rule, field, level)]
    policies = tuple(rule.policy for rule in (*permits, *bounds))
    return _alike(table, field, level), Because(
        policies=tuple(policy.id for policy in policies),
        norms=tuple(dict.fromkeys(norm for policy in policies for norm in policy.basis)),
        reason=min((rule.policy.says for rule in permits), key=K_ORDER.__getitem__),
    )


def _alike(table: Table, field: int, level: int) -> int:
    """The fields that no rule tells from this one, at this level and the next."""
    alike = -1
    for rule in table.rules:
        for mask in (rule.fields, *rule.reach[level : level + 2]):
            alike &= mask if mask & field else ~mask
    return alike


def _permits(rule: Rule, field: int, level: int, by_consent: int) -> bool:
    if rule.policy.level is Measure.RELEASE:
        return by_consent != 0
    return rule.reach[level] & field != 0


def _bounds(rule: Rule, field: int, level: int) -> bool:
    """The limit reaches exactly this level, so that nothing higher could have been shown."""
    return level < Level.FULL and rule.reach[level] & field != 0 and rule.reach[level + 1] & field == 0


def _with_consents(known: Because, used: list[Release]) -> Because:
    """All papers and all who signed, the last day of signing, and the first on which one of them ends."""
    first, *others = used
    consents, signers, signed_on, until = first.consents, first.signers, first.signed_on, first.until
    for release in others:
        consents += tuple(consent for consent in release.consents if consent not in consents)
        signers += tuple(signer for signer in release.signers if signer not in signers)
        signed_on, until = max(signed_on, release.signed_on), min(until, release.until)
    return Because(known.policies, known.norms, known.reason, consents, signers, signed_on, until)
