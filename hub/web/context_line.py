"""What was so around a line of the log: `Dienst laut Plan 07:00-19:00 · vertritt N-08 seit 19.10.` (J10)."""

from collections.abc import Iterator
from datetime import date, datetime

from hub.terms.around import Around, ConsentState, ConsentThen, DutyState
from hub.terms.circumstances import Appointment, Assigned, Shift, StandingIn
from hub.terms.clock import BERLIN, legal_day
from hub.web.texts import Texts

BETWEEN = " · "
DUTY = {
    DutyState.NONE: "context-duty-none",
    DutyState.NOT_DELIVERED: "context-duty-not-delivered",
    DutyState.NOT_OURS: "context-duty-not-ours",
}
MOST = 3
"""Appointments of one day that are told."""


def write_context(around: Around, at: datetime, texts: Texts) -> str:
    """Duty, absence, appointments, standing in, responsibility, consents: as far as it is known, in this order."""
    if around.duty is DutyState.NOBODY:
        return ""
    parts = [
        *_presence(around, texts),
        *(_appointment(one, at, texts) for one in around.appointments[:MOST]),
        *(_deputy(one, at, texts) for one in around.stands_in),
        *_responsible(around, at, texts),
        *(_consent(one, texts) for one in around.consents),
        *([texts.say("context-procedure")] if around.in_procedure else []),
    ]
    return BETWEEN.join(parts)


def _presence(around: Around, texts: Texts) -> Iterator[str]:
    if around.has_left:
        yield texts.say("context-left")
    if around.is_absent:
        yield texts.say("context-absent")
    if around.duty is DutyState.PLANNED:
        yield from (_shift(one, texts) for one in around.shifts)
    elif not around.has_left and not around.is_absent:
        yield texts.say(DUTY[around.duty])


def _shift(one: Shift, texts: Texts) -> str:
    return texts.say("context-on-call" if one.on_call else "context-duty", times=_times(one.since, one.until))


def _appointment(one: Appointment, at: datetime, texts: Texts) -> str:
    kind, times = texts.say(f"appointment-{one.kind}"), _times(one.since, one.until)
    if one.entered is None or one.entered <= at:
        return texts.say("context-appointment", kind=kind, times=times)
    return texts.say("context-appointment-late", kind=kind, times=times, day=texts.plain_day(legal_day(one.entered)))


def _deputy(one: StandingIn, at: datetime, texts: Texts) -> str:
    name = "context-deputy-self" if one.self_declared else "context-deputy"
    said = texts.say(name, who=one.stands_in_for, day=_short(one.since))
    return _late(said, one.entered, at, texts)


def _responsible(around: Around, at: datetime, texts: Texts) -> Iterator[str]:
    if not around.is_bound:
        return
    if around.assigned is not None:
        yield _assigned(around.assigned, at, texts)
    elif not around.stands_in:
        yield texts.say("context-not-assigned")


def _assigned(one: Assigned, at: datetime, texts: Texts) -> str:
    return _late(texts.say("context-assigned", day=texts.plain_day(one.since)), one.entered, at, texts)


def _late(said: str, entered: datetime | None, at: datetime, texts: Texts) -> str:
    """What was written down only after the act says so."""
    if entered is None or entered <= at:
        return said
    return texts.say("context-late", what=said, day=texts.plain_day(legal_day(entered)))


def _consent(one: ConsentThen, texts: Texts) -> str:
    name = f"context-consent-{one.state}"
    if one.state is ConsentState.WITHDRAWN and one.on is not None:
        local = one.on.astimezone(BERLIN)
        return texts.say(name, number=one.number, moment=f"{_short(local.date())} {local:%H:%M}")
    said = texts.say(name, number=one.number)
    if one.entered_later is None:
        return said
    return texts.say("context-late", what=said, day=texts.plain_day(legal_day(one.entered_later)))


def _times(since: datetime, until: datetime) -> str:
    return f"{since.astimezone(BERLIN):%H:%M}-{until.astimezone(BERLIN):%H:%M}"


def _short(day: date) -> str:
    return f"{day:%d.%m.}"
