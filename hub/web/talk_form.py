"""The forms of the consent talk as they were sent: questions, answers, signatures. What cannot be is no answer."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

import orjson
from werkzeug.datastructures import MultiDict

from hub.terms.ids import PersonId
from hub.terms.talks import LONGEST_WAIT, Answered, NewQuestion, Reply, Signed, TalkWay
from hub.web.days import read_day

Form = MultiDict[str, str]
REPLIES = {"ja": Reply.YES, "nein": Reply.NO, "spaeter": Reply.LATER}
WAYS = {"tablet": TalkWay.TABLET, "papier": TalkWay.PAPER, "muendlich": TalkWay.ORAL}
INSIGHT = {"ja": "yes", "zweifel": "doubted", "nein": "no"}
MONTHS = ("3", "6", "12")
MOST_STROKES = 300
MOST_NUMBERS = 12_000
EDGE = 1000
LONGEST = 200
RELEASE = "entbindung"
"""The kind of question that asks for a release from secrecy (D25)."""


def read_question(
    form: Form,
    people: Mapping[str, PersonId],
    names: Callable[[PersonId | None, str], tuple[str, str]],
    until: Callable[[int], date],
) -> NewQuestion:
    """The question as it was typed. `until` gives the last day of so many months from today."""
    person, recipient = people.get(form.get("person", "")), form.get("empfaenger", "")[:LONGEST]
    length = form.get("bis", "")
    last = until(int(length)) if length in MONTHS else read_day(form.get("bis_tag", ""))
    return NewQuestion(
        person=person,
        recipient=recipient,
        categories=tuple(dict.fromkeys(form.getlist("kategorie"))),
        purpose=form.get("fuer", ""),
        why=form.get("wofuer", ""),
        until=last,
        asks_deputies=form.get("vertretung") == "ja",
        brought_up=form.get("angesprochen") == "ja",
        names=names(person, recipient),
        bound=form.get("entbunden", "") if form.get("art") == RELEASE else None,
    )


def read_answers(form: Form, count: int) -> tuple[Answered, ...]:
    """One answer for each question; fewer where one is missing or is none of the three."""
    found = []
    for place in range(1, count + 1):
        reply = REPLIES.get(form.get(f"antwort-{place}", ""))
        if reply is not None:
            found.append(Answered(reply, reply is Reply.YES and form.get(f"vertretung-{place}") == "ja"))
    return tuple(found)


def read_signed(form: Form, count: int) -> Signed | None:
    """All that was sent with the way in which it was declared; None where that is no way."""
    way = WAYS.get(form.get("tun", ""))
    if way is None:
        return None
    return Signed(
        way=way,
        answers=read_answers(form, count),
        place=form.get("ort", "").strip()[:LONGEST],
        witnesses=" ".join(form.get("zeugen", "").split())[:LONGEST],
        strokes=read_strokes(form.get("striche", "")) if way is TalkWay.TABLET else (),
        reason=form.get("grund", "").strip()[:LONGEST] if way is TalkWay.ORAL else "",
        insight=INSIGHT.get(form.get("einsicht", ""), ""),
        copy=form.get("kopie") == "ja",
        waited=read_wait(form.get("gewartet", "")) if way is not TalkWay.PAPER else timedelta(),
        tell_parents=form.get("eltern", "") if form.get("eltern") in ("ja", "nein") else "",
    )


def read_wait(sent: str) -> timedelta:
    """Whole seconds since the signature. What is no such number has not waited; more than a device keeps is that."""
    if not (sent.isascii() and sent.isdigit()):
        return timedelta()
    longest = int(LONGEST_WAIT.total_seconds())
    return timedelta(seconds=min(int(sent), longest) if len(sent) <= len(str(longest)) else longest)


def read_strokes(sent: str) -> tuple[tuple[int, ...], ...]:
    """The drawn lines: `[[x, y, x, y, …], …]` from 0 to 1,000. Anything else is no signature."""
    try:
        strokes = orjson.loads(sent)
    except orjson.JSONDecodeError:
        return ()
    if not isinstance(strokes, list) or not 0 < len(strokes) <= MOST_STROKES or not all(map(_is_stroke, strokes)):
        return ()
    return tuple(map(tuple, strokes)) if sum(map(len, strokes)) <= MOST_NUMBERS else ()


def _is_stroke(stroke: object) -> bool:
    if not isinstance(stroke, list) or len(stroke) < 2 or len(stroke) % 2:
        return False
    return all(type(number) is int and 0 <= number <= EDGE for number in stroke)
