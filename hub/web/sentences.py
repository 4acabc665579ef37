"""Lines of the log as people read them: one sentence a line, in pseudonyms (J10)."""

from dataclasses import dataclass, replace

from hub.terms.clock import legal_day
from hub.terms.lists import Effect
from hub.terms.log import LogLine
from hub.terms.marks import REASONS, Mark
from hub.terms.reasons import Reason
from hub.web.context_line import write_context
from hub.web.texts import Texts


@dataclass(frozen=True)
class Sentence:
    """A line of the log, said; with what was so around it and what proves it, where an officer reads it."""

    moment: str
    text: str
    is_refusal: bool
    context: str = ""
    proof: str = ""
    proof_id: str = ""
    entry: str = ""


def write_sentence(line: LogLine, texts: Texts) -> Sentence:
    """Nutzer N-07 (Jobcoach FAM, Pro Arbeit) las Kontakt von Person P-3, Familie …, Zweck …, Grundlage …."""
    named = len(line.persons) + len(line.categories)
    said = texts.say(_event(line, texts), who=_who(line, texts), what=_what(line, texts), event=line.event, named=named)
    details = [part for part in (_whose(line, texts), *_circumstances(line, texts), *_claim(line, texts)) if part]
    text = ", ".join([said, *details]) + "."
    sentence = Sentence(texts.moment(line.at), text, line.effect is Effect.DENY, entry=line.entry)
    if line.around is None:
        return sentence
    return replace(
        sentence,
        context=write_context(line.around, line.at, texts),
        proof=texts.say(f"proof-{line.around.proof}"),
        proof_id=line.around.proof.value,
    )


def name_event(event: str, texts: Texts) -> str:
    """What a kind of act is called in the choice of filters."""
    kind = "kind-" + _hyphened(event)
    return texts.say(kind) if texts.knows(kind) else event


def name_mark(mark: Mark, texts: Texts) -> str:
    """What the overview counts is called: `Notfallzugriff`, `abgelehnt: Einwilligung fehlt`."""
    if mark in REASONS:
        return texts.say("mark-refused-reason", reason=texts.say(f"reason-{REASONS[mark]}"))
    return texts.say(f"mark-{mark}")


def name_reason(mark: Mark, texts: Texts) -> str:
    """Where refusals alone are told: `Einwilligung fehlt`."""
    return texts.say(f"reason-{REASONS[mark]}") if mark in REASONS else texts.say("mark-no-reason")


def _hyphened(event: str) -> str:
    return event.replace(".", "-")


def _event(line: LogLine, texts: Texts) -> str:
    """The text for this kind of act, and for its refusal where there is one."""
    event = "event-" + _hyphened(line.event + (f".{line.action}" if line.action else ""))
    plain = "event-" + line.event.replace(".", "-")
    for known in (event + "-denied", plain + "-denied") if line.effect is Effect.DENY else ():
        if texts.knows(known):
            return known
    return next((known for known in (event, plain) if texts.knows(known)), "event-other")


def _who(line: LogLine, texts: Texts) -> str:
    role, agency = texts.say(f"role-{line.role}"), texts.say(f"agency-{line.agency}")
    if not line.pseudonym:  # one's own entry
        return texts.say("log-who-own", role=role, agency=agency)
    return texts.say("log-who", pseudonym=line.pseudonym, role=role, agency=agency)


def _what(line: LogLine, texts: Texts) -> str:
    categories = texts.names(tuple(texts.say(f"category-{category}") for category in line.categories))
    if not line.persons:
        return categories
    persons = texts.say("log-persons", count=len(line.persons), persons=texts.names(line.persons))
    return texts.say("log-of", categories=categories, persons=persons) if categories else persons


def _whose(line: LogLine, texts: Texts) -> str:
    if line.families:
        return texts.say("log-families", count=len(line.families), numbers=texts.names(line.families))
    return texts.say("log-family", number=line.family) if line.family else ""


def _circumstances(line: LogLine, texts: Texts) -> list[str]:
    purpose = texts.say("log-purpose", purpose=texts.say(f"purpose-{line.purpose}.noun")) if line.purpose else ""
    basis = texts.say("log-basis", basis=_basis(line, texts)) if line.basis else ""
    refused = line.effect is Effect.DENY and line.reason is not None
    reason = texts.say("log-reason", reason=texts.say(f"reason-{line.reason}")) if refused else ""
    return [purpose, basis, reason]


def _claim(line: LogLine, texts: Texts) -> list[str]:
    """That the hub did not see it itself, and since when it knows."""
    if line.taken_over_at is None:
        return []
    office = texts.say("log-office", office=line.office) if line.office else ""
    return [office, texts.say("log-taken-over", day=texts.plain_day(legal_day(line.taken_over_at)))]


def _basis(line: LogLine, texts: Texts) -> str:
    return texts.names(tuple(_basis_part(part, texts) for part in line.basis))


def _basis_part(part: str, texts: Texts) -> str:
    """Norms stand as they are; the own task by its word; whatever else is named is a consent."""
    if part.startswith(("§", "Art.")):
        return part
    if part == Reason.OWN_TASK:
        return texts.say("basis-own-task")
    known = f"basis-word-{part}"
    return texts.say(known) if texts.knows(known) else texts.say("basis-consent", consent=part)
