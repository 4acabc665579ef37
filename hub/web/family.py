"""One family, opened for a purpose. Every page is a look of its own, written down before anything is shown."""

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from hub.terms.answers import Disclosure
from hub.terms.consents import ConsentChoice, Stand
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect, Purpose
from hub.terms.parts import Part, Wanted
from hub.web.cards import CardMaker
from hub.web.coming import coming
from hub.web.consents import ConsentWriter
from hub.web.genogram.page import lay_out
from hub.web.here import desk, now, principal, texts
from hub.web.naming import Naming
from hub.web.numbers import is_number
from hub.web.overview import OverviewMaker
from hub.web.recent import remember
from hub.web.tabs import tabs

family = Blueprint("family", __name__)

Page = Response | str | tuple[str, int]


def disclose(number: str, purpose: Purpose, part: Part = Part.PEOPLE) -> Disclosure:
    """The family for this purpose. Absent, not yours, refused and no number at all are the same 404 (A2)."""
    if not is_number(number):
        abort(404)
    disclosure = desk().open_part(principal(), Wanted(FamilyNumber(number), purpose, part), now())
    projection = disclosure.projection
    nothing = not (projection.shown or projection.blanks or projection.coming)
    if disclosure.effect is Effect.DENY or nothing:
        abort(404)
    return disclosure


def asked_purpose(number: str, purposes: tuple[Purpose, ...]) -> Purpose | tuple[str, int]:
    """The purpose of the look; without one first the question for it, whether or not there is such a family (G8)."""
    if not is_number(number) or not purposes:
        abort(404)
    wanted = request.args.get("zweck")
    if wanted in purposes:
        return Purpose(wanted)
    status = 200 if wanted is None else 422
    return render_template("purpose.html", texts=texts(), number=number, purposes=purposes, status=status), status


@family.get("/familien/<number>")
def show_family(number: str) -> Page:
    """The overview: what is needed before a talk."""
    purpose = asked_purpose(number, desk().purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    disclosure = disclose(number, purpose, Part.OVERVIEW)
    maker = OverviewMaker(Naming(disclosure, texts()), desk().catalogue, principal().agency, texts())
    return write_page("family-overview.html", disclosure, page=maker.overview())


@family.get("/familien/<number>/personen")
def show_people(number: str) -> Page:
    """The whole record, field by field, person by person."""
    purpose = asked_purpose(number, desk().purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    disclosure = disclose(number, purpose, Part.PEOPLE)
    cards = CardMaker(disclosure, desk().catalogue, principal().agency, texts()).cards()
    return write_page("family-people.html", disclosure, cards=cards)


@family.get("/familien/<number>/genogramm")
def show_genogram(number: str) -> Page:
    """Who belongs together, as a picture and as a table."""
    purpose = asked_purpose(number, desk().purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    disclosure = disclose(number, purpose, Part.GENOGRAM)
    page = lay_out(disclosure, desk().catalogue, principal().agency, texts())
    return write_page("family-genogram.html", disclosure, **vars(page))


@family.get("/familien/<number>/einwilligungen")
def show_consents(number: str) -> Page:
    """How the consents stand: one recipient (`an`) and one purpose (`fuer`) at a time, and every paper."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    wanted = request.args.get("fuer")
    choice = ConsentChoice(request.args.get("an"), Purpose(wanted) if wanted in list(Purpose) else None)
    view = desk().consents.open(principal(), Wanted(FamilyNumber(number), purpose), choice, now())
    if view.disclosure.effect is Effect.DENY or not view.persons:
        abort(404)
    page = ConsentWriter(view, texts()).page()
    acts = {
        "withdrawable": frozenset(one.ref for one in view.papers if one.stand not in (Stand.INVALID, Stand.ENDED)),
        "confirmable": frozenset(one.ref for one in view.papers if one.confirm_by is not None),
        "offers_information": desk().information is not None,
    }
    return write_page("family-consents.html", view.disclosure, view=view, page=page, **acts)


def write_page(template: str, disclosure: Disclosure, **parts: object) -> str:
    """A page of a family, with its head and its tabs."""
    remember(disclosure.family)
    parts = {**parts, "coming": coming(disclosure, texts())}
    return render_template(template, texts=texts(), disclosure=disclosure, tabs=tabs(disclosure), **parts)
