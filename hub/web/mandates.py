"""Who works with whom: deputies, assignments, conflicts. The pages show numbers and colleagues, never a record."""

import re
from datetime import date
from typing import NoReturn

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from hub.db.errors import ThereAlready
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber, StaffId
from hub.terms.lists import Effect
from hub.terms.mandates import Fault, Ground, MandateAct, Outcome, Wish
from hub.terms.principals import NO_PERSON
from hub.web.here import desk, now, principal, texts
from hub.web.numbers import is_number, tidy_number

mandates = Blueprint("mandates", __name__)

LONGEST_REASON = 200
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TYPED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_BY_FORM = frozenset(MandateAct) - {MandateAct.DECLARE_CONFLICT}
_FOR_ONESELF = frozenset({MandateAct.TAKE_OVER, MandateAct.END_OWN_DEPUTY})


@mandates.get("/vertretungen")
def show_board() -> str:
    """Deputies of the own agency, and the forms that one may use."""
    return _board(MultiDict(), done=request.args.get("eingetragen", ""))


@mandates.post("/vertretungen")
def enter() -> Response | tuple[str, int]:
    """Enter one change. What was typed stays where something is to be mended."""
    form = request.form
    act = _act(form.get("schritt", ""))
    outcome = _entered(_read(act, form))
    if outcome is not None and outcome.effect is Effect.PERMIT:
        return redirect(url_for("mandates.show_board", eingetragen=act.value), 303)
    faults = outcome.faults if outcome is not None else ()
    return _board(form, faults=faults, is_refused=outcome is not None and not faults), 422 if outcome else 409


@mandates.route("/familien/<number>/befangenheit", methods=["GET", "POST"])
def declare_conflict(number: str) -> Response | str | tuple[str, int]:
    """Declare one's own conflict. The form is the same for every number; whose case it is not gets the usual 404."""
    if not is_number(number) or MandateAct.DECLARE_CONFLICT not in desk().mandate_acts(principal()):
        abort(404)
    if request.method == "GET":
        return _conflict_form(number)
    ground = next((one for one in Ground if one.value == request.form.get("grund")), None)
    wish = Wish(
        MandateAct.DECLARE_CONFLICT,
        principal().id,
        legal_day(now()),
        number=FamilyNumber(number),
        ground=ground,
    )
    outcome = _entered(wish)
    if outcome is not None and outcome.faults:
        return _conflict_form(number, is_missing=True), 422
    if outcome is None or outcome.effect is Effect.DENY:
        abort(404)
    return redirect(url_for("mandates.show_declared"), 303)


@mandates.get("/befangenheit")
def show_declared() -> str:
    """What a declaration does. Names no family."""
    return render_template("conflict-declared.html", texts=texts())


def _entered(wish: Wish) -> Outcome | None:
    """How it ended; None where it is so already."""
    try:
        return desk().enter_mandate(principal(), wish, now())
    except ThereAlready:
        return None


def _board(
    form: "MultiDict[str, str]", *, faults: tuple[Fault, ...] = (), is_refused: bool = False, done: str = ""
) -> str:
    return render_template(
        "mandates.html",
        texts=texts(),
        board=desk().mandate_board(principal(), now()),
        form=form,
        faults=faults,
        is_refused=is_refused,
        is_double=bool(form) and not faults and not is_refused,
        done=done if done in set(MandateAct) else "",
        today=texts().plain_day(legal_day(now())),
        me=principal().id,
    )


def _conflict_form(number: str, *, is_missing: bool = False) -> str:
    return render_template("conflict.html", texts=texts(), number=number, grounds=tuple(Ground), is_missing=is_missing)


def _act(word: str) -> MandateAct:
    """An act that this page has a form for and that the table lets this role enter."""
    act = next((one for one in _BY_FORM if one.value == word), None)
    if act is None or act not in desk().mandate_acts(principal()):
        _not_here()
    return act


def _not_here() -> NoReturn:
    abort(403)


def _read(act: MandateAct, form: "MultiDict[str, str]") -> Wish:
    """The wish as the form says it. Whoever acts for themself is the one signed in, whatever the form says."""
    day = legal_day(now())
    number = tidy_number(form.get("nummer", ""))
    staff = principal().id if act in _FOR_ONESELF else _staff(form.get("vertretung", ""))
    other = _staff(form.get("fuer", "")) if form.get("fuer") else None
    is_all = form.get("umfang") == "alle"
    return Wish(
        act=act,
        staff=staff,
        since=_day(form.get("von", "")) or day,
        until=_day(form.get("bis", "")),
        number=None if is_all else FamilyNumber(number if is_number(number) else "-"),
        stands_in_for=other,
        reason=form.get("grund", "")[:LONGEST_REASON],
        grant=form.get("eintrag") if _ID.fullmatch(form.get("eintrag", "")) else None,
    )


def _staff(typed: str) -> StaffId:
    """An id as the page wrote it; anything else is nobody's."""
    return StaffId(typed) if _ID.fullmatch(typed) else NO_PERSON


def _day(typed: str) -> date | None:
    """`16.11.2026`, or as machines write it; None where it is no day."""
    text = typed.strip()
    found = _TYPED_DAY.fullmatch(text)
    try:
        if found:
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text)
    except ValueError:
        return None
