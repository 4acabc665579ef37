"""The access log as the data protection officer reads it: one sentence a line, in pseudonyms (J10)."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, abort, render_template, request

from hub.terms.ids import EntryId
from hub.terms.lists import Effect
from hub.terms.log import LogLine, LogQuery
from hub.terms.reasons import Reason
from hub.web.here import desk, now, principal, texts
from hub.web.texts import Texts

log = Blueprint("log", __name__)


@dataclass(frozen=True)
class Sentence:
    """A line of the log, said."""

    moment: str
    text: str
    is_refusal: bool


@log.get("/datenschutz/protokoll")
def show_log() -> str:
    """The log, newest first. Reading it is written down in it."""
    page = desk().read_log(principal(), LogQuery(before=_before()), now())
    sentences = [write_sentence(line, texts()) for line in page.lines]
    return render_template("log.html", texts=texts(), sentences=sentences, next=page.next, before=_before())


def write_sentence(line: LogLine, texts: Texts) -> Sentence:
    """Nutzer N-07 (Jobcoach FAM, Pro Arbeit) las Kontakt von Person P-3, Familie …, Zweck …, Grundlage …."""
    named = len(line.persons) + len(line.categories)
    said = texts.say(_event(line, texts), who=_who(line, texts), what=_what(line, texts), event=line.event, named=named)
    details = [part for part in (_whose(line, texts), *_circumstances(line, texts)) if part]
    return Sentence(texts.moment(line.at), ", ".join([said, *details]) + ".", line.effect is Effect.DENY)


def _before() -> EntryId | None:
    typed = request.args.get("before")
    if typed is None:
        return None
    try:
        return EntryId(str(UUID(typed)))
    except ValueError:
        return abort(422)


def _event(line: LogLine, texts: Texts) -> str:
    """The text for this kind of act, and for its refusal where there is one."""
    event = "event-" + line.event.replace(".", "-")
    denied = event + "-denied"
    if line.effect is Effect.DENY and texts.knows(denied):
        return denied
    return event if texts.knows(event) else "event-other"


def _who(line: LogLine, texts: Texts) -> str:
    role, agency = texts.say(f"role-{line.role}"), texts.say(f"agency-{line.agency}")
    return texts.say("log-who", pseudonym=line.pseudonym, role=role, agency=agency)


def _what(line: LogLine, texts: Texts) -> str:
    categories = texts.names(tuple(texts.say(f"category-{category}") for category in line.categories))
    if not line.persons:
        return categories
    persons = texts.say("log-persons", count=len(line.persons), persons=texts.names(line.persons))
    return texts.say("log-of", categories=categories, persons=persons) if categories else persons


def _whose(line: LogLine, texts: Texts) -> str:
    return texts.say("log-family", number=line.family) if line.family else ""


def _circumstances(line: LogLine, texts: Texts) -> list[str]:
    purpose = texts.say("log-purpose", purpose=texts.say(f"purpose-{line.purpose}.noun")) if line.purpose else ""
    basis = texts.say("log-basis", basis=_basis(line, texts)) if line.basis else ""
    refused = line.effect is Effect.DENY and line.reason is not None
    reason = texts.say("log-reason", reason=texts.say(f"reason-{line.reason}")) if refused else ""
    return [purpose, basis, reason]


def _basis(line: LogLine, texts: Texts) -> str:
    return texts.names(tuple(_basis_part(part, texts) for part in line.basis))


def _basis_part(part: str, texts: Texts) -> str:
    """Norms stand as they are; the own task by its word; whatever else is named is a consent."""
    if part.startswith(("§", "Art.")):
        return part
    return texts.say("basis-own-task") if part == Reason.OWN_TASK else texts.say("basis-consent", consent=part)
