"""„Anfragen zur Aufdeckung“: what waits for the staff council, or for a second officer; nothing else of a case (H8)."""

from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.case_words import CaseFault, StepKind
from hub.terms.cases import CaseId, KeyRequest
from hub.terms.ids import new_id
from hub.web.case_form import AWAY, read_stride
from hub.web.cases import session_key
from hub.web.here import desk, now, principal, texts

second_keys = Blueprint("second_keys", __name__)

PATH = "/anfragen"
TURNS = frozenset({StepKind.NAME_GRANTED, StepKind.NAME_REFUSED, StepKind.CONFIRMED, StepKind.SENT_BACK}) | {
    StepKind.TELLING_CONFIRMED,
    StepKind.TELLING_SENT_BACK,
}


@second_keys.get(PATH)
def show_requests() -> str:
    """What waits, the oldest first."""
    return _render()


@second_keys.post(f"{PATH}/<uuid:case>")
def turn_key(case: UUID) -> Response | tuple[str, int]:
    """A yes or a no, with its reason."""
    stride = read_stride(CaseId(str(case)), request.form)
    if stride.kind not in TURNS:
        abort(422)
    fault = desk().second_keys.turn(principal(), session_key(), stride, now())
    if fault is CaseFault.GONE:
        abort(404)
    if fault is not None:
        return _render(fault, stride.case), 409 if fault in AWAY else 422
    return redirect(url_for("second_keys.show_requests", getan=stride.kind), 303)


def _render(fault: CaseFault | None = None, of: CaseId | None = None) -> str:
    waiting = desk().second_keys.waiting(principal(), session_key(), now())
    return render_template(
        "second-keys.html",
        texts=texts(),
        requests=[(one, _why(one)) for one in waiting],
        fault=fault,
        of=of,
        typed=request.form,
        done=request.args.get("getan", ""),
        new_key=new_id,
    )


def _why(one: KeyRequest) -> tuple[str, ...]:
    """When, by which rule, on which ground."""
    rule = desk().cases.rule(one.rule)
    said = [texts().say("turnkey-asked-at", at=texts().moment(one.at))]
    if rule is not None:
        said.append(texts().say("turnkey-rule", rule=rule.title))
    if one.result is not None:
        said.append(texts().say("turnkey-result", result=texts().say(f"case-result-{one.result}")))
    if one.reason is not None:
        said.append(texts().say("turnkey-reason", reason=texts().say(f"case-reason-{one.reason}")))
    return tuple(said)
