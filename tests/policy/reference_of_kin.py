"""A second reading for those whom the record is about, and for rows of a log: slow and obvious (R14, R15)."""

from datetime import date

from hub.policy.policies import Tie
from hub.terms.access import AccessRequest, OutlineCell
from hub.terms.catalogue import Field
from hub.terms.clock import age_on, legal_day
from hub.terms.grounds import Basis, Grounds
from hub.terms.ids import PersonId
from hub.terms.lists import Category, Owner, Partition, Purpose
from hub.terms.people import Area, Family, Person, PersonKind
from hub.terms.principals import Principal

NO_GROUNDS = Grounds(Basis.AUDIT)


def me_of(who: Principal, family: Family) -> Person | None:
    """Whoever belongs to the family signs in under the id of the person."""
    return next((person for person in family.persons if str(person.id) == str(who.id)), None)


def given(request: AccessRequest, who: Principal) -> Grounds:
    """The grounds, of whoever gave them."""
    return request.grounds if request.grounds and who == request.principal else NO_GROUNDS


def asks_for(request: AccessRequest, who: Principal, family: Family, person: PersonId, field: Field) -> bool:
    """It is about themselves, or about a child in whose place they ask."""
    me = me_of(who, family)
    about = next((one for one in family.persons if one.id == person), None)
    if me is None or about is None or me.id == person:
        return me is not None and about is not None and me.id == person
    day = legal_day(request.at)
    if about.kind is PersonKind.THIRD or about.born is None or (about.deceased_on or date.max) <= day:
        return False
    agrees = given(request, who).youth_agrees and request.purpose is not Purpose.CASE_CONFERENCE
    if age_on(about.born, day) >= (18 if agrees else 15):
        return False
    return any(holds(me, about, number, field, day) for number in range(len(about.custody)))


def holds(me: Person, about: Person, number: int, field: Field, day: date) -> bool:
    """This holding is theirs, in force, of the part into which the field falls, not resting, and seen if by office."""
    one = about.custody[number]
    seen = (one.proven_on or date.max) <= day
    area = Area.YOUTH_HELP if field.partition in (Partition.SGB8, Partition.PROVIDER) else Area.PERSON
    area = Area.HEALTH if field.category is Category.HEALTH else area
    in_force = (one.since or date.min) <= day <= (one.until or date.max)
    covers = area in one.areas or (Area.FAM_DATA in one.areas and seen)
    rests = (one.rests_since or date.max) <= day and seen
    known = me.kind is not PersonKind.REPRESENTATIVE or seen
    return one.holder == me.id and in_force and covers and not rests and known


def others_of(
    request: AccessRequest, who: Principal, family: Family, cell: OutlineCell, field: Field
) -> list[PersonId]:
    """Of whom else the value speaks: these must have consented."""
    return [person for person in cell.persons if not asks_for(request, who, family, person, field)]


def facts_of_kin(
    request: AccessRequest, who: Principal, family: Family, cell: OutlineCell, field: Field, *, tie: Tie, confided: bool
) -> dict[str, bool]:
    """The conditions about readers whom the record is about; of staff none holds."""
    me, day = me_of(who, family), legal_day(request.at)
    mine = [] if me is None else [me.id]
    others = [one for one in family.persons if one.id in cell.persons and one is not me]
    flagged = [one for one in others if (one.conflict_since or date.max) <= day <= (one.conflict_until or date.max)]
    locked = any(one.address_lock and one.id in cell.persons for one in family.persons)
    found = {
        "is-person-concerned": tie is Tie.SELF or me is not None,
        "is-about-them": me is not None and set(cell.persons) == set(mine),
        "is-theirs-to-ask": bool(cell.persons) and not others_of(request, who, family, cell, field),
        "is-confided-by-another": confided and set(cell.entrusted_by or cell.persons) != set(mine or ["nobody"]),
        "is-about-somebody-flagged": bool(flagged),
        "address-is-theirs": locked and me is not None and me.address_lock,
    }
    return found if tie in (Tie.SELF, Tie.GUEST) else dict.fromkeys(found, False)


def facts_of_logs(request: AccessRequest, who: Principal, cell: OutlineCell) -> dict[str, bool]:
    """The conditions about rows of a log and the keys that reveal a name."""
    grounds = given(request, who)
    reveals = grounds.basis is Basis.REVEAL
    is_log = cell.field in ("access_log", "disclosure_register")
    return {
        "controller-is-own-or-joint": is_log and (cell.owner is Owner.JOINT or str(cell.owner) == str(who.agency)),
        "is-expired": cell.row is not None and cell.row.is_expired,
        "names-staff": cell.row is not None and cell.row.names_staff,
        "reveal-is-asked": reveals,
        "suspicion-is-given": reveals and grounds.suspicion != "",
        "second-key-is-turned": reveals and grounds.second_key,
    }


def facts_of_danger(request: AccessRequest, who: Principal, tie: Tie) -> dict[str, bool]:
    """The conditions about an emergency (R16)."""
    grounds = given(request, who)
    theirs = request.purpose is Purpose.SGB8_CHILD_PROTECTION and tie in (Tie.ASSIGNMENT, Tie.DEPUTY)
    claimed = theirs and grounds.basis is Basis.BREAK_GLASS
    met = grounds.danger_is_present and not grounds.owner_is_reachable and grounds.records == 1
    return {
        "emergency-is-for-them": theirs,
        "emergency-is-claimed": claimed,
        "is-emergency": claimed and met and len(grounds.reason) >= 30,
    }
