"""Why cells are shown, in a form that a page can say in one sentence: for sets of fields, not for each.

What rules say is worked out once for a table; what consents add, for each question.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hub.policy.compile import Rule
from hub.policy.packing import at
from hub.policy.policies import Bearing, Measure
from hub.policy.tables import Table
from hub.terms.access import Release
from hub.terms.answers import Because
from hub.terms.lists import Level
from hub.terms.reasons import Reason

K_ORDER = {reason: place for place, reason in enumerate(Reason)}
"""The decision order K is the order of the reason codes: who and why, sealed, consent."""

Ground = tuple[int, int, Because]
"""A level, the fields whose highest it is, and why all of them are shown."""


class _Alike(NamedTuple):
    """Fields that no rule tells apart at a level: why they are shown without any consent, and with one."""

    fields: int
    without: Because | None
    by_consent: Because | None


def grounds(table: Table, visible: int, released: int, releases: Sequence[Release]) -> Sequence[Ground]:
    """Of what is visible, packed, sets of fields with the permits that reach them, the limits that bound, and consents.

    `releases` are those that `released` comes from.
    """
    opened = visible & released & table.opens
    without, by_consent = _by_rules_alone(table, visible, opened)
    if not by_consent:
        return without
    return [*without, *(ground for known in by_consent for ground in _by_consents(known, releases))]


@lru_cache(maxsize=8192)
def _by_rules_alone(table: Table, visible: int, opened: int) -> tuple[tuple[Ground, ...], tuple[Ground, ...]]:
    """What rules say of what is visible without any consent, and of what is so by one, whoever's it is."""
    without: list[Ground] = []
    by_consent: list[Ground] = []
    higher = 0
    for level in (3, 2, 1):
        rest = at(table.catalogue, visible, level) & ~higher
        higher |= rest
        consented = at(table.catalogue, opened, level)
        for part in _parts(table, level) if rest else ():
            here = rest & part.fields
            if part.without is not None and here & ~consented:
                without.append((level, here & ~consented, part.without))
            if part.by_consent is not None and here & consented:
                by_consent.append((level, here & consented, part.by_consent))
    return tuple(without), tuple(by_consent)


@lru_cache(maxsize=16384)
def _parts(table: Table, level: int) -> tuple[_Alike, ...]:
    """The same for everybody to whom the same applies; names no person and no consent."""
    parts, rest = [], at(table.catalogue, table.fixed | table.opens, level)
    while rest:
        field = rest & -rest
        fields = _alike(table, field, level) & rest
        rest &= ~fields
        without, by_consent = (_by_rules(table, field, level, opened) for opened in (0, table.by_release & field))
        parts.append(_Alike(fields, without, by_consent))
    return tuple(parts)


def _by_consents(ground: Ground, releases: Sequence[Release]) -> Iterator[Ground]:
    """Cut where a consent names one field and not another."""
    level, fields, known = ground
    parts: list[tuple[int, tuple[Release, ...]]] = [(fields, ())]
    for release in releases:
        if release.level >= level and release.fields & fields:
            parts = [
                (cut, (*used, release) if opens else used)
                for part, used in parts
                for cut, opens in ((part & release.fields, True), (part & ~release.fields, False))
                if cut
            ]
    for part, used in parts:
        yield level, part, _with_consents(known, used)


def _by_rules(table: Table, field: int, level: int, by_consent: int) -> Because | None:
    """None where nothing permits it so."""
    concerned = [rule for rule in table.rules if rule.fields & field]
    permits = [
        rule for rule in concerned if rule.policy.effect is Bearing.PERMIT and _permits(rule, field, level, by_consent)
    ]
    if not permits:
        return None
    bounds = [rule for rule in concerned if rule.policy.effect is Bearing.LIMIT and _bounds(rule, field, level)]
    policies = tuple(rule.policy for rule in (*permits, *bounds))
    return Because(
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


def _with_consents(known: Because, used: Sequence[Release]) -> Because:
    """All papers and all who signed, the last day of signing, and the first on which one of them ends."""
    first, *others = used
    consents, signers, signed_on, until = first.consents, first.signers, first.signed_on, first.until
    for release in others:
        consents += tuple(consent for consent in release.consents if consent not in consents)
        signers += tuple(signer for signer in release.signers if signer not in signers)
        signed_on, until = max(signed_on, release.signed_on), min(until, release.until)
    return Because(known.policies, known.norms, known.reason, consents, signers, signed_on, until)
