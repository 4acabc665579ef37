"""The monthly sample of the data protection officers: drawn, worked through one by one, signed (J10)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from hub.terms.case_words import CaseFault, CaseKind
from hub.terms.cases import Opening
from hub.terms.ids import EntryId
from hub.terms.principals import Seated
from hub.terms.samples import (
    Judgement,
    Origin,
    Part,
    ReportFile,
    Sample,
    SampleAnswer,
    SampleBoard,
    SampleEntry,
    SampleLook,
    done,
    read_month,
)
from hub.web.cases import session_key
from hub.web.here import desk, now, principal, texts
from hub.web.sample_desk import Samples
from hub.web.sample_report import write_report
from hub.web.sentences import write_sentence

sample = Blueprint("sample", __name__)

PATH = "/datenschutz/stichprobe"
KEYS = (Judgement.PLAUSIBLE, Judgement.QUESTION, Judgement.CONSPICUOUS)
"""By the keys 1, 2 and 3."""
DOUBTS = frozenset({Judgement.QUESTION, Judgement.CONSPICUOUS})
"""What opens a case."""
ALSO = (Part.EMERGENCY, Part.SPOKEN)


@dataclass(frozen=True)
class Row:
    """One entry of a list: its number, where it is opened, and what was said of it."""

    number: int
    place: str
    said: str
    is_open: bool


@sample.get(PATH)
def show_samples() -> str:
    """Months drawn and to be drawn. It shows no line of the log."""
    board = _samples().board(_seat(), now())
    return render_template(
        "samples.html",
        texts=texts(),
        board=board,
        lines=[_summary(one) for one in board.samples],
        drawable=[(f"{month:%Y-%m}", name_month(month), month in board.committed) for month in board.drawable],
        current=_current(board),
        answer=_answer(),
    )


@sample.post(PATH)
def begin() -> Answer:
    """Draw a month, or write down the hash of a number for one."""
    month, act = _month(request.form.get("monat", "")), request.form.get("tun", "")
    if act not in ("ziehen", "hinterlegen"):
        abort(422)
    samples = _samples()
    answer = (samples.draw if act == "ziehen" else samples.commit)(_seat(), month, now())
    if act == "ziehen" and answer is SampleAnswer.DONE:
        return redirect(url_for("sample.show_sample", monat=f"{month:%Y-%m}"), 303)
    return redirect(url_for("sample.show_samples", antwort=f"{act}-{answer}"), 303)


@sample.get(f"{PATH}/<monat>")
def show_sample(monat: str) -> str:
    """The next entry that nobody judged, or the one asked for, as a sentence; and the lists of all."""
    month, wanted = _month(monat), request.args.get("eintrag")
    found = _samples().look(_seat(), month, _entry(wanted) if wanted else None, now())
    one = found.sample if found else _find(month)
    if one is None or (wanted and found is None):
        abort(404)
    return render_template(
        "sample.html",
        texts=texts(),
        sample=one,
        name=name_month(month),
        month=f"{month:%Y-%m}",
        summary=_summary(one),
        look=found,
        number=_number(found),
        sentence=write_sentence(found.line, texts()) if found and found.line else None,
        keys=KEYS,
        parts=[(part, _rows(one, part)) for part in Part],
        is_claimed=one.origin is Origin.TAKEN_OVER,
        answer=_answer(),
    )


@sample.post(f"{PATH}/<monat>")
def judge(monat: str) -> Answer:
    """Keep what is said of one entry, and go on to the next."""
    month, entry = _month(monat), _entry(request.form.get("eintrag", ""))
    try:
        judgement = Judgement(request.form.get("urteil", ""))
    except ValueError:
        abort(422)
    before = _judged(month, entry)
    answer = _samples().judge(_seat(), (month, entry, judgement), now())
    if answer is SampleAnswer.REFUSED:
        abort(404)
    said = f"urteil-{answer}"
    if answer is SampleAnswer.DONE and judgement in DOUBTS and before not in DOUBTS:
        said = f"urteil-{_open_case(entry)}"
    return redirect(url_for("sample.show_sample", monat=f"{month:%Y-%m}", antwort=said), 303)


def _judged(month: date, entry: EntryId) -> Judgement | None:
    """What was said of an entry so far."""
    one = _find(month)
    found = one.find(entry) if one else None
    return found.judgement if found else None


def _open_case(entry: EntryId) -> str:
    """A case for what is in doubt (J11). Of the other body's own entries it is opened when acting for that body."""
    opened = desk().cases.open(principal(), session_key(), Opening(CaseKind.SAMPLE, entries=(entry,)), now())
    return "case_refused" if isinstance(opened, CaseFault) else "case"


