"""The pages of families: who works with us, what is agreed, and taking it back in at most three taps (G6)."""

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hub.terms.ids import PersonId
from hub.terms.own_consents import OwnView
from hub.terms.withdrawing import Part
from hub.web.here import desk, local_path, now, principal, texts
from hub.web.own_cards import CardWriter, OwnCard
from hub.web.speech import Speech, speech_for
from hub.web.withdraw_form import read_part

mine = Blueprint("mine", __name__)

Page = Response | str | tuple[str, int]
EASY = "easy"


@mine.get("/meine")
def show_mine() -> str:
    """The first page: who works with the family, what is agreed, one big button."""
    view = desk().own.open(principal(), now())
    cards = _writer(view).cards()
    return _write("mine.html", view, open_cards=[card for card in cards if card.can_take_back], team=view.team)


@mine.get("/meine/zustimmungen")
def show_own_consents() -> str:
    """Every own answer in plain words."""
    view = desk().own.open(principal(), now())
    return _write("mine-consents.html", view, cards=_writer(view).cards())


@mine.get("/meine/zustimmungen/<ref>/zuruecknehmen")
def show_taking_back(ref: str) -> Page:
    """Who loses what, and that help goes on: one page, no reason."""
    view, card = _card(ref)
    if not card.can_take_back:
        return redirect(url_for("mine.show_own_consents"), 303)
    return _taking_back(view, card)


@mine.post("/meine/zustimmungen/<ref>/zuruecknehmen")
def take_back(ref: str) -> Page:
    """Take it back, in force when this is answered. Sent twice, it is one."""
    view, card = _card(ref)
    if not card.can_take_back:
        return redirect(url_for("mine.show_taken_back", ref=ref), 303)
    part = _read(view, card)
    outcome = desk().own.take_back(principal(), ref, part, now())
    if outcome is None:
        abort(404)
    if outcome.faults:
        return _taking_back(view, card, is_missing=True), 422
    return redirect(url_for("mine.show_taken_back", ref=ref), 303)


@mine.get("/meine/zustimmungen/<ref>/zurueckgenommen")
def show_taken_back(ref: str) -> Page:
    """That it is so, since when."""
    view, card = _card(ref)
    if not card.events:
        return redirect(url_for("mine.show_own_consents"), 303)
    return _write("mine-taken-back.html", view, card=card)


@mine.post("/meine/sprache")
def choose_speech() -> Response:
    """Leichte Sprache or the usual one, and back to the same page."""
    session[EASY] = request.form.get("leicht") == "ja"
    return redirect(local_path(request.form.get("zurueck", "")) or url_for("mine.show_mine"), 303)


def _card(ref: str) -> tuple[OwnView, OwnCard]:
    """One answer of one's own; anything else is not there."""
    view = desk().own.open(principal(), now())
    answer = view.answer(ref)
    if answer is None:
        abort(404)
    return view, _writer(view).card(answer)


def _read(view: OwnView, card: OwnCard) -> Part:
    """What is ticked, of what is offered: the whole where the whole was asked for."""
    answer = view.answer(card.ref)
    persons = answer.persons if answer else ()
    words: dict[str, PersonId] = dict(zip((word for word, _ in card.persons), persons, strict=True))
    return read_part(request.form, words)


def _taking_back(view: OwnView, card: OwnCard, *, is_missing: bool = False) -> str:
    answer = view.answer(card.ref)
    also = _writer(view).also(answer) if answer else ()
    return _write("mine-take-back.html", view, card=card, also=also, is_missing=is_missing)


def _writer(view: OwnView) -> CardWriter:
    return CardWriter(view, _speech(view))


def _speech(view: OwnView) -> Speech:
    return speech_for(texts(), view.age, is_easy=bool(session.get(EASY)))


def _write(template: str, view: OwnView, **parts: object) -> str:
    is_easy = bool(session.get(EASY))
    return render_template(template, texts=texts(), speech=_speech(view), view=view, is_easy=is_easy, **parts)
