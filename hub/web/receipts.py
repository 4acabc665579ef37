"""Receipts of consents to take along: for staff who may see the paper, and for the family what they said themselves."""

from dataclasses import replace

from flask import Blueprint, abort, make_response, render_template, request, session
from werkzeug.wrappers import Response

from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.lists import Effect, Purpose
from hub.terms.parts import Wanted
from hub.terms.receipts import Format, ReceiptView, Which
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.mine import EASY
from hub.web.naming import Naming
from hub.web.speech import Speech, speech_for

receipts = Blueprint("receipts", __name__)

Page = Response | str | tuple[str, int]
GERMAN = "de"
EASY_CODE = "de-easy"
STAFF_PATH = "/familien/<number>/einwilligungen/<ref>/beleg"
OWN_PATH = "/meine/zustimmungen/<ref>/beleg"


@receipts.get(STAFF_PATH)
def show_choice(number: str, ref: str) -> Page:
    """Whose part, and in which form."""
    found = _open(number, ref)
    return found if not isinstance(found, ReceiptView) else _choice(found, ref)


@receipts.get(f"{STAFF_PATH}.pdf", defaults={"form": "pdf"})
@receipts.get(f"{STAFF_PATH}.txt", defaults={"form": "txt"})
@receipts.get(f"{STAFF_PATH}.jsonld", defaults={"form": "jsonld"})
def hand_out(number: str, ref: str, form: str) -> Page:
    """The file; where the paper is about several people and none is named, first the question for whom."""
    found = _open(number, ref)
    if not isinstance(found, ReceiptView):
        return found
    return _choice(found, ref) if found.receipt is None else write_file(found, Format(form))


@receipts.get(OWN_PATH)
def show_own_choice(ref: str) -> Page:
    """The same for somebody of the family."""
    return _own_choice(_open_own(ref), ref)


@receipts.get(f"{OWN_PATH}.pdf", defaults={"form": "pdf"})
@receipts.get(f"{OWN_PATH}.txt", defaults={"form": "txt"})
@receipts.get(f"{OWN_PATH}.jsonld", defaults={"form": "jsonld"})
def hand_out_own(ref: str, form: str) -> Page:
    """What they said themselves, and nobody else."""
    view = _open_own(ref)
    return _own_choice(view, ref) if view.receipt is None else write_file(view, Format(form))


def _open(number: str, ref: str) -> ReceiptView | tuple[str, int]:
    """A look that is written down; nothing there, not yours and not told are the same 404 (A2)."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    view = desk().receipts.open(principal(), Wanted(FamilyNumber(number), purpose), _which(ref), now())
    return _there(view)


def _open_own(ref: str) -> ReceiptView:
    return _there(desk().own.receipt(principal(), replace(_which(ref), reads=_reads()), now()))


def _reads() -> str:
    """In which language somebody of a family reads their pages, where it is not plain German."""
    if session.get(EASY):
        return EASY_CODE
    language = texts().language
    return "" if language == GERMAN else language


def _there(view: ReceiptView) -> ReceiptView:
    return view if view.persons and view.disclosure.effect is not Effect.DENY else abort(404)


def _which(ref: str) -> Which:
    return Which(ref, request.args.get("person", ""))


def write_file(view: ReceiptView, form: Format) -> Response:
    """Never shown inside a page, never kept by anybody on the way; its name tells nobody's name."""
    file = desk().receipts.write(view, form, now())
    response = make_response(file.content)
    response.headers["Content-Type"] = file.media_type
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response


def _choice(view: ReceiptView, ref: str) -> str:
    naming = Naming(view.disclosure, texts())
    people = [(one.ref, naming.name(one.id)) for one in view.persons]
    disclosure = view.disclosure
    return render_template(
        "receipt.html", texts=texts(), disclosure=disclosure, ref=ref, people=people, forms=list(Format)
    )


def _own_choice(view: ReceiptView, ref: str) -> str:
    is_easy = bool(session.get(EASY))
    speech = speech_for(texts(), view.age, is_easy=is_easy)
    people = [(one.ref, _own_name(view, one.id, speech)) for one in view.persons]
    return render_template(
        "mine-receipt.html", texts=texts(), speech=speech, is_easy=is_easy, ref=ref, people=people, forms=list(Format)
    )


def _own_name(view: ReceiptView, person: PersonId, speech: Speech) -> str:
    """As on the own cards: oneself, a child by name, or somebody who decides for themselves by now."""
    if person == PersonId(principal().id):
        return speech.say("own-myself")
    return Naming(view.disclosure, speech.texts).short_name(person) or speech.say("own-youth")
