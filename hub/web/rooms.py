"""The room of a conference, for whoever moderates: who is there, which topic, and the shared window."""

import re
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.conferences import Seat, SeatKind
from hub.terms.rooms import Move, Moved, MoveFault, RoomView, Wish
from hub.web.here import desk, now, principal, texts
from hub.web.naming import Naming

rooms = Blueprint("rooms", __name__)

_AFTER = timedelta(minutes=30)
_NUMBER = re.compile(r"K-[0-9]{4}-[0-9]{3,6}")
_COUNT = re.compile(r"[0-9]{1,12}")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WHAT = {
    Move.TOPIC: _ID,
    Move.COME: _ID,
    Move.GO: _ID,
    Move.OTHERS: re.compile(r"[0-9]{1,2}"),
    Move.DARK: re.compile(r"true|false"),
}
"""What a move is about, as a form sends it."""


@dataclass(frozen=True, repr=False)
class Place:
    """One seat as the tick list has it."""

    id: str
    name: str
    function: str
    since: str
    is_here: bool
    people: str


@rooms.get("/konferenzen/<number>/raum")
def show_room(number: str) -> str:
    """Who is there, and how the window stands."""
    return _page(number, _view(number))


@rooms.post("/konferenzen/<number>/raum")
def move_room(number: str) -> Response | tuple[str, int]:
    """One move. A new code is shown in the answer and nowhere else; what went wrong stands above the list."""
    if not _NUMBER.fullmatch(number):
        abort(404)
    wish = _wish(number)
    moved = desk().rooms.move(principal(), wish, now())
    if moved is None:
        abort(404)
    if moved.fault is None and not moved.code:
        return redirect(url_for("rooms.show_room", number=number), 303)
    status = {None: 200, MoveFault.UNKNOWN: 422}.get(moved.fault, 409)
    return _page(number, _view(number), moved), status


def _wish(number: str) -> Wish:
    was, what, seen = (request.form.get(key, "") for key in ("was", "wert", "gesehen"))
    if was not in set(Move) or not _COUNT.fullmatch(seen):
        abort(422)
    move = Move(was)
    if move in _WHAT and not _WHAT[move].fullmatch(what):
        abort(422)
    return Wish(number, move, int(seen), what)


def _view(number: str) -> RoomView:
    view = desk().rooms.look(principal(), number, now()) if _NUMBER.fullmatch(number) else None
    return view if view is not None else abort(404)


def _page(number: str, view: RoomView, moved: Moved | None = None) -> str:
    is_open = view.stand is not None and view.stand.is_open
    return render_template(
        "conference/room.html",
        texts=texts(),
        number=number,
        view=view,
        is_open=is_open,
        places=_places(view) if is_open else (),
        can_open=not is_open and now() < view.meeting.ends + _AFTER,
        moved=moved,
    )


def _places(view: RoomView) -> tuple[Place, ...]:
    if view.stand is None or view.topic is None:
        return ()
    naming = Naming(view.names, texts()) if view.names is not None else None
    return tuple(_place(view, seat, naming) for seat in view.topic.seats)


def _place(view: RoomView, seat: Seat, naming: Naming | None) -> Place:
    assert view.stand is not None
    since = view.stand.since(seat.id)
    return Place(
        seat.id,
        _name(seat, naming),
        _function(seat),
        texts().moment(since) if since else "",
        view.stand.is_here(seat.id),
        seat.kind.value,
    )


def _name(seat: Seat, naming: Naming | None) -> str:
    """Of somebody of the family the name, where whoever moderates may see it; else the reference of the seat."""
    if seat.kind is not SeatKind.PERSON or seat.person is None:
        return seat.name or texts().say("room-guest-nameless")
    if naming is not None and naming.reference(seat.person):
        return naming.name(seat.person)
    return texts().say("person-reference", reference=seat.who.ref if seat.who else "")


def _function(seat: Seat) -> str:
    if seat.kind is SeatKind.GUEST:
        return texts().say(f"room-guest-{seat.guest}")
    if seat.kind is SeatKind.PERSON:
        return texts().say("room-family")
    return texts().say(f"role-{seat.role}")
