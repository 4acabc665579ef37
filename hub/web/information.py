"""Telling a family that one agency has read what another holds about them: what is due, and the sheet to hand over."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.information import SHEET_VERSION, HandedFault, HandedWish, InformationView, Sheet
from hub.terms.lists import Category, Effect, Purpose
from hub.terms.parts import Wanted
from hub.web.days import read_day
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.information_desk import Information
from hub.web.naming import Naming
from hub.web.speech import OWN, Speech

information = Blueprint("information", __name__)

Page = Response | str | tuple[str, int]
RIGHTS = ("access", "correct", "erase", "carry", "object", "withdraw", "complain", "ombuds", "no-machine")
"""In the order of the law; whoever reads of them reads of all."""


@dataclass(frozen=True, repr=False)
class Line:
    """One sheet in the list: whose, about whom who read, what, and until when it is due or when it was told."""

    key: str
    ref: str
    name: str
    seen: str
    stand: str
    is_due: bool


@information.get("/familien/<number>/information")
def show_information(number: str) -> Page:
    """Who has to be told, and who was."""
    found = _open(number)
    return found if not isinstance(found, InformationView) else _list(found)


@information.post("/familien/<number>/information")
def mark_handed(number: str) -> Page:
    """Mark sheets as handed over. Sent twice, the second finds nothing due and says so."""
    desk_of, purpose = _desk(), asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    day = read_day(request.form.get("tag", "").strip())
    wish = HandedWish(FamilyNumber(number), purpose, tuple(request.form.getlist("blatt")), day)
    faults = desk_of.mark(principal(), wish, now())
    if faults:
        found = _open(number)
        return (_list(found, faults), 422) if isinstance(found, InformationView) else found
    return redirect(url_for("information.show_information", number=number, zweck=purpose.value), 303)


@information.get("/familien/<number>/information/<ref>")
def show_sheet(number: str, ref: str) -> Page:
    """The sheet of one person, for printing."""
    found = _open(number)
    if not isinstance(found, InformationView):
        return found
    naming = Naming(found.disclosure, texts())
    person = next((one for one, known in naming.people.items() if known == ref), None)
    sheets = tuple(one for one in found.sheets if one.person == person)
    if not sheets:
        abort(404)
    return _sheet(found, naming, person or PersonId(""), sheets)


def _desk() -> Information:
    """Only the two agencies tell families: elsewhere there is no such page."""
    found = desk().information
    if found is None:
        abort(404)
    return found


def _open(number: str) -> InformationView | Response | tuple[str, int]:
    desk_of = _desk()
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    view = desk_of.open(principal(), Wanted(FamilyNumber(number), purpose), now())
    if view.disclosure.effect is Effect.DENY or not view.is_here:
        abort(404)
    return view


def _list(view: InformationView, faults: tuple[HandedFault, ...] = ()) -> str:
    naming = Naming(view.disclosure, texts())
    return render_template(
        "information.html",
        texts=texts(),
        number=view.disclosure.family,
        purpose=view.disclosure.purpose,
        lines=[_line(one, naming) for one in view.sheets],
        faults=faults,
        ticked=request.form.getlist("blatt"),
        day=request.form.get("tag") or texts().plain_day(legal_day(now())),
    )


def _line(sheet: Sheet, naming: Naming) -> Line:
    say = texts().say
    seen = say("information-seen", agency=say(f"agency-{sheet.agency}"), categories=_categories(sheet.categories))
    stand = say("information-due", day=texts().plain_day(sheet.due_by), first=texts().moment(sheet.first_at))
    if not sheet.is_due and sheet.handed_on is not None:
        stand = say("information-handed", day=texts().plain_day(sheet.handed_on))
    ref = naming.reference(sheet.person)
    return Line(sheet.key, ref, naming.name(sheet.person), seen, stand, sheet.is_due)


def _sheet(view: InformationView, naming: Naming, person: PersonId, sheets: tuple[Sheet, ...]) -> str:
    return render_template(
        "information-sheet.html",
        texts=texts(),
        number=view.disclosure.family,
        purpose=view.disclosure.purpose,
        name=naming.name(person),
        day=texts().plain_day(legal_day(now())),
        parts=[(sheet, _facts(sheet)) for sheet in sheets],
        authority=_desk().addresses["authority"],
        version=SHEET_VERSION,
        rights=RIGHTS,
    )


def _facts(sheet: Sheet) -> list[tuple[str, str]]:
    """Who, from where, what, for what, on which ground (Art. 14 Abs. 1 and 2 GDPR)."""
    say, addresses = texts().say, _desk().addresses
    reader, sources = addresses[sheet.agency], [addresses[one] for one in sheet.owners]
    health = Category.HEALTH in sheet.categories
    basis = say("sheet-basis-health" if health else "sheet-basis", refs=texts().names(sheet.consents))
    return [
        (say("sheet-who"), f"{reader.name}, {reader.address}, {reader.contact}"),
        (say("sheet-functions"), texts().names(tuple(say(f"role-{role}") for role in sheet.roles))),
        (say("sheet-officer"), reader.officer),
        (say("sheet-source"), texts().names(tuple(one.name for one in sources)) or say("sheet-source-joint")),
        (say("sheet-what"), _categories(sheet.categories)),
        (
            say("sheet-purpose"),
            texts().names(tuple(Speech(texts(), (OWN,)).say(f"purpose-{one}") for one in sheet.purposes)),
        ),
        (say("sheet-basis-name"), basis),
        (say("sheet-first"), texts().moment(sheet.first_at)),
    ]


def _categories(categories: tuple[Category, ...]) -> str:
    return texts().names(tuple(texts().say(f"category-{one}") for one in categories))
