"""Case conferences: those in which one sits, planning one, and the invitation of a family (J6)."""

import re
from collections.abc import Mapping
from secrets import token_hex
from types import MappingProxyType
from typing import NoReturn

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from hub.terms.conference_plans import MOST_GUESTS, MOST_TOPICS, NO_FAMILY, Choice, MeetingsView, PlanView
from hub.terms.conferences import GuestFunction, Meeting, MeetingKind
from hub.web.conference_form import Faults, PlanForm, form_of, placed, read_plan
from hub.web.conference_page import MeetingLine, family_names, lay_out, person_names
from hub.web.here import desk, now, principal, texts

conferences = Blueprint("conferences", __name__)

Page = Response | str | tuple[str, int]
_NUMBER = re.compile(r"K-[0-9]{4}-[0-9]{3,6}")
_NONE: Mapping[str, str] = MappingProxyType({})
_KEY = re.compile(r"[0-9a-f]{32}")


@conferences.get("/konferenzen")
def show_conferences() -> str:
    """Those to come first, then those of the last three months, or all."""
    wants_all = request.args.get("alle") == "ja"
    view = desk().conferences.show(principal(), now(), all_of_them=wants_all)
    lines = [(one.ends >= now(), lay_out(view, one, principal().id, texts())) for one in view.meetings]
    return render_template(
        "conference/list.html",
        texts=texts(),
        coming=[line for is_coming, line in lines if is_coming],
        past=[line for is_coming, line in reversed(lines) if not is_coming],
        may_plan=desk().conferences.may_plan(principal()),
        wants_all=wants_all,
    )


@conferences.get("/konferenzen/neu")
def show_form() -> str:
    """An empty form; the one who plans moderates unless somebody else is chosen."""
    _need_planner()
    said = {"moderation": principal().ref, "themen": "1", "art": MeetingKind.CASE.value, "schluessel": token_hex(16)}
    return _form(PlanForm(MultiDict(said)), PlanView(), {})


@conferences.post("/konferenzen/neu")
def plan() -> Page:
    """One topic more, the people for it, or keep it: by the button that was pressed."""
    _need_planner()
    form = PlanForm(request.form)
    if not _KEY.fullmatch(form.key):  # none of ours
        abort(422)
    return _take(form, None)


@conferences.get("/konferenzen/<number>")
def show_conference(number: str) -> str:
    """One conference, topic by topic as far as one sits there."""
    view, meeting = find(number)
    line = lay_out(view, meeting, principal().id, texts())
    is_new = request.args.get("neu") in ("ja", "nein")
    return render_template("conference/one.html", texts=texts(), line=line, is_kept=is_new, ways=_ways(line))


@conferences.get("/konferenzen/<number>/aendern")
def show_change(number: str) -> str:
    """The form with what is planned."""
    meeting = _running(number)
    form = form_of(meeting)
    if not form.one("moderation"):
        form.fields["moderation"] = principal().ref
    return _form(form, desk().conferences.choices(principal(), form.families, now()), {}, number)


@conferences.post("/konferenzen/<number>/aendern")
def change(number: str) -> Page:
    """Keep it anew; 409 where somebody else changed it meanwhile."""
    _running(number)
    return _take(PlanForm(request.form), number)


def _take(form: PlanForm, number: str | None) -> Page:
    """What the button wants. People are asked for once it is known about which families."""
    act = form.one("tun")
    if act in ("thema", "weniger"):
        count = form.topics + (1 if act == "thema" else -1)
        fields = MultiDict(form.fields)
        fields["themen"] = str(min(max(count, 1), MOST_TOPICS))
        form = PlanForm(fields)
        return _form(form, _choices(form), {}, number)
    if act != "speichern":
        return _choose(form, number)
    wish, faults = read_plan(form, number)
    if wish is None:
        return _form(form, _choices(form), faults, number), 422
    outcome = desk().conferences.plan(principal(), wish, now())
    if outcome.number is None:
        faults = placed(outcome.faults)
        page = _form(
            form, _choices(form), faults, number, named={fault.value: said for fault, said in outcome.named.items()}
        )
        return page, 409 if "stand" in faults else 422
    return redirect(url_for("conferences.show_conference", number=outcome.number, neu="ja"), 303)


