"""Questions to somebody of a family, on their own page: read and answered whenever they like (J2, G4)."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hub.terms.family_questions import Answers, Waiting, WaitingView
from hub.terms.talks import Reply
from hub.web.here import desk, now, principal, texts
from hub.web.mine import EASY
from hub.web.speech import speech_for
from hub.web.talk_form import REPLIES
from hub.web.talk_information import told_in
from hub.web.talk_words import Side, sides_of

family_questions = Blueprint("family_questions", __name__)

Page = Response | str | tuple[str, int]


@dataclass(frozen=True, repr=False)
class Asked:
    """One question in the words of its form, German and beside it the language in which it was asked."""

    ref: str
    why: str
    sides: tuple[Side, ...]


@family_questions.get("/meine/zustimmungen/fragen")
def show_questions() -> Page:
    """Every question that waits for this person; nothing is ticked."""
    return _write(desk().own.questions(principal(), now()))


@family_questions.post("/meine/zustimmungen/fragen")
def answer_questions() -> Page:
    """Keep the answers; what is put off stays where it is. Sent twice, it is once."""
    view = desk().own.questions(principal(), now())
    said = {one.ref: REPLIES.get(request.form.get(f"antwort-{one.ref}", "")) for one in view.waiting}
    if None in said.values():
        return _write(view, ("answers",)), 422
    replies = {ref: reply is Reply.YES for ref, reply in said.items() if reply is not Reply.LATER}
    answers = Answers(replies, frozenset(ref for ref in replies if request.form.get(f"vertretung-{ref}") == "ja"))
    faults = desk().own.answer(principal(), answers, now())
    if faults:
        return _write(desk().own.questions(principal(), now()), tuple(fault.value for fault in faults)), 422
    return redirect(url_for("mine.show_own_consents"), 303)


def _write(view: WaitingView, faults: tuple[str, ...] = ()) -> str:
    is_easy = bool(session.get(EASY))
    asked = [one for one in map(_asked, view.waiting) if one is not None]
    languages = tuple(side.text for side in asked[0].sides) if asked else ()
    return render_template(
        "mine-questions.html",
        texts=texts(),
        speech=speech_for(texts(), view.own.age, is_easy=is_easy),
        view=view.own,
        is_easy=is_easy,
        asked=asked,
        told=told_in(languages, desk().addresses),
        faults=faults,
        sent=request.form,
    )


def _asked(one: Waiting) -> Asked | None:
    """None where its version is not known here: nothing is asked in other words than those that were fixed."""
    form = desk().own.form(one.form)
    if form is None or form.digest != one.digest:
        return None
    return Asked(one.ref, one.question.why, sides_of(one.question, form, one.language, texts()))
