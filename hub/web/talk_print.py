"""The copy of a talk and the sheet to be signed: one document, by the same words as on the screen."""

from collections.abc import Sequence
from pathlib import Path

from hub.terms.clock import legal_day
from hub.terms.consent_forms import FormText
from hub.terms.talks import KeptTalk, Signed, TalkState
from hub.web.documents import make_pdf
from hub.web.talk_information import Told
from hub.web.talk_words import Card, TalkWriter
from hub.web.texts import Texts

TEMPLATE = Path(__file__).with_name("talk.typ")


def drawn(signed: Signed) -> str:
    """The drawn signature as a path: `M10 20 L30 40`. Empty where nothing was drawn."""
    return " ".join(_line(stroke) for stroke in signed.strokes)


def copy_pdf(kept: KeptTalk, writer: TalkWriter, texts: Texts, told: Sequence[Told]) -> bytes:
    """The document, tagged (PDF/UA-1, PDF/A-2a). Raises what the library raises where it would not be accessible."""
    return make_pdf(TEMPLATE, _data(kept, writer, texts) | _told(told), kept.saved_at)


def _data(kept: KeptTalk, writer: TalkWriter, texts: Texts) -> dict[str, object]:
    signed, german = kept.talk.signed, writer.form.german
    assert signed is not None
    day = legal_day(kept.saved_at)
    is_sheet = kept.state is not TalkState.DONE
    return {
        "title": texts.say("talk-sheet-title" if is_sheet else "talk-copy-title"),
        "number": kept.number,
        "date": [day.year, day.month, day.day],
        "page": texts.say("talk-copy-page"),
        "facts": _facts(kept, texts),
        "notices": [
            {"lines": list(text.notices), "rtl": text.direction == "rtl", "lang": text.code, "note": _note(text, texts)}
            for text in writer.languages
        ],
        "notices_head": german.words["say.important"],
        "questions": [_question(card, writer, texts) for card in writer.cards()],
        "statement": german.words["say.statement"],
        "line": texts.say("talk-sheet-line") if is_sheet else "",
        "drawing": _picture(signed),
        "drawing_alt": texts.say("talk-copy-drawing", name=kept.talk.by_name),
        "closing": texts.say("talk-copy-closing"),
    }


def _told(told: Sequence[Told]) -> dict[str, object]:
    """Who is responsible and which rights there are, in the languages of the talk."""
    said = [{"lines": list(one.lines), "rtl": one.text.direction == "rtl", "lang": one.text.code} for one in told]
    return {"told_head": told[0].title if told else "", "told": said}


def _facts(kept: KeptTalk, texts: Texts) -> list[tuple[str, str]]:
    talk, signed = kept.talk, kept.talk.signed
    assert signed is not None
    found = [
        (texts.say("talk-copy-number"), kept.number),
        (texts.say("talk-copy-who"), talk.by_name),
        (texts.say("talk-copy-form"), talk.form),
        (texts.say("talk-copy-way"), texts.say(f"talk-way-{signed.way}")),
        (texts.say("talk-copy-place"), signed.place),
        (texts.say("talk-copy-at"), texts.moment(signed.at) if signed.at and kept.state is TalkState.DONE else ""),
        (texts.say("talk-copy-interpreter"), talk.interpreter),
        (texts.say("talk-copy-witnesses"), signed.witnesses),
        (texts.say("talk-copy-reason"), signed.reason),
    ]
    return [(name, said) for name, said in found if said]


def _note(text: FormText, texts: Texts) -> str:
    return "" if text.is_checked else texts.say("talk-unchecked")


def _question(card: Card, writer: TalkWriter, texts: Texts) -> dict[str, object]:
    return {
        "head": writer.counter(card.place, writer.form.german),
        "sides": [
            {
                "ask": side.ask,
                "categories": list(side.categories),
                "more": [line for line in (side.note, side.purpose, side.until) if line],
                "rtl": side.text.direction == "rtl",
                "lang": side.text.code,
            }
            for side in card.sides
        ],
        "why": f"{writer.form.german.words['say.why']} {card.question.why}",
        "answer": texts.say(f"talk-reply-{card.reply}"),
        "deputies": _deputies(card, texts),
    }


def _deputies(card: Card, texts: Texts) -> str:
    if not card.question.asks_deputies:
        return ""
    return texts.say("talk-deputies-yes" if card.has_deputies else "talk-deputies-no")


def _picture(signed: Signed) -> str:
    if not signed.strokes:
        return ""
    path = f'<path d="{drawn(signed)}" fill="none" stroke="black" stroke-width="6" stroke-linecap="round"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 400" width="1000" height="400">{path}</svg>'


def _line(stroke: tuple[int, ...]) -> str:
    points = [f"{x} {y}" for x, y in zip(stroke[::2], stroke[1::2], strict=True)]
    return f"M{points[0]} " + " ".join(f"L{point}" for point in points[1:] or points)
