"""„Rückfragen“: what data protection officers ask somebody about their own entries. No rule, no reproach (J11)."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.case_words import CaseFault
from hub.terms.cases import CaseId, Notice
from hub.terms.ids import new_id
from hub.web.case_form import AWAY, read_stride
from hub.web.cases import session_key
from hub.web.here import desk, now, principal, texts

inquiries = Blueprint("inquiries", __name__)

PATH = "/rueckfragen"


@inquiries.get(PATH)
def show_inquiries() -> str:
    """Those that wait for an answer, the most urgent first."""
    return _render()


@inquiries.post(f"{PATH}/<uuid:case>")
def answer_inquiry(case: UUID) -> Response | tuple[str, int]:
    """Answer in one's own words, which only the officers read."""
    fault = desk().notices.answer(principal(), session_key(), read_stride(CaseId(str(case)), request.form), now())
    if fault is CaseFault.GONE:
        abort(404)
    if fault is not None:
        return _render(fault, CaseId(str(case))), 409 if fault in AWAY else 422
    return redirect(url_for("inquiries.show_inquiries", getan="ja"), 303)


def _render(fault: CaseFault | None = None, of: CaseId | None = None) -> str:
    return render_template(
        "inquiries.html",
        texts=texts(),
        notices=[(one, _about(one)) for one in desk().notices.read(principal(), session_key(), now())],
        fault=fault,
        of=of,
        typed=request.form,
        done=request.args.get("getan") == "ja",
        new_key=new_id,
    )


def _about(one: Notice) -> str:
    """When, and which families: as it stands in one's own list."""
    say, texts_ = texts().say, texts()
    since, until = texts_.moment(one.first), texts_.moment(one.last)
    when = since if since == until else say("case-span", since=since, until=until)
    named = say("inquiry-families", numbers=texts_.names(one.families[:20])) if one.families else ""
    return say("inquiry-about", when=when, families=named)
