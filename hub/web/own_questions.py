"""„Dazu habe ich eine Frage“: a question about one line of one's own list, answered within 14 days (J12)."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hub.terms.account import Account
from hub.terms.case_news import OwnAnswers
from hub.terms.case_words import CaseFault
from hub.terms.cases import TIME_TO_ANSWER_FAMILY
from hub.terms.clock import legal_day
from hub.terms.log import Cursor, LogQuery, NotACursor, parse_cursor
from hub.web.account_words import AccountWriter
from hub.web.cases import session_key
from hub.web.here import desk, now, principal, texts
from hub.web.mine import EASY
from hub.web.speech import speech_for

own_questions = Blueprint("own_questions", __name__)

PATH = "/meine/zugriffe/frage"
ASKED = "/meine/fragen"


@own_questions.get(ASKED)
def show_asked() -> str:
    """One's own questions to the agencies with state and answer, the newest first; looking is written down."""
    told = desk().own_account.read(principal(), session_key(), LogQuery(limit=1), now())
    answers = desk().own_questions.answers(session_key(), told.statement) if told.is_read else OwnAnswers()
    return render_template(
        "mine-asked.html",
        texts=texts(),
        speech=speech_for(texts(), told.age, is_easy=bool(session.get(EASY))),
        is_easy=bool(session.get(EASY)),
        asked=sorted(answers.questions, key=lambda one: one.asked, reverse=True),
        today=legal_day(now()),
    )


@own_questions.get(PATH)
def show_question() -> str:
    """The line that one wants to ask about. What is not on one's list is not found, whatever it is."""
    place = _place()
    return _render(_line(place), place)


@own_questions.post(PATH)
def ask_question() -> Response | tuple[str, int]:
    """Ask. The same question sent twice is one."""
    place, words = _place(), request.form.get("worte", "").replace("\r\n", "\n")
    done = desk().own_questions.ask(principal(), session_key(), place, words, now())
    if done is CaseFault.GONE:
        abort(404)
    if isinstance(done, CaseFault) and done is not CaseFault.SENT:
        return _render(_line(place), place, words, done), 422
    return redirect(url_for("own_account.show_account", gefragt="ja"), 303)


def _render(told: Account, place: Cursor, words: str = "", fault: CaseFault | None = None) -> str:
    speech = speech_for(texts(), told.age, is_easy=bool(session.get(EASY)))
    [month] = AccountWriter(speech).months(told)
    return render_template(
        "mine-ask.html",
        texts=texts(),
        speech=speech,
        is_easy=bool(session.get(EASY)),
        line=month.lines[0],
        place=place,
        words=words,
        fault=fault,
        until=speech.day(legal_day(now() + TIME_TO_ANSWER_FAMILY)),
    )


def _line(place: Cursor) -> Account:
    told = desk().own_questions.line(principal(), session_key(), place, now())
    if told is None:
        abort(404)
    return told


def _place() -> Cursor:
    try:
        return parse_cursor(request.values.get("zu", ""))
    except NotACursor:
        abort(422)
