"""Every question that can be put to a set of rules, as far as rules tell them apart."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from hub.policy.circumstances import Implication, Owned, implications, owned
from hub.policy.compile import Program, Rule, concerns, program
from hub.policy.conditions import ON_ASKING
from hub.policy.policies import NOTHING, Bearing, Policy, PolicySet
from hub.policy.standpoint import Asking
from hub.terms.access import Act
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PolicyId
from hub.terms.lists import Agency, Level, Purpose, Role


@dataclass(frozen=True, eq=False)
class Question:
    """Who may ask for what, for which purpose; the rules that concern it, and what can hold meanwhile."""

    act: Act
    agency: Agency
    role: Role
    purpose: Purpose
    compiled: Program
    permits: tuple[Rule, ...]
    limits: tuple[Rule, ...]
    owned: tuple[Owned, ...]
    implications: tuple[Implication, ...]

    @property
    def asking(self) -> Asking:
        """The same without act and role."""
        return self.compiled.asking


@dataclass(frozen=True)
class Questions:
    """All questions to which a rule may permit something, and the prohibitions that shut all others outright."""

    open: tuple[Question, ...]
    shutting: frozenset[PolicyId]


@lru_cache(maxsize=4)
def questions(policies: PolicySet) -> Questions:
    """Every act × agency × role × purpose that is not shut at once: by no permit, or by a prohibition of everything."""
    permits = [policy for policy in policies.policies if policy.effect is Bearing.PERMIT]
    outright = [policy for policy in policies.policies if _shuts(policy, policies.catalogue)]
    found, shutting = [], set()
    for act, agency, role, purpose in product(Act, Agency, Role, Purpose):
        asking = Asking(policies, agency, policies.roles.get(role, NOTHING), purpose)
        if not any(concerns(policy, act, role, asking) for policy in permits):
            continue
        shut = [policy.id for policy in outright if concerns(policy, act, role, asking)]
        shutting.update(shut)
        if not shut:
            found.append(_question(policies, act, agency, (role, purpose)))
    return Questions(tuple(found), frozenset(shutting))


def _shuts(policy: Policy, catalogue: Catalogue) -> bool:
    """A prohibition of every field that hangs on nothing but who asks for what."""
    if policy.effect is not Bearing.LIMIT or policy.level is not Level.NONE or policy.fields != catalogue.all:
        return False
    return not policy.owners and set(policy.when) | set(policy.unless) <= ON_ASKING.keys()


def _question(policies: PolicySet, act: Act, agency: Agency, whom: tuple[Role, Purpose]) -> Question:
    role, purpose = whom
    compiled = program(policies, act, agency, role, purpose)
    return Question(
        act=act,
        agency=agency,
        role=role,
        purpose=purpose,
        compiled=compiled,
        permits=tuple(rule for rule in compiled.rules if rule.policy.effect is Bearing.PERMIT),
        limits=tuple(rule for rule in compiled.rules if rule.policy.effect is Bearing.LIMIT),
        owned=owned(compiled, agency),
        implications=implications(compiled.asking.rule),
    )
