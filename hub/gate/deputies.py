"""Standing in: whose case it is not, but who holds a grant for it, acts there in the role of a deputy (I15)."""

from dataclasses import replace

from hub.policy.policies import PolicySet
from hub.terms.access import AccessRequest, Mandate
from hub.terms.principals import Principal

_NO_MANDATE = Mandate()


def standing_in(policies: PolicySet, request: AccessRequest) -> AccessRequest:
    """The request with everybody in the role in which the family finds them, once their mandates are known.

    Whose case it is stays in their own role, whatever grants they hold besides. The log says the role that counted.
    """
    principal = _as_tied(policies, request, request.principal)
    audience = tuple(_as_tied(policies, request, one) for one in request.audience)
    if principal is request.principal and audience == request.audience:
        return request
    return replace(request, principal=principal, audience=audience)


def _as_tied(policies: PolicySet, request: AccessRequest, principal: Principal) -> Principal:
    mandate = request.context.mandates.get(principal.id, _NO_MANDATE)
    rule = policies.roles.get(principal.role)
    if mandate.assigned or not mandate.deputy or rule is None or rule.deputy_role is None:
        return principal
    return replace(principal, role=rule.deputy_role)
