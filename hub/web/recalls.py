"""What was shared before a withdrawal: who looked confirms what became of it (D28)."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.lists import Category, Effect, Purpose
from hub.terms.parts import Wanted
from hub.terms.recalls import BY_HAND, GoneOut, Onlooker, Recall, RecallAnswer, RecallWish, Received
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.naming import Naming

recalls = Blueprint("recalls", __name__)

Page = Response | str | tuple[str, int]


@recalls.get("/familien/<number>/nach-widerruf")
def show_recalls(number: str) -> Page:
    """What is to be confirmed, and what was."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    view = desk().withdrawals.recalls(principal(), Wanted(FamilyNumber(number), purpose), now())
    if view.disclosure.effect is Effect.DENY or not view.is_here:
        abort(404)
    naming = Naming(view.disclosure, texts())
    lines = [_line(one, naming) for one in view.recalls]
    answers = [one.value for one in BY_HAND]
    mistakes = {one.is_mistake for one in view.recalls} | {one.is_mistake for one in view.at_table}
    notices = [
        name
        for name, is_mistake in (("recalls-notice", False), ("recalls-notice-mistake", True))
        if is_mistake in mistakes
    ]
    page = {"number": number, "purpose": purpose, "lines": lines, "answers": answers, "notices": notices}
    page |= {"gone_out": [tuple(_gone_out(one, naming)) for one in view.gone_out], "told": RecallAnswer.TOLD.value}
    page |= {"at_table": [_at_table(one, naming) for one in view.at_table]}
    return render_template("recalls.html", texts=texts(), **page)


@recalls.post("/familien/<number>/nach-widerruf")
def answer_recall(number: str) -> Page:
    """Confirm one. Sent twice, the second is not there any more and leads to the same page."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    wish = RecallWish(FamilyNumber(number), purpose, request.form.get("was", ""), request.form.get("antwort", ""))
    desk().withdrawals.answer(principal(), wish, now())
    return redirect(url_for("recalls.show_recalls", number=number, zweck=purpose.value), 303)


@dataclass(frozen=True, repr=False)
class Line:
    """One recipient: who saw what of whom, when last, and what became of it."""

    key: str
    head: str
    seen: str
    answer: str
    can_answer: bool
    received: tuple[str, ...] = ()


def _line(one: Recall, naming: Naming) -> Line:
    say = texts().say
    head = {
        "name": one.staff_name,
        "agency": say(f"agency-{one.agency}"),
        "categories": texts().names(tuple(say(f"category-{category}") for category in one.categories)),
        "persons": naming.names(one.persons),
    }
    seen = {"last": texts().moment(one.last_at), "ref": one.ref, "back": texts().moment(one.taken_back_at)}
    answer = ""
    if one.answer is not None and one.answered_at is not None:
        answer = say("recalls-answered", answer=say(f"recall-{one.answer}"), at=texts().moment(one.answered_at))
    received = tuple(_received(one.received, naming)) if one.received is not None else ()
    how = "recalls-seen-mistake" if one.is_mistake else "recalls-seen"
    line = "recalls-line" if one.staff_name else "recalls-line-unnamed"
    return Line(one.key, say(line, **head), say(how, **seen), answer, one.can_answer, received)


def _at_table(one: Onlooker, naming: Naming) -> Line:
    """Who sat there and has no page here: what they may have seen, and whether they were told."""
    say = texts().say
    who = say("conference-of-the-family")
    if one.person is not None:
        who = naming.names((one.person,))
    elif one.guest is not None:
        guest = say(f"guest-{one.guest}")
        who = say("recalls-at-table-guest", name=one.name, guest=guest) if one.name else guest
    head = {
        "who": who,
        "categories": texts().names(tuple(say(f"category-{category}") for category in one.categories)),
        "persons": naming.names(one.persons),
    }
    seen = {"last": texts().moment(one.last_at), "ref": one.ref, "back": texts().moment(one.taken_back_at)}
    how = "recalls-seen-mistake" if one.is_mistake else "recalls-seen"
    told = say("recalls-at-table-told", at=texts().moment(one.told_at)) if one.told_at is not None else ""
    line = f"{say('conference-title', number=one.conference)}. {say(how, **seen)}"
    return Line(one.key, say("recalls-at-table-line", **head), line, told, one.can_tell)


def _gone_out(one: GoneOut, naming: Naming) -> Iterator[str]:
    """What the own register says went out: to which functions of whom, and of whom what."""
    say, about = texts().say, {"ref": one.ref, "agency": texts().say(f"agency-{one.agency}")}
    if one.told is None or one.told.span is None:
        yield say("recalls-gone-out-unclear", **about)
        return
    yield say("recalls-gone-out", **about, **_looks(one.told))
    yield from _of_whom(one.told, naming)


def _received(one: Received, naming: Naming) -> Iterator[str]:
    """What the own register says: in which looks, and of whom what."""
    if one.span is None:
        yield texts().say("recalls-received-nothing")
        return
    yield texts().say("recalls-received", **_looks(one))
    yield from _of_whom(one, naming)


def _looks(one: Received) -> dict[str, str | int]:
    assert one.span is not None
    first, last = map(texts().moment, one.span)
    roles = texts().names(tuple(texts().say(f"role-{role}") for role in one.roles))
    return {"looks": one.looks, "roles": roles, "first": first, "last": last}


def _of_whom(one: Received, naming: Naming) -> Iterator[str]:
    say, names = texts().say, texts().names
    for person, kinds in one.of.items():
        categories = names(tuple(_kind(kind, one.fields.get(person, ())) for kind in kinds))
        yield say("recalls-received-of", person=naming.names((person,)), categories=categories)


def _kind(kind: Category, fields: tuple[FieldId, ...]) -> str:
    """A category, and as far as it is told which of its fields."""
    known = desk().catalogue.by_id
    labels = tuple(known[field].label for field in fields if known[field].category is kind)
    category = texts().say(f"category-{kind}")
    return texts().say("recalls-fields", category=category, fields=", ".join(labels)) if labels else category
