"""Taking over a conference that nobody runs any more: what that means is said first, and then it is done."""

import re

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from hub.terms.conference_ends import DueKind
from hub.web.conference_ending import conferences as conferences
from hub.web.conferences import gone
from hub.web.here import desk, now, principal, texts

_NUMBER = re.compile(r"K-[0-9]{4}-[0-9]{3,6}")


@conferences.get("/konferenzen/<number>/uebernehmen")
def show_taking(number: str) -> str:
    """Which one, and what follows. It tells nothing of a family."""
    due = desk().conferences.due(principal(), now())
    found = next((one for one in due if one.what is DueKind.VACANT and one.number == number), None)
    if found is None:
        gone()
    return render_template("conference/take.html", texts=texts(), one=found)


@conferences.post("/konferenzen/<number>/uebernehmen")
def take(number: str) -> Response:
    """From now on it is theirs; where it is not theirs to take, it is not there."""
    if not _NUMBER.fullmatch(number) or not desk().conferences.take(principal(), number, now()):
        gone()
    return redirect(url_for("conferences.show_conference", number=number), 303)
