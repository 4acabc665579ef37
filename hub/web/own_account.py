"""„Wer hat was gesehen?“: the log as somebody of a family reads it, as a page and to be taken along (J12, F6)."""

import json
from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Response, abort, make_response, render_template, request, session, url_for

from hub.terms.account import Account, AccountLine
from hub.terms.case_news import OwnAnswers
from hub.terms.clock import legal_day
from hub.terms.log import Cursor, LogQuery, NotACursor, parse_cursor
from hub.web.account_words import AccountWriter
from hub.web.documents import make_pdf
from hub.web.here import desk, now, principal, texts
from hub.web.mine import EASY
from hub.web.speech import Speech, speech_for

own_account = Blueprint("own_account", __name__)

PATH = "/meine/zugriffe"
TEMPLATE = Path(__file__).with_name("account.typ")


@own_account.get(PATH)
def show_account() -> str:
    """A stretch of it, newest first; looking at it is written down too."""
    told = desk().own_account.read(principal(), _key(), LogQuery(before=_before()), now())
    speech = _speech(told)
    answers = desk().own_questions.answers(_key(), told.statement) if told.is_read else OwnAnswers()
    return render_template(
        "mine-account.html",
        texts=texts(),
        speech=speech,
        is_easy=bool(session.get(EASY)),
        months=AccountWriter(speech).months(told),
        answers=answers.by_entry(),
        news=[speech.say(f"news-{one.wording}", day=speech.day(one.day)) for one in answers.news],
        is_asked=request.args.get("gefragt") == "ja",
        older=url_for("own_account.show_account", vor=told.next) if told.next else "",
    )


@own_account.get(f"{PATH}.json")
def take_along() -> Response:
    """Everything, with each entry and its proof, so that it can be checked without us."""
    stretches = desk().own_account.read_all(principal(), _key(), now())
    proofs = {entry: proof for told in stretches for entry, proof in desk().own_account.proofs(told).items()}
    document = {
        "statement": stretches[0].statement,
        "family": stretches[0].family,
        "at": stretches[0].at.isoformat(),
        "withheld": texts().say("account-end"),
        "lines": [_line(line, proofs.get(line.entry)) for told in stretches for line in told.lines],
        "checkpoint": stretches[0].published[1] if stretches[0].published else None,
    }
    return _file(json.dumps(document, ensure_ascii=False, indent=1).encode(), "application/json", "json")


@own_account.get(f"{PATH}.pdf")
def print_account() -> Response:
    """Everything as a document, tagged (PDF/UA-1, PDF/A-2a)."""
    stretches = desk().own_account.read_all(principal(), _key(), now())
    return _file(_pdf(stretches, _speech(stretches[0])), "application/pdf", "pdf")


def _before() -> Cursor | None:
    given = request.args.get("vor", "")
    try:
        return parse_cursor(given) if given else None
    except NotACursor:
        abort(422)


def _key() -> str:
    return str(session.get("key", ""))


def _speech(told: Account) -> Speech:
    return speech_for(texts(), told.age, is_easy=bool(session.get(EASY)))


def _line(line: AccountLine, proof: bytes | None) -> dict[str, object]:
    return {
        "entry": line.entry,
        "at": line.at.isoformat(),
        "act": line.act,
        "function": line.role,
        "agency": line.agency,
        "categories": line.categories,
        "purpose": line.purpose,
        "present": line.present,
        "consents_of": [day.isoformat() for day in line.agreed_on],
        "norms": line.norms,
        "leaf": b64encode(line.leaf).decode(),
        "proof": proof.decode() if proof else None,
    }


def _file(content: bytes, kind: str, ending: str) -> Response:
    answer = make_response(content)
    answer.mimetype = kind
    answer.headers["Content-Disposition"] = f'attachment; filename="wer-hat-was-gesehen.{ending}"'
    return answer


def _pdf(stretches: Sequence[Account], speech: Speech) -> bytes:
    day = legal_day(stretches[0].at)
    months = AccountWriter(speech).months(*stretches)
    data = {
        "title": speech.say("account-title"),
        "number": stretches[0].family,
        "date": [day.year, day.month, day.day],
        "made": speech.say("account-made", day=speech.day(day)),
        "page": texts().say("talk-copy-page"),
        "text": speech.say("account-text"),
        "none": speech.say("account-none"),
        "end": speech.say("account-end"),
        "question": speech.say("account-question-text"),
        "months": [
            {
                "name": month.name,
                "lines": [[line.moment, line.text, line.purpose, line.basis, line.number] for line in month.lines],
            }
            for month in months
        ],
    }
    return make_pdf(TEMPLATE, data, stretches[0].at)
