"""Minutes of a conference: written beside the talk, confirmed by both agencies, then read-only with addenda (J7)."""

import re
from dataclasses import replace
from datetime import datetime
from secrets import token_hex

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.clock import BERLIN
from hub.terms.ids import CellId
from hub.terms.minutes import Flawed, MinutesFault, MinutesView, MinutesWanted, Section, Sent, Sentence
from hub.web.here import desk, now, principal, texts
from hub.web.minutes_form import FIELDS, Place, places_of, read_sentence, read_sentences
from hub.web.minutes_page import Entry, MinutesPage, confirmed_in, parts_of, people_in, present_in
from hub.web.minutes_paper import minutes_pdf
from hub.web.note_form import Typed, tidy

minutes = Blueprint("minutes", __name__, url_prefix="/konferenzen/<number>")

Page = Response | str | tuple[str, int]
_NUMBER = re.compile(r"K-[0-9]{4}-[0-9]{3,6}")
_KEY = re.compile(r"[0-9a-f]{32}")
_MOST_PERSONS = 40


@minutes.get("/protokoll")
def show_minutes(number: str) -> Page:
    """The minutes, with the draft of whoever looks; or one sentence of them to be changed."""
    view = _open(number)
    changing = _entry(view, request.args.get("satz", ""))
    page = _page(view, Typed(view.draft.fields) if view.draft else Typed({}))
    if changing is not None:
        page = replace(page, changing=changing, typed=_typed_of(view, changing))
    return _render(replace(page, saved_at=view.draft.saved_at if view.draft else None))


@minutes.post("/protokoll")
def save_minutes(number: str) -> Page:
    """Save, keep as a draft, drop it, change a sentence, or confirm: by the button that was pressed."""
    wanted = _wanted(number)
    match request.form.get("tun"):
        case "sichern":
            if not _keep(wanted):
                abort(404)
            return _back(wanted)
        case "verwerfen":
            if not desk().minutes.discard(principal(), wanted, now()):
                abort(404)
            return _back(wanted)
        case "bestaetigen":
            return _confirm(wanted)
        case "aendern":
            return _change(wanted)
        case "streichen":
            return _strike(wanted)
        case _:
            return _save(wanted)


@minutes.post("/protokoll/entwurf")
def keep_minutes(number: str) -> Response:
    """What was typed so far, sent by the script every few seconds; answers with the sentence to be shown."""
    if not _keep(_wanted(number)):
        abort(404)
    said = texts().say("minutes-kept", time=f"{now().astimezone(BERLIN):%H:%M}")
    return Response(said, content_type="text/plain; charset=utf-8")


@minutes.get("/protokoll.pdf")
def print_minutes(number: str) -> Response:
    """The same as a document, tagged (PDF/UA-1, PDF/A-2a): as far as whoever asks may see them."""
    view = _open(number)
    made = minutes_pdf(view, texts())
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="protokoll-{number}-{view.topic.position}.pdf"'
    return answer


def answer_with_typed(kind: str, mark: str | None) -> Response | None:
    """All that was typed, when it could not be taken: the hub is away, or the sign-in is over. No name stands here."""
    fields = _typed().fields.items()
    typed = [texts_[0] for name, texts_ in fields if name.startswith(("text_", "wer")) and texts_[0].strip()]
    if not typed:
        return None
    said = texts().say(f"note-{kind}", mark=mark or "")
    page = render_template(
        "conference/minutes-kept.html",
        texts=texts(),
        message=said,
        typed=typed,
        may_sign_in=kind == "signed-out",
    )
    return Response(page, 503 if kind == "unavailable" else 403, content_type="text/html; charset=utf-8")


def _save(wanted: MinutesWanted) -> Page:
    typed, view = _typed(), _open(wanted.number)
    sentences = read_sentences(typed, view.spots)
    if not sentences:
        return _with_faults(typed, (Place("inhalt", "minutes-fault-nothing"),), view)
    done = desk().minutes.save(principal(), wanted, Sent(sentences, _version(), _key()), now())
    return _after(wanted, done, (typed, sentences))


def _change(wanted: MinutesWanted) -> Page:
    """One sentence in its place; its persons and whose it is stay."""
    typed, view = _typed(), _open(wanted.number)
    cell = request.form.get("satz", "")
    line = next((one for one in view.lines if one.cell == cell), None)
    if line is None:
        abort(404)
    fields = [spot.field for spot in view.spots if spot.section is line.section]
    field = next((one.field for one in view.disclosure.projection.shown if one.cell == cell), None)
    if field is None or field not in fields:
        abort(404)
    sentence = replace(read_sentence(typed, line.section, [field]), cell=CellId(cell))
    sent = Sent((sentence,), _version(), _key(), frozenset({request.form.get("marke", "")}))
    return _after(wanted, desk().minutes.save(principal(), wanted, sent, now()), (typed, (sentence,)))


