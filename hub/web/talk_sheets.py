"""Sheets of paper: the scan comes in, and a second look says whether it holds what was answered (J2)."""

from dataclasses import replace
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.talk_faults import SignFault
from hub.terms.talks import TalkOutcome, TalkState, TalkWay, Whereabouts
from hub.web.days import read_day
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.talk_form import read_answers
from hub.web.talk_words import TalkWriter
from hub.web.talks import ONE, Found, find

talk_sheets = Blueprint("talk_sheets", __name__)

Page = Response | str | tuple[str, int]
MOST = 10 * 1024 * 1024
"""Bytes of a scan."""


@talk_sheets.route(f"{ONE}/scan", methods=["GET", "POST"])
def bring_scan(number: str, talk: UUID) -> Page:
    """The scan of a signed sheet. It stays open until somebody looked at it."""
    found = _find(number, talk)
    if not isinstance(found[0], Whereabouts):
        return found
    where = found[0]
    faults: tuple[str, ...] = ()
    if request.method == "POST":
        outcome = desk().talks.bring(principal(), where, _scan(), now())
        if outcome is None:
            abort(404)
        if not outcome.faults:
            return redirect(_check(where), 303)
        faults = outcome.faults
    page = render_template("talk-scan.html", texts=texts(), where=where, kept=found[1], faults=faults)
    return page, 422 if faults else 200


def _scan() -> bytes:
    """What was sent; nothing where it is more than there is room for: half a sheet is none."""
    sent = request.files.get("scan")
    scan = sent.read(MOST + 1) if sent else b""
    return scan if len(scan) <= MOST else b""


@talk_sheets.get(f"{ONE}/scan.pdf")
def show_scan(number: str, talk: UUID) -> Page:
    """The scan itself, as it came; a browser runs nothing of it."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    found = desk().talks.scan(principal(), Whereabouts(FamilyNumber(number), purpose, str(talk)), now())
    if found is None:
        abort(404)
    sheet, scan = found
    headers = {"Content-Disposition": f'attachment; filename="{sheet}-scan.pdf"'}
    return Response(scan, content_type="application/pdf", headers=headers)


@talk_sheets.route(f"{ONE}/pruefen", methods=["GET", "POST"])
def look_again(number: str, talk: UUID) -> Page:
    """The second look: the answers are read from the sheet once more, without those that were noted before."""
    found = _find(number, talk)
    if not isinstance(found[0], Whereabouts):
        return found
    where, kept, form = found
    if kept.state is TalkState.SHEET:
        return redirect(url_for("talk_sheets.bring_scan", number=number, talk=talk, zweck=where.purpose.value), 303)
    outcome = _looked(found) if request.method == "POST" else TalkOutcome()
    if outcome is None:
        abort(404)
    if outcome.number:
        return redirect(url_for("talks.show_done", number=number, talk=talk, zweck=where.purpose.value), 303)
    page = render_template(
        "talk-check.html",
        texts=texts(),
        where=where,
        kept=kept,
        cards=TalkWriter(kept.talk, form, texts()).cards(),
        form=request.form,
        faults=outcome.faults,
    )
    return page, 422 if outcome.faults else 200


def _looked(found: Found) -> TalkOutcome | None:
    where, kept, _ = found
    before = kept.talk.signed
    assert before is not None
    answers = read_answers(request.form, len(kept.talk.questions))
    day = read_day(request.form.get("tag", ""))
    if request.form.get("unterschrieben") != "ja":
        return TalkOutcome(faults=(SignFault.SIGNATURE.value,))
    looked = replace(before, way=TalkWay.PAPER, answers=answers, day=day, at=None)
    return desk().talks.sign(principal(), where, looked, now()) if day else TalkOutcome(faults=(SignFault.DAY.value,))


def _find(number: str, talk: UUID) -> Found | tuple[str, int]:
    found = find(number, talk)
    if isinstance(found[0], Whereabouts) and found[1].state not in (TalkState.SHEET, TalkState.SCANNED):
        abort(404)
    return found


def _check(where: Whereabouts) -> str:
    return url_for("talk_sheets.look_again", number=where.number, talk=where.talk, zweck=where.purpose.value)
