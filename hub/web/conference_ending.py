"""Calling a conference off: what will happen is said first, and then it is done (J6)."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.conference_ends import EndFault, EndWish
from hub.terms.conferences import MeetingState
from hub.web.conference_page import lay_out
from hub.web.conference_preview import conferences as conferences
from hub.web.conferences import find, gone
from hub.web.here import desk, now, principal, texts

Page = Response | str | tuple[str, int]
_MOST_DIGITS = 9


@conferences.get("/konferenzen/<number>/absagen")
def show_cancelling(number: str) -> Page:
    """What happens when it is called off."""
    return _show(number)


@conferences.post("/konferenzen/<number>/absagen")
def cancel(number: str) -> Page:
    """Call it off; 409 where somebody changed it meanwhile, or it was used."""
    fault = _end(number, MeetingState.CANCELLED)
    if fault is not None:
        return _show(number, fault), 409
    return redirect(url_for("conferences.show_conference", number=number), 303)


@conferences.post("/konferenzen/<number>/abschliessen")
def close(number: str) -> Page:
    """Advice without names is over: nothing is brought any more. For whoever moderates, once it has begun."""
    fault = _end(number, MeetingState.CLOSED)
    if fault is not None:
        return _show(number, fault), 409
    return redirect(url_for("conferences.show_conference", number=number), 303)


def _end(number: str, state: MeetingState) -> EndFault | None:
    find(number)
    said = request.form.get("stand", "")
    version = int(said) if said.isascii() and said.isdigit() and len(said) < _MOST_DIGITS else 0
    fault = desk().conferences.end(principal(), EndWish(number, version, state), now())
    if fault is EndFault.UNKNOWN:
        gone()
    return fault


def _show(number: str, fault: EndFault | None = None) -> str:
    view, meeting = find(number)
    line = lay_out(view, meeting, principal().id, texts())
    if not line.can_change and fault is None:
        gone()
    return render_template("conference/cancel.html", texts=texts(), line=line, fault=fault)
