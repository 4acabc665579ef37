"""Working on cases, for the officers' process: the list, one case, its steps, and a name once it may be learned."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial

from hub.db.errors import NotThere, NotYours, ThereAlready
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.review.cases.embargo import tell_one_later
from hub.review.cases.entries import Deed, entry_of, may_take
from hub.review.cases.holidays import Calendar
from hub.review.cases.lines import Looker
from hub.review.cases.names import decide_name
from hub.review.cases.reminding.dues import Days
from hub.review.cases.reminding.store import has_reminder
from hub.review.cases.sealing import unseal
from hub.review.cases.stepping import Along, step
from hub.review.cases.store import open_case, read_cases, read_ties, reveal_name
from hub.review.context.aliases import Aliases, period_of, read_aliases
from hub.review.context.store import Reading
from hub.review.log import write_down
from hub.review.watch.store import HitQuery, read_hits
from hub.terms.case_dues import Due
from hub.terms.case_words import CaseFault, StepKind, TellFamily
from hub.terms.cases import (
    TIME_TO_ANSWER_STAFF,
    Board,
    Case,
    CaseId,
    Concerned,
    EmbargoWish,
    Opening,
    Revealed,
    RuleText,
    Stride,
    Tie,
)
from hub.terms.clock import legal_day
from hub.terms.hits import Consequence
from hub.terms.ids import new_id
from hub.terms.lists import Effect, Purpose
from hub.terms.log import MOST_LINES, LogLine, LogQuery
from hub.terms.principals import Principal

MOST_CARDS = 200
FOR_A_SECOND_KEY = frozenset({StepKind.NAME_REQUESTED, StepKind.FOUND, StepKind.CLOSED})
"""Steps that somebody else may have to say yes to, by number and reason alone."""


@dataclass(frozen=True, repr=False)
class Cases:
    """The cases of whoever is signed in as an officer, for their controller."""

    house: House
    calendar: Calendar
    rules: Mapping[str, RuleText] = field(default_factory=dict)

    def rule(self, rule: str | None) -> RuleText | None:
        """What a rule says of itself; None where its file is gone."""
        return self.rules.get(rule or "")

    def board(self, principal: Principal, session: str, at: datetime) -> Board:
        """What was found and what is made of it; nothing for whom no rule lets read, and that is written down."""
        return _board(self.house, principal, session, at)

    def dues(self, board: Board) -> tuple[Due, ...]:
        """The days of what waits and of the cases, the nearest first."""
        return Days(self.calendar, self.rules).all(board.cases, board.waiting)

    def is_reminded(self, session: str) -> bool:
        """Whether the clerk brought a day to mind that is still open; not which."""
        return has_reminder(self.house.db, session)

    def open(self, principal: Principal, session: str, opening: Opening, at: datetime) -> CaseId | CaseFault:
        """Begin a case: from a hit, from a verdict of the sample or from a line. What has one keeps it."""
        return open_one(self.house, principal, session, opening, at)

    def read(
        self, principal: Principal, session: str, case: CaseId, at: datetime
    ) -> tuple[Case, tuple[Tie, ...]] | None:
        """One case with its steps, and whose families they were; None if it is not there or not this controller's."""
        return _read(self.house, principal, session, case, at)

    def lines(self, principal: Principal, case: Case, view: str, at: datetime) -> tuple[LogLine, ...]:
        """The entries of the case; or what the account did around it (`konto`), or the family's week (`familie`)."""
        looker = Looker(self.house, principal, at)
        ways = {"konto": looker.account_of, "familie": looker.families_of}
        return ways.get(view, looker.lines_of)(case)

    def take(self, principal: Principal, session: str, stride: Stride, at: datetime) -> CaseFault | None:
        """One step; or why it was not taken."""
        due: date | None = None
        concerned: tuple[Concerned, ...] = ()
        if stride.kind is StepKind.ASKED:
            due = self.calendar.working_days_after(legal_day(at), TIME_TO_ANSWER_STAFF)
        if stride.kind is StepKind.TOLD and stride.told is TellFamily.YES:
            found = self.read(principal, session, stride.case, at)
            if found is None:
                return CaseFault.GONE
            if not found[0].can_tell(stride.wording):
                return CaseFault.ORDER
            concerned = Looker(self.house, principal, at).concerned_by(found[0])
        if stride.kind in FOR_A_SECOND_KEY:
            stride = replace(stride, shown=self._number(principal, session, stride.case, at))
        done = step(self.house, (principal, session), stride, at, Along(due, concerned))
        return done if isinstance(done, CaseFault) and done is not CaseFault.SENT else None

    def _number(self, principal: Principal, session: str, case: CaseId, at: datetime) -> str | None:
        """What pages call whoever a case is about. The second key sees it, so no form says it."""
        found = self.read(principal, session, case, at)
        return found[0].shown if found is not None else None

    def reveal(self, principal: Principal, session: str, stride: Stride, at: datetime) -> Revealed | CaseFault:
        """The name behind the pseudonym of a case, for this one showing, which is written down before it."""
        return reveal_one(self.house, (principal, session), stride, at)

    def tell_later(self, principal: Principal, session: str, wish: EmbargoWish, at: datetime) -> CaseFault | None:
        """Give an end to what is told later by law: a procedure is over."""
        return tell_one_later(self.house, (principal, session), wish, at)


