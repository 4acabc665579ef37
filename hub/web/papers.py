"""The papers of accountability as pages, and as files to be taken along (H1, H2, A5)."""

from flask import Blueprint, Response, abort, make_response, render_template

from hub.terms.review_papers import PaperKind, ReviewPaper
from hub.web.here import desk, now, principal, texts
from hub.web.paper_files import paper_data, paper_pdf

papers = Blueprint("papers", __name__)
PATH = "/datenschutz/nachweise"


@papers.get(PATH)
def show_papers() -> str:
    """Which papers there are. Nothing is counted here."""
    return render_template("papers.html", texts=texts(), kinds=tuple(PaperKind))


@papers.get(f"{PATH}/<kind>")
def show_paper(kind: str) -> str:
    """One of them, to be read on the page."""
    return render_template("paper.html", texts=texts(), paper=_open(kind))


@papers.get(f"{PATH}/<kind>.pdf")
def print_paper(kind: str) -> Response:
    """One of them as an accessible document."""
    paper = _open(kind)
    return _file(paper, paper_pdf(paper, texts().say("papers-page"), paper.at or now()), "application/pdf", "pdf")


@papers.get(f"{PATH}/<kind>.json")
def take_paper(kind: str) -> Response:
    """One of them as data."""
    paper = _open(kind)
    return _file(paper, paper_data(paper), "application/json", "json")


def _open(kind: str) -> ReviewPaper:
    if kind not in tuple(PaperKind):
        abort(404)
    paper = desk().papers.open(principal(), PaperKind(kind), now())
    if paper is None:
        abort(404)
    return paper


def _file(paper: ReviewPaper, content: bytes, kind: str, ending: str) -> Response:
    answer = make_response(content)
    answer.mimetype = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="{paper.kind}-{paper.controller}.{ending}"'
    return answer