@sample.post(f"{PATH}/<monat>/abschluss")
def sign(monat: str) -> Answer:
    """Sign the report of a sample of which everything is judged."""
    month = _month(monat)
    answer = _samples().sign(_seat(), month, now())
    if answer is SampleAnswer.REFUSED:
        abort(404)
    return redirect(url_for("sample.show_sample", monat=f"{month:%Y-%m}", antwort=f"abschluss-{answer}"), 303)


@sample.get(f"{PATH}/<monat>/bericht.json")
def take_report(monat: str) -> Response:
    """The signed report as the file that is checked."""
    month = _month(monat)
    return _file(month, _report(month).text, "json")


@sample.get(f"{PATH}/<monat>/bericht.pdf")
def print_report(monat: str) -> Response:
    """The signed report as a document to be read."""
    month = _month(monat)
    return _file(month, write_report(_report(month), month, texts()), "pdf")


def _report(month: date) -> ReportFile:
    return _samples().report(_seat(), month, now()) or abort(404)


def _file(month: date, content: str | bytes, ending: str) -> Response:
    answer = make_response(content)
    answer.mimetype = f"application/{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="stichprobe-{month:%Y-%m}.{ending}"'
    return answer


def name_month(month: date) -> str:
    """`Oktober 2026`."""
    return f"{texts().say(f'month-name-{month.month}')} {month.year}"


def _seat() -> Seated:
    """Who acts, and the key of their session: the database asks for it."""
    return Seated(principal(), session_key())


def _samples() -> Samples:
    found = desk().samples
    return found if found is not None else abort(404)


def _month(text: str) -> date:
    return read_month(text) or abort(404)


def _entry(text: str) -> EntryId:
    try:
        return EntryId(str(UUID(text)))
    except ValueError:
        abort(404)


def _find(month: date) -> Sample | None:
    """A sample of which everything is judged: nothing of the log is opened for it."""
    return next((one for one in _samples().board(_seat(), now()).samples if one.month == month), None)


def _answer() -> str:
    """What a page is told to say, if it is one of its sentences."""
    text = f"sample-answer-{request.args.get('antwort', '')}"
    return texts().say(text) if text != "sample-answer-" and texts().knows(text) else ""


def _current(board: SampleBoard) -> tuple[str, str, bool] | None:
    month = board.current
    return (f"{month:%Y-%m}", name_month(month), month in board.committed) if month else None


def _summary(one: Sample) -> dict[str, object]:
    say = texts().say
    counts = {part: (done(one.of(part)), len(one.of(part))) for part in Part}
    return {
        "month": f"{one.month:%Y-%m}",
        "name": name_month(one.month),
        "done": say("sample-progress", done=counts[Part.DRAWN][0], all=counts[Part.DRAWN][1]),
        "share": counts[Part.DRAWN],
        "also": [say(f"sample-progress-{part}", done=counts[part][0], all=counts[part][1]) for part in ALSO],
        "is_open": bool(one.open),
        "is_signed": one.is_signed,
        "drawn_at": texts().moment(one.drawn_at),
        "claimed": one.origin is Origin.TAKEN_OVER,
    }


def _rows(one: Sample, part: Part) -> list[Row]:
    return [_row(one, number, entry) for number, entry in enumerate(one.of(part), start=1)]


def _row(one: Sample, number: int, entry: SampleEntry) -> Row:
    said = texts().say("sample-open")
    if entry.judgement is not None and entry.at is not None:
        text = "sample-said-claimed" if entry.claimed else "sample-said"
        said = texts().say(
            text, what=texts().say(f"sample-judgement-{entry.judgement}"), moment=texts().moment(entry.at)
        )
    place = url_for("sample.show_sample", monat=f"{one.month:%Y-%m}", eintrag=entry.entry)
    return Row(number, place, said, entry.judgement is None)


def _number(found: SampleLook | None) -> int:
    return found.sample.of(found.entry.part).index(found.entry) + 1 if found else 0
