"""Writing a note about a family: kind first, then the form; drafts on the way; nothing typed is lost (J5, G10)."""

import re
from dataclasses import replace
from secrets import token_hex

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hub.db.errors import CellChanged
from hub.terms.clock import BERLIN, legal_day
from hub.terms.ids import FamilyNumber, StaffId
from hub.terms.lists import Purpose
from hub.terms.writing import NoteDesk, NoteKind, Occasion, Refusal, Refused
from hub.web.here import desk, now, principal, signed_in, texts
from hub.web.note_form import Fault, Typed, read_note, read_typed
from hub.web.note_page import NotePage, choices_of, empty_form, own_titles, people_of, read_stand, write_stand
from hub.web.numbers import is_number
from hub.web.problems import log_failure
from hub.web.step_up import is_confirmed, refuse_unconfirmed

notes = Blueprint("notes", __name__, url_prefix="/familien/<number>/notiz")

_KINDS = {kind.value: kind for kind in NoteKind}
PASSED_FOR = Purpose.FAM_JOINT_SUPPORT
"""The purpose in which a talk about passing something on is held."""
_KEY = re.compile(r"[0-9a-f]{32}")
_REFUSED = {
    Refusal.NOT_ALLOWED: Fault("kategorie", "note-fault-not-allowed"),
    Refusal.UNKNOWN_FIELD: Fault("kategorie", "note-fault-category"),
    Refusal.NO_SOURCE: Fault("quelle", "note-fault-quelle-shut"),
    Refusal.UNKNOWN_PERSON: Fault("person", "note-fault-unknown-person"),
}


@notes.get("")
def show_note(number: str) -> Response | str | tuple[str, int]:
    """The form; before it the question for the purpose (G8) and, where there are two, for the kind (J5)."""
    purposes = desk().purposes(principal())
    if not is_number(number) or not purposes:
        abort(404)
    wanted = request.args.get("zweck")
    if wanted not in purposes:
        status = 200 if wanted is None else 422
        return render_template("purpose.html", texts=texts(), number=number, purposes=purposes, status=status), status
    kind = _KINDS.get(request.args.get("art", ""))
    if kind is NoteKind.ENTRUSTED and not is_confirmed():
        return refuse_unconfirmed(request.full_path)
    return _show_form(_occasion(number, str(wanted)), kind)


@notes.post("")
def save_note(number: str) -> Response | str | tuple[str, int]:
    """Save the note; or the draft, or drop it: by the button that was pressed."""
    occasion, kind = _sent(number)
    typed = read_typed(request.form.getlist)
    match request.form.get("tun"):
        case "sichern":
            return _keep_by_button(occasion, kind, typed)
        case "verwerfen":
            if not desk().notes.discard(occasion, kind):
                abort(404)
            return _to_form(occasion, kind)
        case _ if kind is NoteKind.ENTRUSTED and not is_confirmed():
            return _keep_unconfirmed(occasion, kind, typed)
        case _:
            return _save(occasion, kind, typed)


@notes.post("/entwurf")
def keep_draft(number: str) -> Response:
    """What was typed so far, sent by the script every few seconds; answers with the sentence to be shown."""
    occasion, kind = _sent(number)
    if desk().notes.keep(occasion, kind, read_typed(request.form.getlist).fields, _key()) is None:
        abort(404)
    return Response(texts().say("note-kept", time=_time()), content_type="text/plain; charset=utf-8")


@notes.get("/gespeichert")
def show_saved(number: str) -> Response | str:
    """That it is saved, and when. Nothing is looked up; who did not just save something is led to the form."""
    saved = session.pop("saved", None)
    purpose = request.args.get("zweck", "")
    if not is_number(number) or not isinstance(saved, list) or saved[0] != number:
        return redirect(url_for("notes.show_note", number=number), 303)
    return render_template("note-saved.html", texts=texts(), number=number, purpose=purpose, time=saved[1])


def answer_with_form(kind: str, mark: str | None) -> Response | None:
    """The form with all that was typed, when it could not be taken: the hub is away, or the sign-in is over.

    Persons stand here by their references: whether their names may still be seen is not known now.
    """
    number = (request.view_args or {}).get("number", "")
    page = read_stand(request.form.get("stand", ""), number, _who(kind), texts())
    if page is None:
        return None
    page = replace(page, typed=read_typed(request.form.getlist), key=_key())
    said = texts().say(f"note-{kind}", mark=mark or "")
    form = render_template("note.html", texts=texts(), page=page, message=said, may_sign_in=kind == "signed-out")
    return Response(form, 503 if kind == "unavailable" else 403, content_type="text/html; charset=utf-8")


