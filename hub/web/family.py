"""One family, opened for a purpose. Every look is written down before anything is shown."""

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from hub.terms.answers import Disclosure
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect, Purpose
from hub.web.cards import CardMaker
from hub.web.here import desk, now, principal, texts
from hub.web.numbers import is_number

family = Blueprint("family", __name__)


def disclose(number: str, purpose: Purpose) -> Disclosure:
    """The family for this purpose. Absent, not yours, refused and no number at all are the same 404 (A2)."""
    if not is_number(number):
        abort(404)
    disclosure = desk().open_family(principal(), FamilyNumber(number), purpose, now())
    nothing = not disclosure.projection.shown and not disclosure.projection.blanks
    if disclosure.effect is Effect.DENY or nothing:
        abort(404)
    return disclosure


@family.get("/familien/<number>")
def show_family(number: str) -> Response | str | tuple[str, int]:
    """The overview; without a purpose first the question for it, whether or not there is such a family (G8)."""
    purposes = desk().purposes(principal())
    if not is_number(number) or not purposes:
        abort(404)
    wanted = request.args.get("zweck")
    if wanted not in purposes:
        status = 200 if wanted is None else 422
        return render_template("purpose.html", texts=texts(), number=number, purposes=purposes, status=status), status
    disclosure = disclose(number, Purpose(wanted))
    cards = CardMaker(disclosure, desk().catalogue, principal().agency, texts()).cards()
    return render_template("family.html", texts=texts(), disclosure=disclosure, cards=cards)