def _strike(wanted: MinutesWanted) -> Page:
    """A sentence goes out of the minutes; what it said stays in the record's history."""
    struck = (CellId(request.form.get("satz", "")), _version())
    try:
        fault = desk().minutes.strike(principal(), wanted, struck, now())
    except LookupError:
        abort(404)
    if fault is not None:
        return _with_faults(_typed(), (Place("inhalt", f"minutes-fault-{fault}"),), _open(wanted.number), 409)
    return _back(wanted, "gestrichen")


def _after(wanted: MinutesWanted, done: object, sent: tuple[Typed, tuple[Sentence, ...]]) -> Page:
    if done is None:
        abort(404)
    typed, sentences = sent
    if isinstance(done, tuple):
        return _with_faults(typed, places_of(done, sentences), _open(wanted.number), _status(done))
    return _back(wanted, "gesichert")


def _status(flaws: tuple[Flawed, ...]) -> int:
    faults = {flaw.fault for flaw in flaws}
    if MinutesFault.SPOT in faults:
        return 403
    return 409 if faults & {MinutesFault.CHANGED, MinutesFault.CLOSED, MinutesFault.OPEN} else 422


def _with_faults(typed: Typed, faults: tuple[Place, ...], view: MinutesView, status: int = 422) -> tuple[str, int]:
    """The form once more, with what is wrong on top, and beside it what stands there by now."""
    page = replace(_page(view, typed), faults=faults)
    return _render(replace(page, changing=_entry(view, request.form.get("satz", "")))), status


def _confirm(wanted: MinutesWanted) -> Page:
    try:
        fault = desk().minutes.confirm(principal(), wanted, _version(), now())
    except LookupError:
        abort(404)
    if fault is not None:
        return _with_faults(Typed({}), (Place("inhalt", f"minutes-fault-{fault}"),), _open(wanted.number), 409)
    return _back(wanted, "bestaetigt")


def _keep(wanted: MinutesWanted) -> bool:
    return desk().minutes.keep(principal(), wanted, (_typed().fields, _key()), now()) is not None


def _wanted(number: str) -> MinutesWanted:
    """What cannot be a conference is not looked up; a form without a key is none of ours."""
    topic = request.values.get("thema", "1")
    if not _NUMBER.fullmatch(number) or not (topic.isascii() and topic.isdigit() and len(topic) < 3):
        abort(404)
    if request.method == "POST" and not _KEY.fullmatch(_key()):
        abort(422)
    return MinutesWanted(number, int(topic))


def _open(number: str) -> MinutesView:
    return desk().minutes.open(principal(), _wanted(number), now()) or abort(404)


def _page(view: MinutesView, typed: Typed) -> MinutesPage:
    return MinutesPage(
        view=view,
        parts=parts_of(view, texts()),
        people=people_in(view, texts()),
        present=present_in(view, texts()),
        typed=typed,
        key=token_hex(16),
    )


def _render(page: MinutesPage) -> str:
    done = request.args.get("getan")
    return render_template(
        "conference/minutes.html",
        texts=texts(),
        page=page,
        labels={name: field.label for name, field in desk().catalogue.by_id.items()},
        confirmed=confirmed_in(page.view, texts()),
        done=f"minutes-done-{done}" if done in ("gesichert", "bestaetigt", "gestrichen") else None,
    )


def _entry(view: MinutesView, cell: str) -> Entry | None:
    """A sentence that may be changed: while the minutes are open, where whoever looks may write."""
    parts = [part for part in parts_of(view, texts()) if part.choices and part.id is not Section.ADDENDUM]
    return next((entry for part in parts for entry in part.entries if entry.cell == cell), None)


def _typed_of(view: MinutesView, entry: Entry) -> Typed:
    """The form as the sentence stands."""
    line = next(one for one in view.lines if one.cell == entry.cell)
    content = next(one.content for one in view.disclosure.projection.shown if one.cell == entry.cell)
    if isinstance(content, dict):
        until = line.due.strftime("%d.%m.%Y") if line.due else ""
        said = {"text_agreed": [str(content.get("what", ""))], "wer": [str(content.get("who", ""))], "bis": [until]}
        return Typed(said)
    if line.section is Section.NEXT:
        at = datetime.fromisoformat(str(content)).astimezone(BERLIN)
        return Typed({"tag": [f"{at:%d.%m.%Y}"], "zeit": [f"{at:%H:%M}"]})
    return Typed({f"text_{line.section}": [str(content)]})


def _typed() -> Typed:
    read = request.form.getlist
    return Typed({name: [tidy(text) for text in read(name)[:_MOST_PERSONS]] for name in FIELDS if read(name)})


def _version() -> int:
    given = request.form.get("stand", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else -1


def _key() -> str:
    return request.form.get("schluessel", "")


def _back(wanted: MinutesWanted, done: str | None = None) -> Response:
    return redirect(url_for("minutes.show_minutes", number=wanted.number, thema=wanted.topic, getan=done), 303)
