"""Invitations to a conference: what a family reads and takes along, and what colleagues print for it (J6)."""

from flask import render_template, request, session
from werkzeug.wrappers import Response

from hub.web.conference_page import MeetingLine, TopicLine, lay_out
from hub.web.conference_paper import invitation_pdf
from hub.web.conferences import conferences as conferences
from hub.web.conferences import find, gone
from hub.web.here import desk, now, principal, texts
from hub.web.mine import EASY
from hub.web.speech import Speech, speech_for


@conferences.get("/konferenzen/<number>/einladung")
def show_invitation(number: str) -> str:
    """The invitation to one topic, as it is read and printed."""
    line, topic = _invitation(number)
    return render_template("conference/invitation.html", texts=texts(), line=line, topic=topic)


@conferences.get("/konferenzen/<number>/einladung.pdf")
def print_invitation(number: str) -> Response:
    """The same on paper."""
    line, topic = _invitation(number)
    return _pdf(line, topic, Speech(texts()))


@conferences.get("/meine/konferenzen")
def show_own() -> str:
    """To what somebody of a family is invited, with who comes."""
    view = desk().conferences.own(principal(), now())
    lines = [lay_out(view, one, principal().id, texts()) for one in view.meetings if one.ends >= now()]
    past = [lay_out(view, one, principal().id, texts()) for one in view.meetings if one.starts <= now()]
    is_easy = bool(session.get(EASY))
    speech = speech_for(texts(), view.age, is_easy=is_easy)
    return render_template("conference/own.html", texts=texts(), speech=speech, lines=lines, past=past, is_easy=is_easy)


@conferences.get("/meine/konferenzen/<number>/einladung.pdf")
def print_own_invitation(number: str) -> Response:
    """One's own invitation on paper."""
    view = desk().conferences.own(principal(), now())
    found = next((one for one in view.meetings if one.number == number), None)
    if found is None:
        gone()
    line = lay_out(view, found, principal().id, texts())
    topic = _topic_of(line)
    return _pdf(line, topic, speech_for(texts(), view.age, is_easy=bool(session.get(EASY))))


def _pdf(line: MeetingLine, topic: TopicLine, speech: Speech) -> Response:
    made = invitation_pdf(line, topic, speech, now())
    headers = {"Content-Disposition": f'attachment; filename="Einladung-{line.number}.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)


def _invitation(number: str) -> tuple[MeetingLine, TopicLine]:
    view, meeting = find(number)
    line = lay_out(view, meeting, principal().id, texts())
    return line, _topic_of(line)


def _topic_of(line: MeetingLine) -> TopicLine:
    wanted = request.args.get("thema", "")
    topic = next((one for one in line.topics if str(one.position) == wanted or (not wanted and one.invites)), None)
    return topic if topic is not None else gone()
