"""What is due about consents in one's own families, the nearest first; each with the place where it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.answers import Projection
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.task_turns import TurnFault, TurnReason, TurnWish
from hub.terms.tasks import Task, TaskKind, TaskLine, TaskView, TaskWish, key_of
from hub.web.days import read_day
from hub.web.family_rows import short_name
from hub.web.here import desk, now, principal, texts
from hub.web.numbers import is_number
from hub.web.talks import offers_talk
from hub.web.texts import Texts

tasks = Blueprint("tasks", __name__)

LONGEST_KEY = 200
MOST_PICKED = 20
_TO_BE_KEPT = frozenset({TaskKind.CONFIRMATION, TaskKind.RECALL, TaskKind.SHEET, TaskKind.SCAN, TaskKind.AGREED}) | {
    TaskKind.MINUTES
}


@dataclass(frozen=True, repr=False)
class Line:
    """One task: when, how near that is, what to do in whose family, where; and by what a form names it."""

    when: str
    distance: str
    is_over: bool
    number: str
    text: str
    place: str
    place_name: str
    key: str
    since: str
    turned: str
    pick: str
    can_be_put_off: bool


@tasks.get("/aufgaben")
def show_tasks() -> str:
    """The tasks of one's own families; those of colleagues alone come last."""
    view = desk().tasks.open(principal(), now())
    done = request.args.get("erledigt") if request.args.get("erledigt") in ("ja", "nein") else None
    colleagues = {one.ref: one.name for line in view.lines for one in line.colleagues}
    return render_template(
        "tasks.html",
        texts=texts(),
        lines=list(_lines(view, handed=False)),
        handed=list(_lines(view, handed=True)),
        more=view.more,
        done=done,
        colleagues=sorted(colleagues.items(), key=lambda one: one[1]),
        reasons=list(TurnReason),
        turned=_count(request.args.get("geaendert", "")),
        faults=[fault for fault in TurnFault if fault.value in request.args.getlist("fehler")],
    )


@tasks.post("/aufgaben/auswahl")
def turn() -> Response:
    """Put off or hand over what was ticked, each by itself; what cannot be is said with its reason."""
    act, picked = request.form.get("tun", ""), request.form.getlist("auswahl")
    if act not in ("verschieben", "abgeben") or len(picked) > MOST_PICKED:
        abort(422)
    found = [desk().tasks.turn(principal(), _turn_wish(one, act), now()) for one in dict.fromkeys(picked)]
    faults = list(dict.fromkeys(fault.value for fault in found if fault is not None))
    return redirect(url_for("tasks.show_tasks", geaendert=found.count(None), fehler=faults), 303)


def _turn_wish(picked: str, act: str) -> TurnWish:
    number, _, key = picked.partition("/")
    if not is_number(number) or not key or len(key) > LONGEST_KEY:
        abort(422)
    if act == "abgeben":
        return TurnWish(FamilyNumber(number), key, to=request.form.get("an", ""))
    return TurnWish(FamilyNumber(number), key, read_day(request.form.get("tag", "")), request.form.get("grund", ""))


def _count(sent: str) -> int | None:
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 4 else None


@tasks.post("/aufgaben")
def settle() -> Response:
    """Say that one is done. Sent twice, the second finds nothing to be done."""
    number, key = request.form.get("nummer", ""), request.form.get("was", "")
    if not is_number(number) or not key or len(key) > LONGEST_KEY:
        abort(422)
    done = desk().tasks.settle(principal(), TaskWish(FamilyNumber(number), key), now())
    return redirect(url_for("tasks.show_tasks", erledigt="ja" if done else "nein"), 303)


def _lines(view: TaskView, *, handed: bool) -> Iterator[Line]:
    today = legal_day(now())
    for line in view.lines:
        if (line.holder is not None) is not handed:
            continue
        due = line.task.due
        way, place = _place(line, view.purpose)
        yield Line(
            when=texts().day(due),
            distance=_distance(line, today, texts()),
            is_over=_is_late(line, today),
            number=line.number,
            text=_text(line, view.families[line.number], today),
            place=place,
            place_name=texts().say(f"task-way-{way}"),
            key=key_of(line.task).text if line.can_close else "",
            since=texts().say("task-since", day=texts().plain_day(legal_day(line.since))) if line.since else "",
            turned=" ".join(_turned(line, today)),
            pick=f"{line.number}/{key_of(line.task).text}" if line.can_be_turned else "",
            can_be_put_off=line.can_be_put_off(today),
        )


def _turned(line: TaskLine, today: date) -> Iterator[str]:
    """Put off to which day and why; whose it is, or who handed it over."""
    turned = line.turned
    if turned is None:
        return
    if turned.until is not None and turned.reason is not None and line.shows_on(today) != line.task.due:
        reason = texts().say(f"turn-reason-{turned.reason}")
        yield texts().say("task-put-off", day=texts().day(turned.until), reason=reason)
    if line.holder is not None:
        yield texts().say("task-handed", name=line.holder.name)
    elif turned.to == principal().id:
        name = next((one.name for one in line.colleagues if one.id == turned.by), "")
        yield texts().say("task-yours-by", name=name) if name else texts().say("task-yours")


def _place(line: TaskLine, purpose: Purpose | None) -> tuple[str, str]:
    """Where it is done: what the way there is called, and its address."""
    there: dict[str, Any] = {"number": line.number, "zweck": purpose}
    match line.task.kind:
        case TaskKind.RECALL:
            return "recall", url_for("recalls.show_recalls", **there)
        case TaskKind.FAM_END | TaskKind.RECORD_OVER | TaskKind.AGREED:
            return "family", url_for("family.show_family", **there)
        case TaskKind.MINUTES:
            way = url_for("minutes.show_minutes", number=line.task.conference, thema=line.task.topic)
            return "minutes", way
        case TaskKind.CONFIRMATION if line.task.notice:
            return "confirm", url_for("confirm.show_confirming", ref=line.task.consents[0], **there)
    if purpose is not None and offers_talk(purpose):
        return "talk", url_for("talk_prepare.show_talks", **there)
    return "consents", url_for("family.show_consents", **there)


def _text(line: TaskLine, seen: Projection, today: date) -> str:
    """One sentence, of what has come or of what is to come; the last day of a consent is still before its end."""
    task = line.task
    way = "past" if task.due < today or (task.person is not None and task.due <= today) else "text"
    facts = {"name": short_name(seen, task.person), "day": texts().plain_day(task.due), "ref": ", ".join(task.consents)}
    return texts().say(f"task-{task.kind}.{way}", **facts, **_agreed(task, seen))


def _agreed(task: Task, seen: Projection) -> dict[str, str]:
    """Who does what, as it stands in the minutes."""
    if task.cell is None:
        return {"conference": task.conference}
    content = next((value.content for value in seen.shown if value.cell == task.cell), None)
    said = content if isinstance(content, dict) else {}
    return {
        "who": str(said.get("who", "")),
        "what": str(said.get("what", "")),
        "conference": task.conference,
    }


def _distance(line: TaskLine, today: date, words: Texts) -> str:
    days = (line.task.due - today).days
    if days >= 0:
        return words.say("date-distance", count=days)
    return words.say("task-late" if _is_late(line, today) else "task-ago", count=-days)


def _is_late(line: TaskLine, today: date) -> bool:
    """A day to be kept has passed; a birthday or an end is a day that has come."""
    return line.task.due < today and line.task.kind in _TO_BE_KEPT
