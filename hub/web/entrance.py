"""The entrance: the front door, the health page for machines, the choice of language, and the day's first page."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hub.terms.conference_ends import DueKind, DueMeeting
from hub.terms.families import Asked
from hub.terms.lists import Purpose
from hub.web.agenda import Item, make_agenda
from hub.web.door import CASELESS_ROLES, FAMILY_ROLES, TASK_ROLES
from hub.web.here import desk, local_path, now, principal, signed_in, texts
from hub.web.menu import menu
from hub.web.problems import log_failure
from hub.web.recent import recent
from hub.web.texts import choose_language as checked_language

entrance = Blueprint("entrance", __name__)
MOST_COMING = 3
"""Lines about conferences above the day's seven."""
_PLACES = {
    DueKind.VACANT: "conferences.show_taking",
    DueKind.MEETING: "conferences.show_conference",
    DueKind.MINUTES: "minutes.show_minutes",
}
"""What comes first stands above the others."""


@entrance.get("/")
def show_front() -> Response:
    """Nobody stays here."""
    return redirect(url_for("entrance.show_start" if signed_in() else "sign_in.show_sign_in"), 303)


@entrance.get("/health")
def show_health() -> Response:
    """Whether this process can work. Says nothing else to anybody."""
    return Response("ok\n") if desk().ready() else Response("not ready\n", 503)


@entrance.post("/sprache")
def choose_language() -> Response:
    """Keep a language for this browser, and go back to the page on which it was chosen."""
    session["language"] = checked_language(request.form.get("sprache"))
    return redirect(local_path(request.form.get("zurueck", "")) or url_for("entrance.show_front"), 303)


@entrance.get("/start")
def show_start() -> Response | str:
    """The day's first page: what is due, and the families that are the principal's own task."""
    if principal().role in FAMILY_ROLES:
        return redirect(url_for("mine.show_mine"), 303)
    has_families = principal().role not in CASELESS_ROLES
    families = desk().assigned(principal(), now()) if has_families else ()
    purposes = desk().purposes(principal())
    day = _day(purposes[0]) if families and purposes else Day()
    offered = {item.route for item in menu(principal().role)}
    return render_template(
        "start.html",
        texts=texts(),
        families=families,
        has_families=has_families,
        recent=recent(families),
        reads_log="log.show_log" in offered,
        day=day,
        is_reminded="cases.show_cases" in offered and desk().cases.is_reminded(str(session.get("key", ""))),
        coming=_coming(desk().conferences.due(principal(), now())) if has_families else (),
        is_asked=desk().notices.has_any(str(session.get("key", ""))),
    )


def _coming(due: tuple[DueMeeting, ...]) -> list[tuple[str, str]]:
    """Conferences that nobody runs, those that come up, then minutes that wait, of each the first topic: a sentence,
    and where it leads.
    """
    first = {(one.what, one.number): one for one in reversed(due)}
    ordered = sorted(first.values(), key=lambda one: (list(_PLACES).index(one.what), one.starts, one.number))
    found = []
    for one in ordered[:MOST_COMING]:
        said = texts().say(
            f"start-coming-{one.what}",
            kind=texts().say(f"conference-kind-{one.kind}"),
            number=one.number,
            when=texts().moment(one.starts),
        )
        topic = one.topic if one.what is DueKind.MINUTES else None
        found.append((said, url_for(_PLACES[one.what], number=one.number, thema=topic)))
    return found


@dataclass(frozen=True, repr=False)
class Day:
    """What is due, for which purpose it was looked up, and whether it could be."""

    items: tuple[Item, ...] = ()
    purpose: Purpose | None = None
    is_known: bool = True


def _day(purpose: Purpose) -> Day:
    """A part that fails says so, and the rest of the page stays."""
    try:
        glances = desk().list_own(principal(), purpose, Asked(tasks=principal().role in TASK_ROLES), now())
    except desk().unavailable as failure:
        log_failure(failure, "the day could not be looked up")
        return Day(is_known=False)
    return Day(make_agenda(glances, desk().catalogue, now(), texts()), purpose)
