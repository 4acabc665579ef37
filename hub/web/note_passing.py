"""Passing on one confided note: ask everybody who must agree, then hand on what was agreed (§ 65 SGB VIII, C7)."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.ids import CellId, FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.note_passing import LONGEST_EXTRACT, NoteAsked, PassingDesk
from hub.terms.parts import Wanted
from hub.terms.talks import LONGEST_BOUND, TalkOutcome
from hub.terms.withdrawing import WithdrawalWish
from hub.terms.writing import Occasion
from hub.web.days import read_day
from hub.web.here import desk, now, principal, texts
from hub.web.naming import Naming
from hub.web.note_desk import Passing
from hub.web.note_page import OwnNote, own_titles
from hub.web.notes import PASSED_FOR
from hub.web.numbers import is_number
from hub.web.step_up import is_confirmed, refuse_unconfirmed
from hub.web.talk_form import MONTHS
from hub.web.talk_list import title, until_after
from hub.web.withdraw import WAYS

note_passing = Blueprint("note_passing", __name__)

Page = Response | str | tuple[str, int]
PATH = "/familien/<number>/notiz/<uuid:cell>/weitergeben"


@note_passing.get(PATH)
def show_passing(number: str, cell: UUID) -> Page:
    """Whom to ask, what was said, and the way on."""
    if not is_confirmed():
        return refuse_unconfirmed(request.full_path)
    return _write(_occasion(number), CellId(str(cell)))


@note_passing.post(PATH)
def act_on_note(number: str, cell: UUID) -> Page:
    """Ask somebody, take a yes back, or pass it on: by the button that was pressed."""
    if not is_confirmed():
        return refuse_unconfirmed(request.path)
    occasion, note = _occasion(number), CellId(str(cell))
    match request.form.get("tun"):
        case "fragen":
            return _ask(occasion, note)
        case "weitergeben":
            return _pass_on(occasion, note)
        case "zurueck":
            return _take_back(occasion, note)
    abort(422)


def _ask(occasion: Occasion, cell: CellId) -> Page:
    found = _open(occasion, cell)
    outcome = _passing().ask(principal(), _asked(found, occasion, cell), now())
    if outcome is None:
        abort(404)
    if isinstance(outcome, TalkOutcome):
        return _write(occasion, cell, tuple(map(_said, outcome.faults))), 422
    return redirect(url_for("talks.show_talk", number=occasion.number, talk=outcome, zweck=PASSED_FOR.value), 303)


def _said(fault: str) -> str:
    return "pass-fault-peace" if fault == "peace" else f"talk-fault-{fault}"


def _pass_on(occasion: Occasion, cell: CellId) -> Page:
    try:
        fault = _passing().pass_on(occasion, cell, request.form.get("auszug", ""))
    except LookupError:
        abort(404)
    if fault is not None:
        return _write(occasion, cell, (f"pass-fault-{fault}",)), 422
    return _back(occasion, cell)


def _take_back(occasion: Occasion, cell: CellId) -> Page:
    """A yes to it is taken back with its worker: nobody else knows of it."""
    found = _open(occasion, cell)
    people = {word: person for person, word in Naming(found.disclosure, texts()).people.items()}
    ref, by = request.form.get("papier", ""), people.get(request.form.get("wer", ""))
    if by is None or ref not in {one.ref for one in found.papers}:
        return _write(occasion, cell, ("pass-fault-person",)), 422
    told = request.form.get("weg", "")
    wish = WithdrawalWish(occasion.number, PASSED_FOR, ref, by, now(), told if told in WAYS else "")
    outcome = desk().withdrawals.enter(principal(), wish, now())
    if outcome is None:
        abort(404)
    if outcome.faults:
        return _write(occasion, cell, tuple(f"withdraw-fault-{fault}" for fault in outcome.faults)), 422
    return _back(occasion, cell)


def _asked(found: PassingDesk, occasion: Occasion, cell: CellId) -> NoteAsked:
    naming, form = Naming(found.disclosure, texts()), request.form
    people = {word: person for person, word in naming.people.items()}
    named = {one.key: one for one in found.recipients}
    by, to = people.get(form.get("wer", "")), form.get("empfaenger", "")
    if by is None:
        abort(422)
    return NoteAsked(
        number=occasion.number,
        purpose=PASSED_FOR,
        cell=cell,
        by=by,
        by_name=naming.name(by),
        to=to,
        to_name=title(named[to], naming) if to in named else "",
        aim=form.get("fuer", ""),
        words=form.get("worte", ""),
        why=form.get("wofuer", ""),
        until=_until(),
        names=tuple((person, naming.name(person)) for person in naming.people),
    )


def _until() -> date | None:
    length = request.form.get("bis", "")
    return until_after(int(length)) if length in MONTHS else read_day(request.form.get("bis_tag", ""))


def _write(occasion: Occasion, cell: CellId, faults: tuple[str, ...] = ()) -> str:
    found = _open(occasion, cell)
    naming = Naming(found.disclosure, texts())
    note = _note(occasion, cell, naming)
    return render_template(
        "note-passing.html",
        texts=texts(),
        occasion=occasion,
        note=note,
        desk=found,
        answering=[(naming.reference(one), naming.name(one)) for one in found.answering],
        recipients=[(one.key, title(one, naming)) for one in found.recipients if one.staff != principal().id],
        purposes=[(one.value, texts().say(f"purpose-{one}")) for one in found.purposes],
        papers=[(one.ref, [(naming.reference(by), naming.name(by)) for by in one.yeses]) for one in found.papers],
        ways=[(way, texts().say(f"told-{way}")) for way in WAYS],
        months=MONTHS,
        longest=(LONGEST_BOUND, LONGEST_EXTRACT),
        faults=faults,
        form=request.form,
    )


def _note(occasion: Occasion, cell: CellId, naming: Naming) -> OwnNote:
    """The note itself, by a look at one's own; somebody else's is not there."""
    seen = desk().notes.open_desk(occasion) or abort(404)
    return next((one for one in own_titles(seen, texts(), naming) if one.cell == cell), None) or abort(404)


def _open(occasion: Occasion, cell: CellId) -> PassingDesk:
    return _passing().open(principal(), Wanted(occasion.number, PASSED_FOR), cell, now()) or abort(404)


def _occasion(number: str) -> Occasion:
    purpose = request.args.get("zweck", "")
    if not is_number(number) or purpose not in desk().purposes(principal()):
        abort(404)
    return Occasion(principal(), FamilyNumber(number), Purpose(purpose), now())


def _passing() -> Passing:
    return desk().passing or abort(404)


def _back(occasion: Occasion, cell: CellId) -> Response:
    place = url_for("note_passing.show_passing", number=occasion.number, cell=cell, zweck=occasion.purpose.value)
    return redirect(place, 303)
