"""The preview of a topic: for whoever runs the conference, and about nothing that they do not see themselves (J6)."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from flask import abort, render_template, request

from hub.terms.conference_plans import MeetingsView, Sighted, TopicPreview
from hub.terms.lists import Category
from hub.web.conference_invitations import conferences as conferences
from hub.web.conference_page import SeatLine, lay_out, person_names
from hub.web.here import desk, now, principal, texts

_MOST_DIGITS = 2


@conferences.get("/konferenzen/<number>/vorschau")
def show_preview(number: str) -> str:
    """What can be shown with all who come, or without one of them; and because of whom not more."""
    wanted, without = request.args.get("thema", "1"), _seat(request.args.get("ohne", ""))
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= _MOST_DIGITS):
        abort(404)
    view = desk().conferences.preview(principal(), number, int(wanted), now(), without=without)
    topic = view.meeting.topic(view.position) if view else None
    if view is None or topic is None or topic.family is None or view.names is None:
        abort(404)
    line = lay_out(MeetingsView((view.meeting,), {topic.family: view.names}), view.meeting, principal().id, texts())
    laid = next(one for one in line.topics if one.position == topic.position)
    seats = dict(zip((one.id for one in topic.seats), laid.seats, strict=True))
    return render_template(
        "conference/preview.html",
        texts=texts(),
        line=line,
        topic=laid,
        seats=list(seats.items()),
        people=list(_people(view, seats)),
        without=without,
        left_out=seats[without].name if without in seats else "",
    )


def _people(view: TopicPreview, seats: Mapping[str, SeatLine]) -> Iterator[tuple[str, str, list[tuple[str, str, int]]]]:
    names = person_names(view.names)
    for one in view.people:
        yield names.get(one.person, texts().say("conference-somebody")), _said(one.shown), list(_hidden(one, seats))


def _hidden(one: Sighted, seats: Mapping[str, SeatLine]) -> Iterator[tuple[str, str, int]]:
    """Because of the same people, together: `Geld, Arbeit: Das darf Ronja Haubentaucher (Fachkraft …) nicht sehen`."""
    together: dict[tuple[str, ...], list[Category]] = {}
    for cause in one.hidden:
        together.setdefault(cause.seats, []).append(cause.category)
    for ids, categories in together.items():
        who = tuple(f"{seats[seat].name} ({seats[seat].function})" for seat in ids if seat in seats)
        yield texts().names(who), _said(tuple(categories)), len(who)


def _said(categories: tuple[Category, ...]) -> str:
    return ", ".join(texts().say(f"category-{one}") for one in categories)


def _seat(said: str) -> str:
    try:
        return str(UUID(said))
    except ValueError:
        return ""
