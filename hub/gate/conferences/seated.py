"""From the seats that are taken to those about whom the rules are asked. Nobody is forgotten: who is unknown sees nothing.

Guests have no account. Consents reach them by the function in which a text names them (`external:schule`), or nothing
does (I16); whoever supports somebody is a guest like others (F12).
"""

from collections.abc import Iterable, Mapping

from hub.terms.ids import StaffId, TeamId
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal
from hub.terms.rooms import Attendee, Chair

AS_NAMED: Mapping[str, str] = {
    "school": "schule",
    "kita": "kita",
    "interpreter": "sprachmittlung",
    "support": "beistand",
    "doctor": "praxis",
}
"""What the texts of consents call the functions. Who comes as somebody else is reached by no text."""
NOBODY = StaffId("00000000-0000-0000-0000-000000000000")


def attendees(chairs: Iterable[Chair], staff: Mapping[StaffId, Principal]) -> tuple[Attendee, ...]:
    """Everybody who sits there, each once and in an order of their own: who came first makes no difference.

    `staff` are the posts of those who work here. Who has none any more sits there as somebody from outside.
    """
    found = {one.principal.id: one for one in (_attendee(chair, staff) for chair in chairs)}
    return tuple(found[key] for key in sorted(found))


def _attendee(chair: Chair, staff: Mapping[StaffId, Principal]) -> Attendee:
    if chair.staff is not None:
        known = staff.get(chair.staff) or Principal(chair.staff, "", Role.EXTERNAL, Agency.EXTERNAL)
        return Attendee(known, known.role.value)
    if chair.person is not None:
        # By what right they see, the family's own facts say: custody, age, consent. The rules ask for no narrower role.
        return Attendee(Principal(StaffId(chair.person), "", Role.RELATIVE, Agency.FAMILY), "family")
    function = str(chair.guest or "other")
    team = AS_NAMED.get(function)
    guest = Principal(StaffId(chair.id), "", Role.EXTERNAL, Agency.EXTERNAL, TeamId(team) if team else None)
    return Attendee(guest, f"guest_{function}")
