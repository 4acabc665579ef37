"""A rule that opens two fields to jobcoaches, and one that shuts them, to make small sets of rules of."""

from dataclasses import replace

from hub.policy.policies import Bearing
from hub.terms.access import Act
from hub.terms.lists import Agency, Level, Purpose, Role
from hub.terms.reasons import Reason
from tests.policy.worlds import POLICIES, alone, mask

OWN_TASK = next(one for one in POLICIES.policies if one.id == "own-task")
PERMIT = replace(
    OWN_TASK,
    id="opens",
    when=(),
    unless=(),
    fields=mask("fam_goal", "address"),
    is_general=False,
    acts=frozenset({Act.DISCLOSE}),
    agencies=frozenset({Agency.JOBCENTER}),
    purposes=frozenset({Purpose.FAM_JOINT_SUPPORT, Purpose.AUDIT}),
)
SHUT = replace(
    PERMIT,
    id="shuts",
    agencies=frozenset(),
    purposes=frozenset(),
    effect=Bearing.LIMIT,
    level=Level.NONE,
    says=Reason.RESTRICTED,
    acts=frozenset(Act),
)
COACHES = {Role.JOBCOACH: POLICIES.roles[Role.JOBCOACH]}


def few(*rules, **more):
    """These rules alone, for jobcoaches alone."""
    return replace(alone(list(rules)), roles=COACHES, **more)
