"""What explains a look as far as its own decision knows it, so that nobody can make it up afterwards.

No question is asked for it: it stands in the request. Appointments, procedures and absences the review adds later.
"""

from datetime import timedelta

from hub.terms.access import AccessRequest, Decision
from hub.terms.clock import legal_day
from hub.terms.lists import Effect, Purpose, Role
from hub.terms.logged import Explanation
from hub.terms.people import Family, FamStatus

LATELY = timedelta(days=30)
LEADS = frozenset({Role.FAM_COORDINATOR, Role.ASD_LEAD, Role.JOBCENTER_LEAD, Role.PROVIDER_LEAD})


def explained(request: AccessRequest, decision: Decision, family: Family | None) -> list[str]:
    """The codes, in order: the own case or standing in, a consent signed lately, the lead's word on an admission."""
    if decision.effect is Effect.DENY:
        return []
    who, mandate = request.principal, request.context.mandates.get(request.principal.id)
    codes = set()
    if mandate is not None and (mandate.assigned or mandate.deputy):
        codes.add(Explanation.ASSIGNED if mandate.assigned else Explanation.DEPUTY)
    used = {ref for shown in decision.shown for ref in shown.because.consents}
    day = legal_day(request.at)
    mine = (one for one in request.context.releases if one.recipient == who.id and used & set(one.consents))
    if any(timedelta() <= day - one.signed_on <= LATELY for one in mine):
        codes.add(Explanation.CONSENT)
    proposed = family is not None and family.status is FamStatus.PROPOSED
    if proposed and who.role in LEADS and request.purpose is Purpose.FAM_ADMISSION:
        codes.add(Explanation.SIGN_OFF)
    return sorted(codes)
