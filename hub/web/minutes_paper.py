"""Minutes as a document: by the same words as on the screen, and no more than whoever asks may see."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from hub.terms.clock import legal_day
from hub.terms.minutes import Line, MinutesView, OwnMinutesView, Section
from hub.web.documents import make_pdf
from hub.web.minutes_page import Entry, SentenceWriter, confirmed_in
from hub.web.speech import Speech
from hub.web.texts import Texts

TEMPLATE = Path(__file__).with_name("minutes.typ")
ORDER = (Section.PRESENT, *(one for one in Section if one is not Section.PRESENT))
"""Who was there comes first, then the family."""


def minutes_pdf(view: MinutesView, texts: Texts) -> bytes:
    """For staff: each sentence with whose it is and who wrote it."""
    writer = SentenceWriter(view.disclosure, texts)
    data = _data(view.meeting.number, view.meeting.starts, texts) | {
        "title": texts.say("minutes-title"),
        "text": f"{view.topic.family} · {texts.moment(view.meeting.starts)}",
        "none": texts.say("minutes-nothing"),
        "sections": _sections(writer, view.lines, lambda one: texts.say(f"minutes-section-{one}"), notes=True),
        "confirmed_head": texts.say("minutes-confirm-title"),
        "confirmed": list(confirmed_in(view, texts)),
        "closing": texts.say("minutes-written-down"),
    }
    return make_pdf(TEMPLATE, data, view.disclosure.at)


def own_minutes_pdf(view: OwnMinutesView, texts: Texts, speech: Speech) -> bytes:
    """For somebody of the family: in plain words, without who wrote which sentence; an addendum says so (J7)."""
    writer = SentenceWriter(view.disclosure, texts)
    data = _data(view.meeting.number, view.meeting.starts, texts) | {
        "title": speech.say("own-minutes-title"),
        "text": speech.say("own-minutes-text", day=speech.day(legal_day(view.meeting.starts))),
        "none": speech.say("own-minutes-none"),
        "sections": _sections(writer, view.lines, lambda one: speech.say(f"own-minutes-section-{one}"), notes=False),
        "confirmed_head": "",
        "confirmed": [],
        "closing": speech.say("own-minutes-question"),
    }
    return make_pdf(TEMPLATE, data, view.disclosure.at)


def own_sections(view: OwnMinutesView, texts: Texts, speech: Speech) -> list[tuple[str, tuple[Entry, ...]]]:
    """The sections of the family's page that hold something."""
    found = _parts(SentenceWriter(view.disclosure, texts), view.lines)
    return [(speech.say(f"own-minutes-section-{called}"), entries) for _, called, entries in found if entries]


def _data(number: str, starts: datetime, texts: Texts) -> dict[str, object]:
    day = legal_day(starts)
    return {"number": number, "date": [day.year, day.month, day.day], "page": texts.say("talk-copy-page")}


def _parts(writer: SentenceWriter, lines: tuple[Line, ...]) -> Iterator[tuple[Section, str, tuple[Entry, ...]]]:
    """Each section with what it is called and what stands there."""
    for section in ORDER:
        if section is Section.PRESENT:
            yield section, *writer.present(lines)
        else:
            yield section, section.value, writer.entries(lines, section)


def _sections(
    writer: SentenceWriter, lines: tuple[Line, ...], name: Callable[[str], str], *, notes: bool
) -> list[object]:
    return [
        {"name": name(called), "entries": [_entry(one, section, notes=notes) for one in entries]}
        for section, called, entries in _parts(writer, lines)
        if entries
    ]


def _entry(one: Entry, section: Section, *, notes: bool) -> dict[str, str]:
    is_told = notes or section is Section.ADDENDUM
    note = f"{one.owner} · {one.people} · {one.by}" if notes else one.by
    return {"text": "; ".join(one.lines), "note": note if is_told and section is not Section.PRESENT else ""}
