"""„Was brauchen wir wirklich?“: the list of questions before a talk (`users.md` J2, G5)."""

from typing import NoReturn
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.asking import Asked
from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.talks import (
    ALL_TALKS,
    Answered,
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
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.naming import Naming
from hub.web.talk_form import LONGEST, read_question
from hub.web.talk_list import find_kept, open_desk, title, until_after, waiting_requests, write_list

talk_prepare = Blueprint("talk_prepare", __name__)

Page = Response | str | tuple[str, int]
PATH = "/familien/<number>/einwilligungen/gespraech"


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
        requests=waiting_requests(found, naming),
        asked_for=_asked_for(request.args.get("fuer", "")),
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
    asked_for = _asked_for(request.form.get("fuer", ""))
    return _to_list(number, purpose, talk, asked_for) if talk is not None else _gone()


@talk_prepare.get(f"{PATH}/<uuid:talk>/vorbereiten")
def show_list(number: str, talk: UUID) -> Page:
    """The list, and the form for one more question."""
    purpose = _purpose(number)
    if not isinstance(purpose, Purpose):
        return purpose
    found = open_desk(number, purpose, str(talk))
    if find_kept(found, str(talk)).state is not TalkState.PREPARED:
        return redirect(url_for("talks.show_done", number=number, talk=talk, zweck=purpose.value), 303)
    return write_list(found, str(talk), request.args)


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
    kept = find_kept(found, str(talk))
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
    kept = find_kept(found, where.talk)
    later = (Answered(Reply.LATER),) * len(kept.talk.questions)
    outcome = desk().talks.sign(principal(), where, Signed(TalkWay.PORTAL, later), now())
    if outcome is None:
        return _gone()
    if outcome.faults:
        return write_list(found, where.talk, request.form, outcome), 422
    return redirect(url_for("talks.show_done", number=number, talk=where.talk, zweck=purpose.value), 303)


def _answered(found: TalkDesk, talk: str, outcome: TalkOutcome | None) -> Page:
    if outcome is None:
        return _gone()
    if outcome.faults:
        return write_list(found, talk, request.form, outcome), 422
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


def _purpose(number: str) -> Purpose | tuple[str, int]:
    return asked_purpose(number, desk().consents.purposes(principal()))


def _to_list(number: str, purpose: Purpose, talk: str, asked_for: Purpose | None = None) -> Response:
    """With the purpose of the first question filled in, where the way here said one."""
    fuer = asked_for.value if asked_for else None
    return redirect(url_for("talk_prepare.show_list", number=number, talk=talk, zweck=purpose.value, fuer=fuer), 303)


def _asked_for(said: str) -> Purpose | None:
    """For what a question is wanted, as another page links here: a conference; anything else is not filled in."""
    return Purpose.CASE_CONFERENCE if said == Purpose.CASE_CONFERENCE.value else None


def _gone() -> NoReturn:
    abort(404)
