"""Who asks in the tests of the rules."""

from uuid import UUID, uuid5

from hub.terms.access import Mandate
from hub.terms.ids import ProviderId, StaffId
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal


def drawn(name: str) -> UUID:
    """The same id for the same word."""
    return uuid5(UUID(int=7), name)


COACH = Principal(StaffId(drawn("coach")), "U01", Role.JOBCOACH, Agency.JOBCENTER)
DEPUTY = Principal(StaffId(drawn("deputy")), "U02", Role.JOBCOACH_DEPUTY, Agency.JOBCENTER)
OFFICER = Principal(StaffId(drawn("officer")), "U05", Role.BENEFIT_OFFICER, Agency.JOBCENTER)
WORKER = Principal(StaffId(drawn("worker")), "U07", Role.ASD_WORKER, Agency.JUGENDAMT)
TRAINER = Principal(StaffId(drawn("trainer")), "U12", Role.PROVIDER_WORKER, Agency.PROVIDER, provider=ProviderId("oft"))
TEACHER = Principal(StaffId(drawn("teacher")), "G01", Role.EXTERNAL, Agency.EXTERNAL)
LEAD = Principal(StaffId(drawn("lead")), "U06", Role.ASD_LEAD, Agency.JUGENDAMT)
AUDITOR = Principal(StaffId(drawn("auditor")), "U20", Role.AUDITOR, Agency.JOBCENTER)
PARENT = Principal(StaffId(drawn("mother")), "G02", Role.PARENT, Agency.FAMILY)
"""Signs in under the id of the person."""
STAFF = (COACH, DEPUTY, OFFICER, WORKER, TRAINER, TEACHER, LEAD, AUDITOR, PARENT)
TIED = {principal.id: Mandate(assigned=True, deputy=True) for principal in STAFF}