def _show_form(occasion: Occasion, kind: NoteKind | None) -> str | tuple[str, int]:
    found = _open_desk(occasion)
    kinds = tuple(kind for kind in NoteKind if choices_of(found, kind, texts()))
    own = own_titles(found, texts()) if is_confirmed() else ()
    may_read = is_confirmed() and not found.disclosure.waiting
    known = {"texts": texts(), "own": own, "has_own": NoteKind.ENTRUSTED in kinds, "is_confirmed": may_read}
    known["waiting"] = found.disclosure.waiting
    known["own_place"] = occasion if desk().passing and desk().talks.offers(principal(), PASSED_FOR) else None
    if len(kinds) > 1 and kind not in kinds:
        drafts = {draft.kind: draft.saved_at for draft in found.drafts}
        return render_template("note-kind.html", occasion=occasion, kinds=kinds, drafts=drafts, **known)
    chosen = kind if kind in kinds else kinds[0]
    if chosen is NoteKind.ENTRUSTED and not is_confirmed():
        return refuse_unconfirmed(request.full_path)
    draft = next((one for one in found.drafts if one.kind is chosen), None)
    page = _page(occasion, chosen, found, Typed(draft.fields) if draft else None)
    page = replace(page, saved_at=draft.saved_at if draft else None)
    return render_template("note.html", page=page, has_choice=len(kinds) > 1, **known)


def _who(kind: str) -> StaffId | None:
    """Who is signed in by now, as far as that can be found out."""
    present, key = signed_in(), session.get("key")
    if present is None and kind != "unavailable" and isinstance(key, str):
        present = desk().sessions.load(key)
    return present.principal.id if present else None


def offers_note(purpose: Purpose) -> bool:
    """Whether a family's page offers the way here to whoever is there. Says nothing about the family."""
    return desk().notes.offers(principal(), purpose)


def _save(occasion: Occasion, kind: NoteKind, typed: Typed) -> Response | tuple[str, int]:
    note = read_note(typed, kind, legal_day(occasion.at))
    if isinstance(note, tuple):
        return _with_faults(occasion, kind, typed, note)
    try:
        done = desk().notes.save(occasion, note, _key())
    except CellChanged as error:  # others were first each time
        kept = answer_with_form("unavailable", log_failure(error, "others write here"))
        return kept or abort(503)
    if isinstance(done, Refused):
        if done.why is Refusal.NOT_YOURS:
            abort(404)
        fault = _REFUSED.get(done.why, Fault("text", "note-fault-sent-before"))
        return _with_faults(occasion, kind, typed, (fault,))
    session["saved"] = [occasion.number, _time()]
    return redirect(url_for("notes.show_saved", number=occasion.number, zweck=occasion.purpose), 303)


def _with_faults(occasion: Occasion, kind: NoteKind, typed: Typed, faults: tuple[Fault, ...]) -> tuple[str, int]:
    """The form once more, with what is wrong on top. Names are looked at anew: they may be blocked by now (G6)."""
    page = _page(occasion, kind, _open_desk(occasion), typed)
    if not page.choices:
        abort(404)
    key = page.key if faults[0].text == "note-fault-sent-before" else _key()
    return render_template("note.html", texts=texts(), page=replace(page, key=key, faults=faults)), 422


def _keep_by_button(occasion: Occasion, kind: NoteKind, typed: Typed) -> Response:
    if desk().notes.keep(occasion, kind, typed.fields, _key()) is None:
        abort(404)
    return _to_form(occasion, kind)


def _keep_unconfirmed(occasion: Occasion, kind: NoteKind, typed: Typed) -> tuple[str, int]:
    """What was typed waits as a draft while whoever wrote it proves who they are."""
    if desk().notes.keep(occasion, kind, typed.fields, _key()) is None:
        abort(404)
    return refuse_unconfirmed(_form_address(occasion, kind))


def _form_address(occasion: Occasion, kind: NoteKind) -> str:
    return url_for("notes.show_note", number=occasion.number, zweck=occasion.purpose, art=kind)


def _to_form(occasion: Occasion, kind: NoteKind) -> Response:
    return redirect(_form_address(occasion, kind), 303)


def _sent(number: str) -> tuple[Occasion, NoteKind]:
    """Whom, for what and which kind a form is about. What cannot be is not looked up."""
    purpose, kind = request.form.get("zweck", ""), _KINDS.get(request.form.get("art", ""))
    if not is_number(number) or purpose not in desk().purposes(principal()):
        abort(404)
    if kind is None or not _KEY.fullmatch(_key()):
        abort(422)
    return _occasion(number, purpose), kind


def _occasion(number: str, purpose: str) -> Occasion:
    return Occasion(principal(), FamilyNumber(number), Purpose(purpose), now())


def _open_desk(occasion: Occasion) -> NoteDesk:
    return desk().notes.open_desk(occasion) or abort(404)


def _page(occasion: Occasion, kind: NoteKind, found: NoteDesk, typed: Typed | None) -> NotePage:
    choices, people = choices_of(found, kind, texts()), people_of(found, texts())
    return NotePage(
        number=occasion.number,
        purpose=occasion.purpose,
        kind=kind,
        choices=choices,
        people=people,
        stand=write_stand((occasion.number, occasion.purpose, kind), choices, people),
        typed=typed or empty_form(legal_day(occasion.at), choices),
        key=token_hex(16),
    )


def _key() -> str:
    return request.form.get("schluessel", "")


def _time() -> str:
    return f"{now().astimezone(BERLIN):%H:%M}"
