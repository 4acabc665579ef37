"""The minutes as a family reads them: in plain words, once both agencies have confirmed."""

import re

from flask import Blueprint, abort, make_response, render_template, request, session
from werkzeug.wrappers import Response

from hub.terms.clock import legal_day
from hub.terms.minutes import MinutesWanted, OwnMinutesView
from hub.web.here import desk, now, principal, texts
from hub.web.mine import EASY
from hub.web.minutes_paper import own_minutes_pdf, own_sections
from hub.web.speech import Speech, speech_for

own_minutes = Blueprint("own_minutes", __name__, url_prefix="/meine/konferenzen/<number>")
_NUMBER = re.compile(r"K-[0-9]{4}-[0-9]{3,6}")


@own_minutes.get("/protokoll")
def show_own_minutes(number: str) -> str:
    """What was written down about them; looking at it is written down too."""
    view = _open(number)
    speech = _speech(view)
    return render_template(
        "conference/own-minutes.html",
        texts=texts(),
        speech=speech,
        is_easy=bool(session.get(EASY)),
        view=view,
        topic=_wanted(number).topic,
        day=speech.day(legal_day(view.meeting.starts)),
        sections=own_sections(view, texts(), speech),
    )


@own_minutes.get("/protokoll.pdf")
def print_own_minutes(number: str) -> Response:
    """The same to be taken along, tagged (PDF/UA-1, PDF/A-2a)."""
    view = _open(number)
    if not view.kept.is_closed:
        abort(404)
    answer = make_response(own_minutes_pdf(view, texts(), _speech(view)))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = 'attachment; filename="was-wir-besprochen-haben.pdf"'
    return answer


def _open(number: str) -> OwnMinutesView:
    return desk().minutes.own(principal(), _wanted(number), now()) or abort(404)


def _wanted(number: str) -> MinutesWanted:
    topic = request.args.get("thema", "1")
    if not _NUMBER.fullmatch(number) or not (topic.isascii() and topic.isdigit() and len(topic) < 3):
        abort(404)
    return MinutesWanted(number, int(topic))


def _speech(view: OwnMinutesView) -> Speech:
    return speech_for(texts(), view.age, is_easy=bool(session.get(EASY)))
