"""What refusals tell: where somebody tries again and again, and gets in at last."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice, takewhile

from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, family_of, grouped
from hub.terms.lists import Agency, Purpose
from hub.terms.logged import Deed, Explanation, Logged
from hub.terms.reasons import Reason

CALLED_FOR = frozenset({Explanation.ASKED_BY_AGENCY, Explanation.PROTECTION, Explanation.SIGN_OFF, Explanation.FAMILY})
"""What brings somebody to a purpose that their function seldom has."""
MISTYPED, OTHER_SIGNS = timedelta(minutes=5), 2
"""How soon the number that was meant follows, and in how many places it differs."""


@dataclass(frozen=True)
class Refused:
    """So many refusals for these reasons within so many hours; of one family, or of whichever; by these agencies."""

    reasons: tuple[Reason, ...]
    agencies: tuple[Agency, ...]
    times: int
    hours: int
    one_family: bool


@dataclass(frozen=True)
class Families:
    """So many families for these reasons within so many days."""

    reasons: tuple[Reason, ...]
    families: int
    days: int


@dataclass(frozen=True)
class ThenSeen:
    """So many refusals of one family, and a look within so many hours after them."""

    times: int
    hours: int


@dataclass(frozen=True)
class Uses:
    """For these purposes, so many times within so many days; permitted looks only, or attempts as well."""

    purposes: tuple[Purpose, ...]
    times: int
    days: int


@dataclass(frozen=True)
class Rare:
    """A purpose that makes up less than so many thousandths of what a function looks for, of at least so many looks."""

    thousandths: int
    reads: int


@dataclass(frozen=True)
class Attempts:
    """So many within so many hours."""

    times: int
    hours: int


@dataclass(frozen=True)
class Hurried:
    """Within so many minutes."""

    minutes: int


def refused(__: Scene, rows: Rows, limits: Refused) -> Iterator[Finding]:
    """Somebody is refused again and again for one of these reasons."""
    reasons, agencies = frozenset(limits.reasons), frozenset(limits.agencies)
    mine = [one for one in rows if one.is_refused and one.reason in reasons and one.agency in agencies]
    for (who, _), few in grouped(mine, lambda one: (one.who, one.family if limits.one_family else None)).items():
        for several in clusters(few, timedelta(hours=limits.hours), limits.times, each):
            yield found(who, several)


def refused_families(scene: Scene, rows: Rows, limits: Families) -> Iterator[Finding]:
    """Somebody is refused one foreign family after the other, however slowly. A mistyped number is no attempt."""
    reasons = frozenset(limits.reasons)
    mine = [one for one in rows if one.is_refused and one.reason in reasons]
    for who, all_of_them in grouped(mine, lambda one: one.who).items():
        few = [one for one in all_of_them if not is_mistyped(scene, one)]
        for several in clusters(few, timedelta(days=limits.days), limits.families, family_of):
            yield found(who, several)


def then_seen(__: Scene, rows: Rows, limits: ThenSeen) -> Iterator[Finding]:
    """Somebody is refused a family several times, and sees it in the end."""
    span = timedelta(hours=limits.hours)
    for (who, _), mine in grouped(rows, lambda one: (one.who, one.family)).items():
        tries: list[Logged] = []
        for one in mine:
            if one.is_refused:
                tries.append(one)
                continue
            tries = [other for other in tries if one.at - other.at <= span]
            if len(tries) >= limits.times:
                yield found(who, (*tries, one), refused=len(tries))
                tries = []


def other_purpose(scene: Scene, rows: Rows, limits: Hurried) -> Iterator[Finding]:
    """Somebody is refused for one purpose, and gets in for another one at once."""
    span = timedelta(minutes=limits.minutes)
    refusals = (one for one in scene.touches if one.is_refused and one.reason is Reason.PURPOSE_NOT_ALLOWED)
    tries = grouped(refusals, lambda one: (one.who, one.family))
    for one in rows:
        if one.is_refused or one.action is Deed.SEARCH:
            continue
        near = (other for other in tries.get((one.who, one.family), ()) if other.purpose is not one.purpose)
        before = [other for other in near if timedelta() <= one.at - other.at <= span]
        if before:
            yield found(one.who, (*before, one))


def for_purposes(__: Scene, rows: Rows, limits: Uses) -> Iterator[Finding]:
    """Somebody looks at single families for a purpose that never needs one."""
    wanted = frozenset(limits.purposes)
    seen = [one for one in rows if one.purpose in wanted and not one.is_refused]
    for who, mine in grouped(seen, lambda one: one.who).items():
        for several in clusters(mine, timedelta(days=limits.days), limits.times, each):
            yield found(who, several)


def rare_purpose(scene: Scene, rows: Rows, limits: Rare) -> Iterator[Finding]:
    """Somebody looks for a purpose for which hardly anybody of this function does. To have the case is no answer.

    Of the own staff alone: of others' a controller sees a part, from which one learns no share.
    """
    by_role: dict[object, dict[object, int]] = {}
    for one in scene.touches:
        uses = by_role.setdefault(one.role, {})
        uses[one.purpose] = uses.get(one.purpose, 0) + 1
    rare = {
        (role, purpose)
        for role, uses in by_role.items()
        for purpose, times in uses.items()
        if purpose and sum(uses.values()) >= limits.reads and times * 1000 < limits.thousandths * sum(uses.values())
    }
    odd = [one for one in rows if (one.role, one.purpose) in rare and not one.is_refused and scene.is_own(one)]
    odd = [one for one in odd if not scene.explained(one).codes & CALLED_FOR]
    for (who, _), mine in grouped(odd, lambda one: (one.who, one.family)).items():
        yield found(who, mine)


def at_the_log(scene: Scene, _: Rows, limits: Attempts) -> Iterator[Finding]:
    """Somebody who may not read the log tries to."""
    mine = [one for one in scene.logged if one.action is Deed.LOG and one.is_refused]
    for who, few in grouped(mine, lambda one: one.who).items():
        for several in clusters(few, timedelta(hours=limits.hours), limits.times, each):
            yield found(who, several)


def is_mistyped(scene: Scene, tried: Logged) -> bool:
    """Whether a number with at most two other signs in it is opened right after."""
    rows = scene.by_who[tried.who]
    begin = bisect_left(rows, tried.at, key=lambda one: one.at)
    return any(
        not one.is_refused and one.action is Deed.VIEW and _is_near(str(tried.family), str(one.family))
        for one in takewhile(lambda one: one.at - tried.at <= MISTYPED, islice(rows, begin, None))
    )


def _is_near(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= OTHER_SIGNS
