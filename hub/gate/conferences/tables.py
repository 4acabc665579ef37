"""Who may know what of the families of a meeting: their names, and whom one can ask to come. No value beside names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from hub.db.errors import DatabaseUnavailable, TicketVoid
from hub.gate.frames import project
from hub.gate.glances import Candidate, decide_glance, open_glances
from hub.gate.house import House
from hub.gate.lists import Asker
from hub.gate.store import load_numbered
from hub.ledger.append import append
from hub.ledger.entry import Seen, look
from hub.ledger.errors import NumberTaken
from hub.record.blind import NAMES
from hub.record.conferences.store import load_advisers, load_invitable
from hub.terms.answers import Projection
from hub.terms.conference_plans import NO_FAMILY, Choice, Guest
from hub.terms.ids import EntryId, FamilyNumber, PersonId, new_id
from hub.terms.lists import Agency, Effect, Purpose
from hub.terms.principals import Principal

log = structlog.get_logger()
PURPOSE = Purpose.CASE_CONFERENCE
ACTION = "conferences"
TRIES = 5


@dataclass(frozen=True)
class Table:
    """What was decided of each family: a candidate for each that is there, refused or not."""

    asker: Asker
    candidates: Mapping[FamilyNumber, Candidate]

    @property
    def own(self) -> Mapping[FamilyNumber, Candidate]:
        """Those of which whoever asks may know."""
        return {number: one for number, one in self.candidates.items() if one.decision.effect is not Effect.DENY}

    def people(self, number: FamilyNumber) -> Mapping[PersonId, str]:
        """Those of a family of whom whoever asks may know a name, with their references, in the record's order."""
        one = self.own.get(number)
        family = one.outline.family if one else None
        named = {person for cell in one.whole for person in cell.persons} if one else set()
        return {person.id: person.ref for person in family.persons if person.id in named} if family else {}


def may_plan(house: House, principal: Principal) -> bool:
    """Whether the function is one that holds conferences, at one of the two agencies."""
    role = house.policies.roles.get(principal.role)
    return role is not None and PURPOSE in role.purposes and principal.agency in (Agency.JOBCENTER, Agency.JUGENDAMT)


def lay_table(house: House, principal: Principal, numbers: Sequence[FamilyNumber], at: datetime) -> Table:
    """Decide what may be known of each family. One statement, whatever their number; nothing is read."""
    asker = Asker(principal, PURPOSE, at, ACTION)
    wanted = tuple(dict.fromkeys(numbers))
    facts = load_numbered(house, asker, wanted)
    found = {number: decide_glance(house, asker, number, facts[number], NAMES) for number in wanted if number in facts}
    return Table(asker, found)


def read_names(house: House, table: Table) -> Mapping[FamilyNumber, Projection]:
    """Write down that names are looked at, and read them. Two statements."""
    own = table.own
    opened = open_glances(house, table.asker, list(own.values()))
    return {number: project(house, one.decision, one.outline, opened) for number, one in own.items()}


def name_families(
    house: House, principal: Principal, numbers: Sequence[FamilyNumber], at: datetime
) -> tuple[Table, Mapping[FamilyNumber, Projection]]:
    """Both, asked anew where something changes meanwhile. Three statements."""
    for _ in range(TRIES):
        try:
            table = lay_table(house, principal, numbers, at)
            return table, read_names(house, table)
        except (TicketVoid, NumberTaken):
            log.info("something changed while conferences were looked at: asked anew")
    raise DatabaseUnavailable("these families keep changing")


def refuse_families(house: House, table: Table) -> None:
    """Write down that somebody wanted a family that is none of theirs, or is not there: the two look alike."""
    for one in table.candidates.values():
        if one.decision.effect is Effect.DENY:
            entry = look(EntryId(new_id()), one.request, one.decision, Seen())
            ties = one.facts.ties
            append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))


def choices_of(house: House, table: Table) -> Mapping[FamilyNumber, Choice]:
    """Whom one can ask to come for each of one's own families. One statement."""
    families = {one.facts.ties.family: number for number, one in table.own.items() if one.facts.ties.family}
    found: dict[FamilyNumber, list[Guest]] = {number: [] for number in families.values()}
    rows = load_invitable(house.db, table.asker.principal.id, list(families), table.asker.at) if families else ()
    for family, guest in rows:
        found[families[family]].append(guest)
    return {
        number: Choice(number, tuple(sorted(guests, key=_order)), table.people(number))
        for number, guests in found.items()
    }


def advisers(house: House, principal: Principal, at: datetime) -> Choice:
    """Whom one can ask for advice without names: who works with families at the two agencies. One statement."""
    roles = sorted(role for role, one in house.policies.roles.items() if PURPOSE in one.purposes)
    found = load_advisers(house.db, principal.id, roles, at)
    return Choice(NO_FAMILY, tuple(sorted(found, key=_order)))


def _order(one: Guest) -> tuple[int, str]:
    return list(Agency).index(one.agency), one.ref
