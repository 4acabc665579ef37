"""Promises of one set of rules held against those of another: none may go, or grow weaker, without being named.

Compared is what promises say, not what rules happen to do: a promise that the rules keep by chance binds no later set.
"""

from dataclasses import replace

from hub.policy.policies import Policy, PolicySet, Promise
from hub.terms.catalogue import Catalogue
from hub.terms.lists import Level


def given_up(old: PolicySet, new: PolicySet) -> tuple[Promise, ...]:
    """The promises of the old set for which the new one makes none that is at least as strong, whatever its name is.

    Their fields are those of the new set's catalogue. A promise that was split into several counts as given up.
    """
    moved = (_moved(promise, old.catalogue, new.catalogue) for promise in old.promises)
    return tuple(one for one in moved if not any(is_as_strong(other, one) for other in new.promises))


def is_as_strong(one: Promise, other: Promise) -> bool:
    """Whatever breaks the other promise breaks this one, as far as their words tell."""
    if one.duty != other.duty or bool(one.looks_at) != bool(other.looks_at):
        return False
    return (
        one.looks_at <= other.looks_at
        and one.by in (None, other.by)
        and _is_as_low(one.limit, other.limit)
        and _covers(one.limit, other.limit)
        and all(any(_covers(wide, narrow) for wide in other.excepted) for narrow in one.excepted)
    )


def _is_as_low(one: Policy, other: Policy) -> bool:
    """At most the same level. What is looked up for each field is comparable to itself alone, and to nothing at all."""
    if isinstance(one.level, Level) and isinstance(other.level, Level):
        return one.level <= other.level
    return one.level in (other.level, Level.NONE)


def _covers(wide: Policy, narrow: Policy) -> bool:
    """Everywhere where the narrow one applies, the wide one does; in fields yet to come too."""
    people = (
        (wide.agencies, narrow.agencies),
        (wide.roles, narrow.roles),
        (wide.purposes, narrow.purposes),
        (wide.owners, narrow.owners),
    )
    return (
        not narrow.fields & ~wide.fields
        and (wide.is_general or not narrow.is_general)
        and narrow.acts <= wide.acts
        and all(not larger or (bool(smaller) and smaller <= larger) for larger, smaller in people)
        and {*wide.when} <= {*narrow.when}
        and {*wide.unless} <= {*narrow.unless}
    )


def _moved(promise: Promise, old: Catalogue, new: Catalogue) -> Promise:
    """The promise in the bits of another catalogue. Fields that are gone need none."""
    if old is new:
        return promise
    limits = (promise.limit, *promise.excepted)
    limit, *excepted = (replace(one, fields=_translated(one.fields, old, new)) for one in limits)
    return replace(promise, limit=limit, excepted=tuple(excepted))


def _translated(mask: int, old: Catalogue, new: Catalogue) -> int:
    named = [field.id for field in old.fields if mask >> field.bit & 1]
    return sum(1 << new.by_id[one].bit for one in named if one in new.by_id)
