"""Looking into the room: the page of whoever moderates, and what the window shows at this moment."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from hub.gate.conferences.arriving import hashed, topic_of
from hub.gate.conferences.seated import attendees
from hub.gate.conferences.showing import Gathering, show_to_all
from hub.gate.disclose import disclose
from hub.gate.house import House
from hub.policy.layout import LOGS
from hub.record.conferences.store import load_meetings
from hub.record.rooms.store import Window, darken, load_room, load_stamps, load_window
from hub.terms.access import AccessRequest, Act
from hub.terms.catalogue import Catalogue
from hub.terms.ids import FieldId
from hub.terms.lists import Purpose
from hub.terms.principals import Principal
from hub.terms.rooms import RoomView, Shared, Showing

NAMES = frozenset({FieldId("given_name"), FieldId("family_name")})
TRIES = 3


def look_into(house: House, principal: Principal, number: str, at: datetime) -> RoomView | None:
    """The room for whoever moderates; None for everybody else. The names of those who sit there are a look at them."""
    is_theirs, stand = load_room(house.db, principal.id, number, at)
    meeting = next(iter(load_meetings(house.db, house.ring, (principal.id, at), number)), None) if is_theirs else None
    if meeting is None:
        return None
    topic = topic_of(meeting, stand)
    if stand is None or topic is None or topic.family is None or not stand.is_open:
        return RoomView(meeting, stand)
    request = AccessRequest(
        principal, (principal,), Act.DISCLOSE, Purpose.CASE_CONFERENCE, topic.family, at, only=NAMES
    )
    return RoomView(meeting, stand, topic, disclose(house, request))


def show_window(house: House, cookie: str, at: datetime) -> Shared | None:
    """What the window shows now; None for a cookie of no window.

    Decided for those who are confirmed to be there, read, and then held against the room once more: what was moved
    meanwhile is asked anew, and where it keeps moving nothing is shown.
    """
    key = hashed(cookie)
    for _ in range(TRIES):
        window = load_window(house.db, key, at)
        if window is None:
            return None
        shared = _show(house, window, at)
        if shared.disclosure is None or load_stamps(house.db, [key], at).get(key) == window.stamp:
            return shared
    return Shared(Showing.SHUT, "")


def _show(house: House, window: Window, at: datetime) -> Shared:
    stand, keeper = window.stand, window.keeper
    topic = topic_of(window.meeting, stand) if window.meeting else None
    if not stand.is_open or window.meeting is None:
        return Shared(Showing.OVER, window.stamp)
    if stand.dark:
        return Shared(Showing.DARK, window.stamp)
    if stand.shut or keeper is None or topic is None or topic.family is None:
        return Shared(Showing.SHUT, window.stamp)
    here = [seat for seat in topic.seats if stand.is_here(seat.id)]
    only = record_of(house.policies.catalogue)
    request = AccessRequest(keeper, (), Act.DISCLOSE, Purpose.CASE_CONFERENCE, topic.family, at, only=only)
    gathering = Gathering(window.meeting.number, attendees(here, others=stand.others))
    return Shared(Showing.VIEW, window.stamp, show_to_all(house, request, gathering))


@cache
def record_of(catalogue: Catalogue) -> frozenset[FieldId]:
    """Everything but the logs: they are no part of a family's record."""
    return frozenset(field.id for field in catalogue.fields) - LOGS


def look_at_stamps(house: House, cookies: Sequence[str], at: datetime) -> Mapping[str, str]:
    """The stamps of windows by their cookies; of what is none, nothing. One statement, no entry: nothing is shown."""
    keys = {hashed(cookie): cookie for cookie in cookies}
    return {keys[key]: stamp for key, stamp in load_stamps(house.db, list(keys), at).items()}


def darken_window(house: House, cookie: str, *, is_dark: bool) -> bool:
    """Picture off at the window itself, or on again; whether anything changed."""
    return darken(house.db, hashed(cookie), is_dark=is_dark)
