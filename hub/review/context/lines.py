"""Lines of the log with what was so around them, for the log, the sample and cases: in the numbers of the quarter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hub.gate.house import House
from hub.ledger.store import read_entries
from hub.review.context.aliases import Aliases, period_of, read_aliases
from hub.review.context.context import Context
from hub.review.context.reading import read_wanted
from hub.review.context.store import Reading, Wanted, load_proven
from hub.review.lines import read_line
from hub.terms.around import Around, ConsentState, ConsentThen, DutyState, Proof
from hub.terms.circumstances import ConsentTimes, Input, StandingIn
from hub.terms.clock import legal_day
from hub.terms.history import Action
from hub.terms.ids import EntryId
from hub.terms.lists import Purpose
from hub.terms.log import LogLine
from hub.terms.reasons import Reason

DAY = timedelta(days=1)
STAFF = "N-"
NOBODY = "N-00"
WORDS = frozenset({*Reason, "statute", "emergency"})
"""Bases that are no consent."""


def lines_with_context(house: House, reading: Reading, entries: Sequence[EntryId]) -> tuple[LogLine, ...]:
    """The lines of these entries in their order, each with what was so around it. Four statements, however many.

    What is not the controller's to read, is gone, or is none, is left out. `reading` names the committed entry that
    says that somebody reads: who asks for lines writes that down first. At most 200 entries.
    """
    if house.reader is None or not entries:
        return ()
    reader = house.reader
    opened = read_entries(house.db, reader, reading.entry, reading.controller.value, entries)
    lines = {one.id: read_line(one, house.policies.catalogue, reading.controller) for one in opened}
    return with_context(house, reading, tuple(lines[one] for one in entries if one in lines))


def with_context(house: House, reading: Reading, lines: tuple[LogLine, ...]) -> tuple[LogLine, ...]:
    """Lines as the log says them, in the numbers of their quarters and with what was so around. Three statements."""
    if not lines:
        return ()
    times = [line.at for line in lines]
    wanted = Wanted(
        since=min(times) - DAY,
        until=max(times) + DAY,
        who=tuple(sorted({line.pseudonym for line in lines})),
        families=tuple(sorted({str(line.family) for line in lines if line.family})),
    )
    context = read_wanted(house, reading, wanted)
    proven = load_proven(house.db, [line.entry for line in lines])
    around = _Around(context, read_aliases(house, reading, (period_of(at) for at in times)), proven)
    return tuple(around.line(line) for line in lines)


def with_proof(house: House, lines: tuple[LogLine, ...]) -> tuple[LogLine, ...]:
    """One's own lines with what proves them, and without a number: that is the officers'. One statement."""
    proven = load_proven(house.db, [line.entry for line in lines]) if lines else frozenset()
    return tuple(replace(line, pseudonym="", around=Around(period_of(line.at), _proof(line, proven))) for line in lines)


@dataclass(frozen=True)
class _Around:
    """What stands around lines."""

    context: Context
    aliases: Aliases
    proven: frozenset[EntryId]

    def line(self, line: LogLine) -> LogLine:
        """The line with it."""
        is_staff = line.pseudonym.startswith(STAFF) and line.pseudonym != NOBODY
        around = self._of_staff(line) if is_staff else Around(period_of(line.at), _proof(line, self.proven))
        return replace(line, pseudonym=self.aliases.at(line.at, line.pseudonym), around=around)

    def _of_staff(self, line: LogLine) -> Around:
        context, who, at, family = self.context, line.pseudonym, line.at, line.family or ""
        standing = context.deputy(who, family, at) if family else None
        return Around(
            period=period_of(at),
            proof=_proof(line, self.proven),
            duty=self._duty(line),
            shifts=context.duty_of_day(who, at),
            is_absent=context.absent(who, at),
            has_left=context.contract_ended(who, at),
            appointments=context.appointments(at, who, family or None),
            stands_in=(self._named(standing, at),) if standing else (),
            is_bound=bool(family),
            assigned=context.assigned(who, family, at) if family else None,
            consents=tuple(_consent_then(context, number, at) for number in _consents(line)),
            in_procedure=_is_about_danger(line) and context.procedure(family, at) is not None,
        )

    def _duty(self, line: LogLine) -> DutyState:
        if line.pseudonym not in self.context.own:
            return DutyState.NOT_OURS
        if self.context.duty_of_day(line.pseudonym, line.at):
            return DutyState.PLANNED
        knows = self.context.knows(Input.ROSTER, line.pseudonym, line.at)
        return DutyState.NONE if knows else DutyState.NOT_DELIVERED

    def _named(self, one: StandingIn, at: datetime) -> StandingIn:
        """With the numbers of the quarter of the line."""
        by = one.entered_by and self.aliases.at(at, one.entered_by)
        return replace(
            one, who=self.aliases.at(at, one.who), stands_in_for=self.aliases.at(at, one.stands_in_for), entered_by=by
        )


def _proof(line: LogLine, proven: frozenset[EntryId]) -> Proof:
    if line.taken_over_at is not None:
        return Proof.TAKEN_OVER
    return Proof.PROVEN if line.entry in proven else Proof.WAITING


def _consents(line: LogLine) -> Iterable[str]:
    """Bases that are consents by number: neither norms nor words."""
    return (one for one in line.basis if not one.startswith(("§", "Art.")) and one not in WORDS)


def _consent_then(context: Context, number: str, at: datetime) -> ConsentThen:
    """How it stood at the instant; a consent of a family that is not the controller's to know is unknown."""
    one = context.consent(number)
    if one is None:
        return ConsentThen(number, ConsentState.UNKNOWN)
    later = one.entered if one.entered is not None and one.entered > at else None
    state, on = _state(one, at)
    return ConsentThen(number, state, on, later)


def _state(one: ConsentTimes, at: datetime) -> tuple[ConsentState, datetime | None]:
    day = legal_day(at)
    if one.signed is None or one.refused or one.signed > at:
        return ConsentState.NOT_SIGNED, one.signed
    if one.withdrawn is not None and one.withdrawn <= at:
        return ConsentState.WITHDRAWN, one.withdrawn
    if day < one.since:
        return ConsentState.NOT_BEGUN, None
    return (ConsentState.OVER if one.until < day else ConsentState.RAN), None


def _is_about_danger(line: LogLine) -> bool:
    return line.purpose is Purpose.SGB8_CHILD_PROTECTION or line.action == Action.EMERGENCY_ACCESS
