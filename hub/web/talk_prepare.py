"""„Was brauchen wir wirklich?“: the list of questions before a talk (`users.md` J2, G5)."""

from datetime import date
from typing import NoReturn
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from hub.terms.asking import Asked, RequestState
from hub.terms.clock import legal_day, months_later
from hub.terms.consents import COLUMNS, Named
from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.talks import (
    ALL_TALKS,
    MANY,
    Answered,
    KeptTalk,
    NewQuestion,
    Reply,
    Signed,
    Talk,
    TalkChange,
    TalkDesk,
    TalkOutcome,
    TalkState,
    TalkWay,
    Whereabouts,
)
from hub.web.consents import label
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.lacking import lack_lines
from hub.web.naming import Naming
from hub.web.talk_form import LONGEST, MONTHS, read_question
from hub.web.talk_words import TalkWriter

talk_prepare = Blueprint("talk_prepare", __name__)

Page = Response | str | tuple[str, int]
PATH = "/familien/<number>/einwilligungen/gespraech"
CATEGORIES = tuple(category for column in COLUMNS for category in column)


@talk_prepare.get(PATH)
def show_talks(number: str) -> Page:
    """The talks that there are, and with whom one can be held."""
    purpose = _purpose(number)
    if not isinstance(purpose, Purpose):
        return purpose
    found = open_desk(number, purpose, ALL_TALKS)
    naming = Naming(found.disclosure, texts())
    return render_template(
        "talks.html",
        texts=texts(),
        number=number,
        purpose=purpose,
        answering=[(naming.reference(one.person), naming.name(one.person), one.age) for one in found.answering],
        talks=found.talks,
        states=TalkState,
        requests=_requests(found, naming),
    )


@talk_prepare.post(PATH)
def begin(number: str) -> Page:
    """A talk with somebody."""
    purpose = _purpose(number)
    if not isinstance(purpose, Purpose):
        return purpose
    found = open_desk(number, purpose)
    naming = Naming(found.disclosure, texts())
    people = {word: person for person, word in naming.people.items()}
    by = people.get(request.form.get("wer", ""))
    if by is None:
        return redirect(url_for("talk_prepare.show_talks", number=number, zweck=purpose.value), 303)
    talk = desk().talks.begin(principal(), Wanted(FamilyNumber(number), purpose), (by, naming.name(by)), now())
    return _to_list(number, purpose, talk) if talk is not None else _gone()


@talk_prepare.get(f"{PATH}/<uuid:talk>/vorbereiten")
def show_list(number: str, talk: UUID) -> Page:
    """The list, and the form for one more question."""
    purpose = _purpose(number)
    if not isinstance(purpose, Purpose):
        return purpose
    found = open_desk(number, purpose, str(talk))
    if _kept(found, str(talk)).state is not TalkState.PREPARED:
        return redirect(url_for("talks.show_done", number=number, talk=talk, zweck=purpose.value), 303)
    return _list(found, str(talk), request.args)


@talk_prepare.post(f"{PATH}/<uuid:talk>/vorbereiten")
def change_list(number: str, talk: UUID) -> Page:
    """One more question, one less, another language; or the whole is dropped: by the button that was pressed."""
    purpose = _purpose(number)
    if not isinstance(purpose, Purpose):
        return purpose
    where, act = Whereabouts(FamilyNumber(number), purpose, str(talk)), request.form.get("tun", "")
    if act == "familienseite":
        return _leave_on_page(number, where, purpose)
    if act == "verwerfen":
        desk().talks.forget(principal(), where, now())
        return redirect(url_for("talk_prepare.show_talks", number=number, zweck=purpose.value), 303)
    found = open_desk(number, purpose, str(talk))
    kept = _kept(found, str(talk))
    if kept.state is not TalkState.PREPARED:
        return redirect(url_for("talks.show_done", number=number, talk=talk, zweck=purpose.value), 303)
    asked = next((one for one in found.requests if act == f"uebernehmen-{one.id}"), None)
    if act == "frage":
        outcome = desk().talks.ask(principal(), where, _question(found), now())
    elif asked is not None:
        outcome = _take(found, where, asked)
    else:
        outcome = desk().talks.change(principal(), where, _changed(kept.talk, act), now())
    return _answered(found, str(talk), outcome)


def _leave_on_page(number: str, where: Whereabouts, purpose: Purpose) -> Page:
    """Ask on the family page: whoever is asked answers there themselves, when they like."""
    found = open_desk(number, purpose, where.talk)
    kept = _kept(found, where.talk)
    later = (Answered(Reply.LATER),) * len(kept.talk.questions)
    outcome = desk().talks.sign(principal(), where, Signed(TalkWay.PORTAL, later), now())
    if outcome is None:
        return _gone()
    if outcome.faults:
        return _list(found, where.talk, request.form, outcome), 422
    return redirect(url_for("talks.show_done", number=number, talk=where.talk, zweck=purpose.value), 303)


