"""What a program comes to where certain conditions hold.

Tables are immutable and made when first asked for; the memos are bounded, since what holds depends on the request.
"""

from dataclasses import dataclass
from functools import lru_cache

from hub.policy.compile import Program, Rule, union
from hub.policy.packing import packed, up_to
from hub.policy.policies import Bearing, Measure, Policy
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PolicyId
from hub.terms.lists import Level


@dataclass(frozen=True, eq=False)
class Table:
    """What a program permits where certain conditions hold, all levels packed: `(fixed | released) & caps`.

    Consent opens the fields of `by_release`, which `opens` names at every level. `credits` are the permits with the
    fields that each reaches, packed; `consenting` those that need consent, with the fields that each speaks of.
    """

    catalogue: Catalogue
    rules: tuple[Rule, ...]
    fixed: int
    by_release: int
    opens: int
    caps: int
    dutiful: tuple[Rule, ...]
    credits: tuple[tuple[PolicyId, int], ...]
    consenting: tuple[tuple[PolicyId, int], ...]

    def reach(self, released: int) -> int:
        """The fields that reach each level, given what the consents open. The caps come last: a limit always wins."""
        return (self.fixed | self.opens & released) & self.caps


@lru_cache(maxsize=8192)
def table(compiled: Program, held: int) -> Table:
    """What applies where the conditions of `held` hold; the very same table wherever the same rules apply."""
    return _table(compiled, tuple(rule for rule in compiled.rules if rule.applies(held)))


@lru_cache(maxsize=8192)
def merged(compiled: Program, held: int, by_owner: tuple[int, ...]) -> Table:
    """The same for fields of several owners at once: `by_owner` is what holds of each owner of `compiled.sole`."""
    found = []
    for rule in compiled.rules:
        meant = union(
            fields for (_, fields), more in zip(compiled.sole, by_owner, strict=True) if rule.applies(held | more)
        )
        if meant & rule.fields:
            found.append(rule.within(meant))
    return _made(compiled, tuple(found))


@lru_cache(maxsize=8192)
def _table(compiled: Program, rules: tuple[Rule, ...]) -> Table:
    return _made(compiled, rules)


def _made(compiled: Program, rules: tuple[Rule, ...]) -> Table:
    permits = [rule for rule in rules if rule.policy.effect is Bearing.PERMIT]
    limits = [rule for rule in rules if rule.policy.effect is Bearing.LIMIT]
    catalogue = compiled.asking.policies.catalogue
    shut = union(packed(catalogue, [rule.fields & ~mask for mask in rule.reach]) for rule in limits)
    by_release = union(rule.fields for rule in permits if rule.policy.level is Measure.RELEASE)
    return Table(
        catalogue=catalogue,
        rules=rules,
        fixed=union(packed(catalogue, rule.reach) for rule in permits),
        by_release=by_release,
        opens=up_to(catalogue, by_release, Level.FULL),
        caps=up_to(catalogue, catalogue.all, Level.FULL) & ~shut,
        dutiful=tuple(rule for rule in rules if rule.policy.duties),
        credits=tuple(
            (rule.policy.id, packed(catalogue, rule.reach))
            for rule in permits
            if rule.policy.level is not Measure.RELEASE
        ),
        consenting=tuple(
            (rule.policy.id, up_to(catalogue, rule.fields, Level.FULL))
            for rule in permits
            if rule.policy.level is Measure.RELEASE
        ),
    )


@lru_cache(maxsize=8192)
def closing(compiled: Program, held: int, settled: int, wanted: int = 0) -> tuple[Policy, ...]:
    """The prohibitions that shut every field, or all that are wanted, however conditions not yet `settled` turn out."""
    shutting = [rule for rule in compiled.rules if not wanted & ~rule.blocked] if wanted else compiled.prohibitions
    return tuple(
        rule.policy
        for rule in shutting
        if not (rule.when | rule.unless | rule.owners) & ~settled and rule.applies(held)
    )


@lru_cache(maxsize=8192)
def could_permit(compiled: Program, held: int, settled: int, wanted: int = -1) -> bool:
    """Some permit of a wanted field may still apply, once the conditions not settled yet turn out as it needs them."""
    return any(
        rule.policy.effect is Bearing.PERMIT
        and not rule.when & settled & ~held
        and not rule.unless & settled & held
        and rule.policy.level is not Level.NONE
        and rule.fields & wanted != 0
        for rule in compiled.rules
    )
