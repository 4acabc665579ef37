"""From the seats that are taken to those about whom the rules are asked. Who is unknown sees nothing: so nobody does.

Guests have no account. Consents reach them by the function in which a text names them (`external:schule`), or nothing
does (I16); whoever supports somebody is a guest like others (F12).
"""

from collections.abc import Iterable, Mapping

from hub.terms.conferences import GuestFunction, Seat, SeatKind
from hub.terms.ids import StaffId, TeamId
from hub.terms.lists import Agency, Role
from hub.terms.principals import NO_PERSON, Principal
from hub.terms.rooms import Attendee

AS_NAMED: Mapping[GuestFunction, str] = {
    GuestFunction.SCHOOL: "schule",
    GuestFunction.KITA: "kita",
    GuestFunction.INTERPRETER: "sprachmittlung",
    GuestFunction.SUPPORT: "beistand",
    GuestFunction.DOCTOR: "praxis",
}
"""What the texts of consents call the functions. Who comes as somebody else is reached by no text."""
OTHER = Attendee(Principal(NO_PERSON, "", Role.EXTERNAL, Agency.EXTERNAL), "not_listed")
"""Somebody is there whom nobody knows."""


def attendees(seats: Iterable[Seat], *, others: int = 0) -> tuple[Attendee, ...]:
    """Everybody who sits there, each once and in an order of their own: who came first makes no difference."""
    found = {one.principal.id: one for one in map(_attendee, seats)}
    if others:
        found[NO_PERSON] = OTHER
    return tuple(found[key] for key in sorted(found))


def _attendee(seat: Seat) -> Attendee:
    if seat.kind is SeatKind.GUEST or seat.who is None:
        guest = seat.guest or GuestFunction.OTHER
        team = AS_NAMED.get(guest)
        who = Principal(StaffId(seat.id), "", Role.EXTERNAL, Agency.EXTERNAL, TeamId(team) if team else None)
        return Attendee(who, f"guest_{guest}")
    return Attendee(seat.who, "family" if seat.kind is SeatKind.PERSON else seat.who.role.value)