def _answered(found: TalkDesk, talk: str, outcome: TalkOutcome | None) -> Page:
    if outcome is None:
        return _gone()
    if outcome.faults:
        return _list(found, talk, request.form, outcome), 422
    return _to_list(found.disclosure.family, found.disclosure.purpose, talk)


def _changed(talk: Talk, act: str) -> TalkChange:
    if act.startswith("weg-"):
        places = {f"weg-{place}": question for place, question in enumerate(talk.questions, start=1)}
        return TalkChange(places.get(act))
    interpreter = " ".join(request.form.get("uebersetzt", "").split())[:LONGEST]
    form = desk().talks.form(talk.form)
    language = request.form.get("sprache", "")
    return TalkChange(language=language if form and language in form.texts else "", interpreter=interpreter)


def _take(found: TalkDesk, where: Whereabouts, asked: Asked) -> TalkOutcome | None:
    """Put what a colleague asked for on the list, if it may stand there."""
    naming, named = Naming(found.disclosure, texts()), {one.key: one for one in found.recipients}
    key = found.staff.get(asked.asked_by, "")
    new = NewQuestion(
        person=asked.person,
        recipient=key,
        categories=tuple(category.value for category in asked.categories),
        purpose=asked.aim.value,
        why=asked.why,
        until=asked.until,
        names=(naming.name(asked.person), title(named[key], naming) if key in named else ""),
    )
    outcome = desk().talks.ask(principal(), where, new, now())
    if outcome is not None and not outcome.faults:
        desk().talks.take(principal(), Wanted(where.number, where.purpose), asked.id, now())
    return outcome


def _question(found: TalkDesk) -> NewQuestion:
    naming = Naming(found.disclosure, texts())
    people = {word: person for person, word in naming.people.items()}
    named = {one.key: one for one in found.recipients}

    def names(person: PersonId | None, key: str) -> tuple[str, str]:
        return naming.name(person) if person else "", title(named[key], naming) if key in named else ""

    return read_question(request.form, people, names, until_after)


def title(one: Named, naming: Naming) -> str:
    """`Tobias Kranichfeld (Jobcoach, Pro Arbeit)`: who it is, so that a family knows."""
    role = texts().say(f"role-{one.role}") if one.role else ""
    more = ", ".join(part for part in (role, one.agency_name) if part)
    name = label(one, naming, texts())
    return f"{name} ({more})" if more else name


def until_after(months: int) -> date:
    """The last day of so many months that begin today."""
    return date.fromordinal(months_later(legal_day(now()), months).toordinal() - 1)


def _list(found: TalkDesk, talk: str, form: "MultiDict[str, str]", outcome: TalkOutcome | None = None) -> str:
    kept = _kept(found, talk)
    naming = Naming(found.disclosure, texts())
    form_words = desk().talks.form(kept.talk.form) or found.form
    return render_template(
        "talk-prepare.html",
        texts=texts(),
        number=found.disclosure.family,
        purpose=found.disclosure.purpose,
        kept=kept,
        talk=kept.talk,
        cards=TalkWriter(kept.talk, form_words, texts()).cards(),
        is_many=len(kept.talk.questions) > MANY,
        many=MANY,
        form=form,
        outcome=outcome or TalkOutcome(),
        persons=[(naming.reference(one), naming.name(one)) for one in found.persons],
        recipients=[(one.key, title(one, naming)) for one in found.recipients],
        categories=[(one.value, texts().say(f"category-{one}")) for one in CATEGORIES],
        purposes=[(one.value, texts().say(f"purpose-{one}")) for one in found.purposes],
        languages=form_words.beside,
        months=MONTHS,
        requests=_requests(found, naming),
        needed={
            place: lack_lines(found.needed.get((kept.talk.id, place), ()), naming, question.categories)
            for place, question in enumerate(kept.talk.questions, start=1)
        },
    )


def _requests(found: TalkDesk, naming: Naming) -> list[tuple[Asked, str, str]]:
    """What colleagues of the other agency asked for and nobody answered yet, with who is meant and who asks."""
    named = {one.key: one for one in found.recipients}
    waiting = [one for one in found.requests if not one.is_ours and one.state is RequestState.OPEN]
    keys = [(one, found.staff.get(one.asked_by, "")) for one in waiting]
    return [(one, naming.name(one.person), title(named[key], naming)) for one, key in keys if key in named]


def _kept(found: TalkDesk, talk: str) -> KeptTalk:
    return next((one for one in found.talks if one.talk.id == talk), None) or abort(404)


def open_desk(number: str, purpose: Purpose, which: str | None = None) -> TalkDesk:
    """A look at the names, written down as one; with one talk, all of them, or none."""
    return desk().talks.open(principal(), Wanted(FamilyNumber(number), purpose), now(), which) or abort(404)


def _purpose(number: str) -> Purpose | tuple[str, int]:
    return asked_purpose(number, desk().consents.purposes(principal()))


def _to_list(number: str, purpose: Purpose, talk: str) -> Response:
    return redirect(url_for("talk_prepare.show_list", number=number, talk=talk, zweck=purpose.value), 303)


def _gone() -> NoReturn:
    abort(404)
