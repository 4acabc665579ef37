"""Who sits together about a family of the demo Kreis, and what the shared view then shows: K-codes by person."""

from collections import defaultdict

from hub.casework.opening import record_of
from hub.gate.conferences.seated import attendees
from hub.gate.conferences.showing import Gathering, show_to_all
from hub.terms.access import AccessRequest, Act
from hub.terms.conferences import GuestFunction, Seat, SeatKind
from hub.terms.ids import FamilyNumber, PersonId, StaffId, new_id
from hub.terms.lists import Agency, Purpose, Role
from hub.terms.principals import Principal
from tests.gate.ahead import answer, persons, really
from tests.kreis import books
from tests.kreis_tables.reading import CODE_OF

F02, F06, F12 = map(FamilyNumber, ("FAM-2025-007", "FAM-2025-016", "FAM-2025-018"))
K34 = ["U02", "U08", "F06-1", "F06-2", "F06-3"]
"""Who sits there beside the coordinator."""
SAID = {
    "E-1": (["F06-1"], ["F06-1"], "contact family_relations work_training appointments fam_joint"),
    "E-2": (["F06-2"], ["F06-2"], "contact family_relations work_training appointments fam_joint"),
    "E-3": (["F06-5"], ["F06-1", "F06-2"], "contact family_relations school_childcare"),
    "E-4": (["F06-3"], ["F06-3", "F06-1", "F06-2"], "contact family_relations"),
}
"""About whom, who says yes, and to which categories: to all who are there, by name, for the conference (Z3)."""


def gathering(kreis, number, names):
    """Those who are there: `U12` of the staff, `F01-1` of the family, `school` as a guest."""
    people = persons(kreis, number)
    return Gathering("K-2026-035", attendees([seat(kreis, people, name) for name in names]))


def seat(kreis, people, name):
    """A place at the table, as the plan has it."""
    if name.startswith("U"):
        who = kreis.principal(name)
        return Seat(new_id(), SeatKind.STAFF, staff=who.id, role=who.role, who=who)
    if name.startswith("F"):
        who = Principal(StaffId(people[name]), name, Role.RELATIVE, Agency.FAMILY)
        return Seat(new_id(), SeatKind.PERSON, person=PersonId(who.id), who=who)
    return Seat(new_id(), SeatKind.GUEST, guest=GuestFunction(name))


def shown(kreis, number, names, moderator="U06"):
    """The shared view with these people there, as whoever moderates has it delivered."""
    who = kreis.principal(moderator)
    only = record_of(books().catalogue)
    request = AccessRequest(who, (), Act.DISCLOSE, Purpose.CASE_CONFERENCE, number, kreis.at, only=only)
    return show_to_all(kreis.house(who.agency.value), request, gathering(kreis, number, (moderator, *names)))


def table(disclosure):
    """K-codes by the reference of each person about whom something is shown."""
    found = defaultdict(set)
    people = disclosure.projection.people
    for value in disclosure.projection.shown:
        for person in value.persons:
            found[people[person]].add(CODE_OF[value.category])
    return {person: " ".join(sorted(codes, key=lambda code: int(code[1:]))) for person, codes in found.items()}


def yes_today(kreis, refs=tuple(SAID), also=()):
    """What the family of K-34 says on the day, signed a minute later."""
    people = persons(kreis, F06)
    named = [f"staff:{kreis.principal(one).id}" for one in ("U02", "U08", "U06")]
    named += [*also, *(f"family:{people[one]}" for one in ("F06-1", "F06-2", "F06-3"))]
    more = {"recipients": named, "purposes": [Purpose.CASE_CONFERENCE.value]}
    answers = [
        (
            ref,
            answer(kreis, [people[one] for one in about], {people[one]: True for one in by}, recipient="U06", **more)
            | {"categories": categories.split()},
        )
        for ref, (about, by, categories) in SAID.items()
        if ref in refs
    ]
    really(kreis, "U02", F06, answers)