@by_rules_in_force
def _board(house: House, principal: Principal, session: str, at: datetime) -> Board:
    ticket = write_down(house, principal, LogQuery(limit=MOST_LINES), at)
    if ticket is None:
        return Board()
    hits, more = read_hits(house.db, ticket, principal.agency, HitQuery(limit=MOST_CARDS))
    cases = read_cases(house.db, ticket.entry, session, None, partial(unseal, house))
    times = [*(hit.last for hit in hits), *(case.last for case in cases)]
    names = read_aliases(house, Reading(ticket.entry, principal.agency), {*map(period_of, times)})
    return Board(
        tuple(
            replace(hit, who=hit.who and names.at(hit.last, hit.who))
            for hit in hits
            if hit.consequence is not Consequence.SAMPLE
        ),
        tuple(_shown(case, names) for case in cases),
        has_more=more,
    )


def _shown(case: Case, names: Aliases) -> Case:
    """With the number that pages call whoever it is about, in the quarter that it is about."""
    return replace(case, shown=case.who and names.at(case.last, case.who))


@by_rules_in_force
def open_one(house: House, principal: Principal, session: str, opening: Opening, at: datetime) -> CaseId | CaseFault:
    """Begin a case, in one transaction with its entry; a hit that has one keeps it, and an attempt is written down."""
    deed, case = may_take(house, principal, StepKind.OPENED, at), CaseId(new_id())
    words = {
        "case": case,
        "key": new_id(),
        "kind": opening.kind,
        "hit": opening.hit,
        "entries": opening.entries,
    }
    told = {name: word for name, word in words.items() if word and name != "key"}
    entry = entry_of(house, deed, Event.CASE_OPENED, told)
    try:
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            if deed.effect is not Effect.DENY:
                open_case(tx, entry.id, session, {name: word for name, word in words.items() if word})
    except ThereAlready:
        return _that_there_is(house, principal, session, opening, at)
    except (NotThere, NotYours):
        denied = replace(deed, effect=Effect.DENY)
        with house.db.begin() as tx:
            append(tx, house.writer, entry_of(house, denied, Event.CASE_OPENED, told))
        return CaseFault.GONE
    return CaseFault.REFUSED if deed.effect is Effect.DENY else case


def _that_there_is(
    house: House, principal: Principal, session: str, opening: Opening, at: datetime
) -> CaseId | CaseFault:
    """The case that a hit, or these lines, have already."""
    for one in _board(house, principal, session, at).cases:
        if opening.hit is not None and one.hit == opening.hit:
            return one.id
        if opening.hit is None and not one.is_over and {*one.entries} == {*opening.entries}:
            return one.id
    return CaseFault.MEANWHILE


@by_rules_in_force
def _read(
    house: House, principal: Principal, session: str, case: CaseId, at: datetime
) -> tuple[Case, tuple[Tie, ...]] | None:
    ticket = write_down(house, principal, LogQuery(limit=1), at)
    if ticket is None:
        return None
    found = read_cases(house.db, ticket.entry, session, case, partial(unseal, house))
    if not found:
        return None
    ties = read_ties(house.db, ticket.entry, session, case)
    names = read_aliases(house, Reading(ticket.entry, principal.agency), {period_of(found[0].last)})
    return _shown(found[0], names), tuple(_tied(one, found[0].last, names) for one in ties)


def _tied(tie: Tie, at: datetime, names: Aliases) -> Tie:
    other = tie.stands_in_for and names.at(at, tie.stands_in_for)
    return replace(tie, who=names.at(at, tie.who), stands_in_for=other)


@by_rules_in_force
def reveal_one(house: House, who: tuple[Principal, str], stride: Stride, at: datetime) -> Revealed | CaseFault:
    """The name, if the rules and both keys let it be learned; the entry of the showing is committed before it."""
    principal, session = who
    found = _read(house, principal, session, stride.case, at)
    if found is None:
        return CaseFault.GONE
    decision = decide_name(house, principal, found[0], at)
    if decision.effect is Effect.DENY:
        denied = Deed(principal, at, Effect.DENY, decision.reason, Purpose.DPO_CONTROL)
        with house.db.begin() as tx:
            append(tx, house.writer, entry_of(house, denied, Event.NAME_REVEALED, {"case": stride.case}))
        return CaseFault.REFUSED
    done = step(house, who, stride, at)
    if isinstance(done, CaseFault):
        return done
    return reveal_name(house.db, done, session, stride.case)
