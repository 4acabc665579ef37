"""A spoken consent is confirmed in writing, before its fourteen days are over (D2)."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.confirming import ConfirmWish
from hub.terms.consents import ConsentChoice, PaperStory
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect, Purpose
from hub.terms.parts import Wanted
from hub.web.days import read_day
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.withdraw import PATH

confirm = Blueprint("confirm", __name__)

Page = Response | str | tuple[str, int]


@confirm.get(f"{PATH}/bestaetigen")
def show_confirming(number: str, ref: str) -> Page:
    """The form: one day. After a look at the consents, which is written down; a paper that is not there is a 404."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    view = desk().consents.open(principal(), Wanted(FamilyNumber(number), purpose), ConsentChoice(), now())
    if view.disclosure.effect is Effect.DENY or not any(_is_it(one, ref) for one in view.papers):
        abort(404)
    return _form(number, ref, purpose)


@confirm.post(f"{PATH}/bestaetigen")
def confirm_it(number: str, ref: str) -> Page:
    """Keep it. Sent twice, it is once."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    wish = ConfirmWish(FamilyNumber(number), purpose, ref, read_day(request.form.get("tag", "")))
    outcome = desk().talks.confirm(principal(), wish, now())
    if outcome is None:
        abort(404)
    if outcome.faults:
        return _form(number, ref, purpose, outcome.faults), 422
    back = url_for("family.show_consents", number=number, zweck=purpose.value)
    return redirect(f"{back}#{ref}", 303)


def _is_it(paper: PaperStory, ref: str) -> bool:
    """It was spoken, and waits for its confirmation."""
    return paper.ref == ref and paper.confirm_by is not None


def _form(number: str, ref: str, purpose: Purpose, faults: tuple[str, ...] = ()) -> str:
    return render_template(
        "confirm.html",
        texts=texts(),
        number=number,
        ref=ref,
        purpose=purpose,
        faults=faults,
        day=request.form.get("tag", ""),
    )