def _choose(form: PlanForm, number: str | None) -> Page:
    """The second step: whom to ask. A family that is none of theirs is named at its field."""
    fields = MultiDict(form.fields)
    fields["leute"] = "ja"
    form = PlanForm(fields)
    choices = _choices(form)
    topics = range(1, form.topics + 1)
    wrong = (
        {}
        if form.is_nameless
        else {f"thema-{place}-familie": "family" for place in topics if form.family(place) not in choices.choices}
    )
    page = _form(form, choices, wrong, number)
    return (page, 422) if wrong else page


def _choices(form: PlanForm) -> PlanView:
    if form.one("leute") != "ja" or not (form.families or form.is_nameless):
        return PlanView()
    return desk().conferences.choices(principal(), form.families, now())


def _form(
    form: PlanForm, view: PlanView, faults: Faults, number: str | None = None, *, named: Mapping[str, str] = _NONE
) -> str:
    count = 1 if form.is_nameless else form.topics
    choices = [view.choices.get(form.family(place) or NO_FAMILY) for place in range(1, count + 1)]
    if form.is_nameless:
        choices = [view.choices.get(NO_FAMILY)]
    labels = {str(name): field.label for name, field in desk().catalogue.by_id.items()}
    known = {one.ref: one for choice in choices if choice for one in choice.colleagues}
    moderators = {ref: one.name for ref, one in known.items() if one.agency != "provider"}
    return render_template(
        "conference/form.html",
        texts=texts(),
        form=form,
        faults=faults,
        named={fault: labels.get(said, said) for fault, said in named.items()},
        number=number,
        kinds=list(MeetingKind),
        functions=list(GuestFunction),
        families=desk().assigned(principal(), now()),
        topics=[(place, choice, _people(choice)) for place, choice in enumerate(choices, 1)],
        moderators=sorted({principal().ref: texts().say("conference-me"), **moderators}.items(), key=_by_name),
        guests=range(1, MOST_GUESTS + 1),
        may_add=count < MOST_TOPICS and not form.is_nameless,
    )


def _by_name(one: tuple[str, str]) -> tuple[bool, str]:
    return one[0] != principal().ref, one[1]


def _people(choice: Choice | None) -> tuple[str, list[tuple[str, str]]]:
    """The family's name, and its people by reference."""
    if choice is None:
        return "", []
    names = person_names(choice.projection)
    return family_names(choice.projection), [(ref, names.get(person, ref)) for person, ref in choice.people.items()]


def _ways(line: MeetingLine) -> list[tuple[str, str]]:
    """Where one goes on from a conference: as far as these pages are there."""
    if line.is_off:
        return []
    wanted = [("nameless", "nameless.show_table")] if line.kind == MeetingKind.NAMELESS else []
    wanted += [("room", "rooms.show_room")] if line.runs and not wanted else []
    return [
        (texts().say(f"conference-way-{name}"), url_for(route, number=line.number))
        for name, route in wanted
        if route in current_app.view_functions
    ]


def _running(number: str) -> Meeting:
    """One that they run, and that is still planned."""
    _, meeting = find(number)
    if not meeting.runs(principal().id) or meeting.state != "planned":
        gone()
    return meeting


def find(number: str) -> tuple[MeetingsView, Meeting]:
    """One in which they sit; whatever else is asked for is not there."""
    if not _NUMBER.fullmatch(number):
        gone()
    view = desk().conferences.find(principal(), number, now())
    return (view, view.meetings[0]) if view.meetings else gone()


def _need_planner() -> None:
    if not desk().conferences.may_plan(principal()):
        abort(403)


def gone() -> NoReturn:
    """One answer for what is not there and what is not theirs."""
    abort(404)
