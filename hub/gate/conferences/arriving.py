"""In the room: who comes and goes, which topic it is, and which window shows it. Moved by whoever moderates alone.

Opening, confirming and closing are written down with the change; each single tick only shuts the view.
"""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from secrets import choice, token_urlsafe

from hub.db.errors import CellChanged, NotThere, NotYours, OutOfOrder
from hub.gate.anew import begun_anew
from hub.gate.conferences.seated import attendees
from hub.gate.conferences.showing import Gathering
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Entry, Touched, change
from hub.ledger.events import Event
from hub.record.conferences.store import load_meetings
from hub.record.rooms.store import bind_screen, find_code, load_room, move_room
from hub.terms.conferences import Meeting, Topic
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Owner, Purpose
from hub.terms.principals import Principal
from hub.terms.rooms import Move, Moved, MoveFault, Stand, Wish

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE = 8
_WRITTEN = frozenset({Move.OPEN, Move.CLOSE})
_FAULTS = {CellChanged: MoveFault.CHANGED, OutOfOrder: MoveFault.CLOSED, NotThere: MoveFault.UNKNOWN}


@by_rules_in_force
@begun_anew
def move(house: House, principal: Principal, wish: Wish, at: datetime) -> Moved | None:
    """Make a move; None where the conference is not there, or not theirs to moderate."""
    code = "".join(choice(LETTERS) for _ in range(CODE)) if wish.move is Move.CODE else ""
    made = replace(wish, what=hashed(code).hex()) if code else wish
    entry = None
    if wish.move in _WRITTEN:
        entry = about_room(house, principal, (wish.number, wish.move.value), at)
    elif wish.move is Move.CONFIRM:
        entry = _about_presence(house, principal, wish, at)
        if entry is None:
            return None
    try:
        with house.db.begin() as tx:
            if entry is not None:
                append(tx, house.writer, entry)
            move_room(tx, entry.id if entry else None, principal.id, made, at)
    except NotYours:
        return None
    except (CellChanged, OutOfOrder, NotThere) as refused:
        return Moved(_FAULTS[type(refused)])
    return Moved(code=code)


@by_rules_in_force
def bind_window(house: House, code: str, at: datetime) -> str | None:
    """The cookie of a window that shows the room from now on; None for a code that is wrong, used or too old."""
    opened = hashed("".join(one for one in code.upper() if one in LETTERS))
    found = find_code(house.db, opened, at)
    if found is None:
        return None
    number, keeper = found
    cookie, entry = token_urlsafe(32), about_room(house, keeper, (number, "bind"), at)
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        return cookie if bind_screen(tx, entry.id, opened, hashed(cookie)) else None


def hashed(secret: str) -> bytes:
    """What the database keeps of a code or a cookie."""
    return sha256(secret.encode()).digest()


def topic_of(meeting: Meeting, stand: Stand | None) -> Topic | None:
    """The one that is talked about."""
    return next((one for one in meeting.topics if stand is not None and one.id == stand.topic), None)


def about_room(house: House, principal: Principal, what: tuple[str, str], at: datetime) -> Entry:
    """Something was done to a room: the number of its conference, and what. It is about no family."""
    number, action = what
    touched = Touched(
        Event.ROOM_MOVED,
        FamilyNumber(""),
        purpose=Purpose.CASE_CONFERENCE,
        details={"action": action, "conference": number},
    )
    return replace(change(EntryId(new_id()), principal, at, house.policies.digest, touched), subject={})


def _about_presence(house: House, principal: Principal, wish: Wish, at: datetime) -> Entry | None:
    """Who is there for which family: everybody as audience, by function in what the family may be told."""
    found = next(iter(load_meetings(house.db, house.ring, (principal.id, at), wish.number)), None)
    is_theirs, stand = load_room(house.db, principal.id, wish.number, at)
    topic = topic_of(found, stand) if found else None
    if not is_theirs or stand is None or topic is None or topic.family is None:
        return None
    here = [seat for seat in topic.seats if stand.is_here(seat.id)]
    gathering = Gathering(wish.number, attendees(here, others=stand.others))
    touched = Touched(
        Event.PRESENT_CONFIRMED,
        topic.family,
        persons=frozenset(seat.person for seat in here if seat.person),
        owners=frozenset({Owner.JOINT}),
        purpose=Purpose.CASE_CONFERENCE,
        details={"action": "confirm", "conference": wish.number, "present": gathering.functions(principal)},
    )
    entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    ties = load_ties(house.db, topic.family, (principal,), at)
    return replace(entry, audience=gathering.audience(principal), family=ties.family, family_seq=ties.next_seq)
