"""Anomalies and cases, for data protection officers: sentences and pseudonyms, no case text and no count of anybody."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hub.terms.case_words import CaseFault, CaseKind
from hub.terms.cases import Case, CaseId, Opening, Tie
from hub.terms.clock import legal_day
from hub.terms.hits import HitId
from hub.terms.ids import EntryId, new_id
from hub.web.case_form import AWAY, is_unreadable, read_stride
from hub.web.case_words import CaseWriter
from hub.web.here import desk, now, principal, texts
from hub.web.sentences import write_sentence

cases = Blueprint("cases", __name__)

PATH = "/datenschutz/auffaelligkeiten"
MOST_DAYS = 50
"""Shown above the cards, the nearest first; each case says its own day as well."""
UNFOLDED = {"due": 99, "bare": 2, "explained": 1}
"""How many rules stand open of what has a day, of what nothing explains, and of what explains itself."""
VIEWS = ("vorgang", "konto", "familie")


@cases.get(PATH)
def show_cases() -> str:
    """What has a day, open cases, and the cards by rule, of which few are unfolded; looking is written down."""
    board = desk().cases.board(principal(), session_key(), now())
    dues = desk().cases.dues(board)
    return render_template(
        "cases.html",
        texts=texts(),
        dues=[_writer().due(one, legal_day(now())) for one in dues[:MOST_DAYS]],
        groups=_writer().cards(board, {due.hit for due in dues if due.hit}).items(),
        unfolded=UNFOLDED,
        is_whole=request.args.get("alle") == "ja",
        open_cases=[_writer().row(case) for case in board.cases if not case.is_over],
        closed_cases=[_writer().row(case) for case in board.cases if case.is_over],
        has_more=board.has_more,
        fault=_known(request.args.get("fehler", "")),
    )


@cases.post(PATH)
def open_case() -> Response:
    """Begin a case with a card; sent twice, both come to the same."""
    return _opened(Opening(CaseKind.HIT, HitId(str(_uuid(request.form.get("fund", ""))))))


@cases.route(f"{PATH}/neu", methods=["GET", "POST"])
def open_from_line() -> Response | str:
    """Begin a case with a line of the log, by hand."""
    entry = EntryId(str(_uuid(request.values.get("eintrag", ""))))
    if request.method == "POST":
        return _opened(Opening(CaseKind.LINE, entries=(entry,)))
    return render_template("case-new.html", texts=texts(), entry=entry)


@cases.get(f"{PATH}/<uuid:case>")
def show_case(case: UUID) -> str:
    """One case: what it is about, what was done, and what can be done next."""
    return _render(_found(case))


@cases.post(f"{PATH}/<uuid:case>")
def take_step(case: UUID) -> Response | tuple[str, int]:
    """Take a step. What is missing is said above the form, and what was typed stays."""
    stride = read_stride(CaseId(str(case)), request.form)
    unread = CaseFault.DAY if is_unreadable(request.form) else None
    fault = unread or desk().cases.take(principal(), session_key(), stride, now())
    if fault is CaseFault.GONE:
        abort(404)
    if fault is not None:
        return _render(_found(case), fault), 409 if fault in AWAY else 422
    return redirect(url_for("cases.show_case", case=case, getan=stride.kind), 303)


@cases.post(f"{PATH}/<uuid:case>/name")
def show_name(case: UUID) -> str | tuple[str, int]:
    """The name, once: the answer of a form, so that no address shows it again. Each showing is written down."""
    stride = read_stride(CaseId(str(case)), request.form)
    shown = desk().cases.reveal(principal(), session_key(), stride, now())
    if shown is CaseFault.GONE:
        abort(404)
    if isinstance(shown, CaseFault):
        return _render(_found(case), shown), 409
    return render_template("case-name.html", texts=texts(), case=case, shown=shown, at=texts().moment(now()))


def session_key() -> str:
    """The key of the session: the database asks for it, whatever the process claims."""
    return str(session.get("key", ""))


def _opened(opening: Opening) -> Response:
    made = desk().cases.open(principal(), session_key(), opening, now())
    if isinstance(made, CaseFault):
        return redirect(url_for("cases.show_cases", fehler=made.value), 303)
    return redirect(url_for("cases.show_case", case=made), 303)


def _found(case: UUID) -> tuple[Case, tuple[Tie, ...]]:
    found = desk().cases.read(principal(), session_key(), CaseId(str(case)), now())
    if found is None:
        abort(404)
    return found


def _render(found: tuple[Case, tuple[Tie, ...]], fault: CaseFault | None = None) -> str:
    case, ties = found
    view = request.args.get("blick", "")
    view = view if view in VIEWS else VIEWS[0]
    lines = desk().cases.lines(principal(), case, view, now())
    shown = _writer().case(case, ties, legal_day(now()))
    return render_template(
        "case.html",
        texts=texts(),
        case=case,
        said=shown,
        view=view,
        views=VIEWS,
        sentences=[write_sentence(line, texts()) for line in lines],
        usual=_writer().usual({line.role for line in lines} if view == "konto" else set()),
        rule=desk().cases.rule(case.rule),
        fault=fault,
        typed=request.form,
        done=request.args.get("getan", ""),
        key=new_id(),
    )


def _writer() -> CaseWriter:
    return CaseWriter(texts(), desk().cases.rule)


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        abort(422)


def _known(word: str) -> CaseFault | None:
    return next((fault for fault in CaseFault if fault.value == word), None)
