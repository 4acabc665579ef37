"""The invitation of a family on paper: the same words as on its page, as a tagged PDF."""

from datetime import datetime
from pathlib import Path

from hub.terms.clock import legal_day
from hub.web.conference_page import MeetingLine, TopicLine
from hub.web.documents import make_pdf
from hub.web.speech import Speech

TEMPLATE = Path(__file__).with_name("invitation.typ")


def invitation_pdf(line: MeetingLine, topic: TopicLine, speech: Speech, at: datetime) -> bytes:
    """The document (PDF/UA-1, PDF/A-2a)."""
    day, texts = legal_day(at), speech.texts
    data = {
        "title": speech.say("invitation-title"),
        "number": line.number,
        "date": [day.year, day.month, day.day],
        "page": texts.say("talk-copy-page"),
        "notice": speech.say(line.notice, before=line.moved_from) if line.notice else "",
        "text": "" if line.is_off else speech.say("invitation-text"),
        "facts": [
            (texts.say("conference-when"), f"{line.when} – {line.until}"),
            *([(speech.say("invitation-topic-time"), topic.time)] if topic.time else []),
            *([(texts.say("conference-place"), line.place)] if line.place else []),
            (texts.say("conference-reason"), topic.reason),
        ],
        "who_head": speech.say("invitation-who"),
        "who": [f"{one.name} ({one.function})" for one in topic.seats],
        "guests": speech.say("invitation-guests") if topic.has_guest and not line.is_off else "",
        "rights_head": speech.say("invitation-rights"),
        "rights": [] if line.is_off else list(map(speech.say, line.rights)),
    }
    return make_pdf(TEMPLATE, data, at)
