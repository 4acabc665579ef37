"""The invitation of a family on paper: the same words as on its page, as a tagged PDF."""

from datetime import datetime
from pathlib import Path

from hub.terms.clock import legal_day
from hub.web.conference_page import MeetingLine, TopicLine
from hub.web.documents import make_pdf
from hub.web.texts import Texts

TEMPLATE = Path(__file__).with_name("invitation.typ")


def invitation_pdf(line: MeetingLine, topic: TopicLine, texts: Texts, at: datetime) -> bytes:
    """The document (PDF/UA-1, PDF/A-2a)."""
    day = legal_day(at)
    data = {
        "title": texts.say("invitation-title"),
        "number": line.number,
        "date": [day.year, day.month, day.day],
        "page": texts.say("talk-copy-page"),
        "text": texts.say("invitation-text"),
        "facts": [
            (texts.say("conference-when"), f"{line.when} – {line.until}"),
            *([(texts.say("conference-place"), line.place)] if line.place else []),
            (texts.say("conference-reason"), topic.reason),
        ],
        "who_head": texts.say("invitation-who"),
        "who": [f"{one.name} ({one.function})" for one in topic.seats],
        "rights_head": texts.say("invitation-rights"),
        "rights": [texts.say(f"invitation-right-{one}") for one in ("free", "support", "language", "screen", "guests")],
    }
    return make_pdf(TEMPLATE, data, at)
