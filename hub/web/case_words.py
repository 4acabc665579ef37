"""Cards and cases in words: why shown, what speaks against it, where it stands, and what comes next."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from hub.terms.case_dues import Due, DueKind
from hub.terms.case_words import CaseKind, CaseState, NameState, Result, StepKind
from hub.terms.cases import Board, Case, CaseStep, RuleText, Tie
from hub.terms.hits import Hit
from hub.terms.lists import Role
from hub.web.texts import Texts


@dataclass(frozen=True, repr=False)
class Card:
    """One thing that a rule found."""

    id: str
    why: str
    when: str
    families: str
    explained: tuple[str, ...]
    later: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class RuleCards:
    """What one rule found, newest first, with what speaks against it; `last` is when the newest was."""

    name: str
    against: str
    basis: str
    last: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, repr=False)
class DueSaid:
    """A day with what is to be done by then; `case` or `hit` is where."""

    day: str
    what: str
    is_over: bool
    case: str | None
    hit: str | None


@dataclass(frozen=True, repr=False)
class Row:
    """A case in the list."""

    id: str
    number: str
    what: str
    state: str
    when: str
    until: str
    is_joint: bool


@dataclass(frozen=True, repr=False)
class CaseSaid:
    """A case in words; `next` are the steps that it offers, in the words of the form."""

    state: str
    facts: tuple[str, ...]
    explained: tuple[str, ...]
    ties: tuple[str, ...]
    steps: tuple[tuple[str, str, str], ...]
    until: str
    next: frozenset[str]


_BEFORE_RESULT = frozenset({CaseState.NEW, CaseState.EXPLAINED, CaseState.ASKED, CaseState.IN_REVIEW})


@dataclass(frozen=True, repr=False)
class CaseWriter:
    """Writes in one language. `rule` is what a rule says of itself."""

    texts: Texts
    rule: Callable[[str | None], RuleText | None]

    def cards(self, board: Board, due: Collection[str] = ()) -> Mapping[str, tuple[RuleCards, ...]]:
        """What has a day, what nothing explains, and what explains itself; each by rule, newest first."""
        found: dict[str, list[Hit]] = {"due": [], "bare": [], "explained": []}
        for hit in board.waiting:
            found["due" if hit.id in due else "explained" if hit.explained else "bare"].append(hit)
        return {kind: self._by_rule(hits) for kind, hits in found.items() if hits}

    def _by_rule(self, hits: list[Hit]) -> tuple[RuleCards, ...]:
        newest: dict[str, datetime] = {}
        for hit in hits:
            newest[hit.rule] = max(newest.get(hit.rule, hit.last), hit.last)
        order = sorted(hits, key=lambda hit: (newest[hit.rule], hit.rule, hit.last), reverse=True)
        return tuple(self._group(rule, tuple(few)) for rule, few in groupby(order, key=lambda hit: hit.rule))

    def _group(self, rule: str, hits: tuple[Hit, ...]) -> RuleCards:
        said = self.rule(rule)
        return RuleCards(
            name=said.title if said else rule,
            against=said.against if said else "",
            basis=self.texts.names(said.basis) if said else "",
            last=self.texts.moment(hits[0].last),
            cards=tuple(self._card(hit, said) for hit in hits),
        )

    def _card(self, hit: Hit, rule: RuleText | None) -> Card:
        return Card(
            id=hit.id,
            why=rule.said({"who": hit.who or "", **hit.facts}) if rule else self.texts.say("case-rule-gone"),
            when=self._span(hit.first, hit.last),
            families=self.texts.names(hit.families[:5]),
            explained=tuple(map(self._explanation, sorted(hit.explained))),
            later=tuple(map(self._explanation, sorted(hit.backdated))),
            missing=tuple(
                self.texts.say(f"case-missing-{one}") if self.texts.knows(f"case-missing-{one}") else one
                for one in hit.missing
            ),
        )

    def due(self, due: Due, today: date) -> DueSaid:
        """One day of the list of days."""
        rule = self.rule(due.rule)
        what = self.texts.say(f"due-{due.kind}", number=due.number or (rule.title if rule else ""))
        over = due.is_over(today) and due.kind is not DueKind.ANSWER
        day = self.texts.say("due-over" if over else "due-until", day=self.texts.day(due.day))
        return DueSaid(day, what, over, due.case, due.hit)

    def row(self, case: Case) -> Row:
        """One line of the list of cases."""
        return Row(
            id=case.id,
            number=case.number,
            what=self._what(case),
            state=self._state(case),
            when=self.texts.moment(case.opened),
            until=self._until(case),
            is_joint=case.is_joint,
        )

    def case(self, case: Case, ties: Iterable[Tie], today: date) -> CaseSaid:
        """All that its page says beside lines and forms."""
        return CaseSaid(
            state=self._state(case),
            facts=tuple(self._facts(case)),
            explained=tuple(map(self._explanation, sorted(case.explained))),
            ties=tuple(self._tie(one) for one in ties),
            steps=tuple(self._step(one) for one in case.steps),
            until=self._until(case),
            next=frozenset(_next(case, today)),
        )

    def usual(self, roles: Iterable[Role]) -> tuple[str, ...]:
        """What is usual for these roles, in words and never in figures (H8)."""
        known = (f"usual-role-{role}" for role in sorted(roles))
        return tuple(
            self.texts.say(one) if self.texts.knows(one) else self.texts.say("usual-role-other") for one in known
        )

    def _what(self, case: Case) -> str:
        said = self.rule(case.rule)
        return said.title if said else self.texts.say(f"case-kind-{case.kind}")

    def _state(self, case: Case) -> str:
        if case.state in (CaseState.CLOSED, CaseState.CONFIRMING) and case.result is not None:
            return self.texts.say(
                f"case-state-{case.state}.result", result=self.texts.say(f"case-result-{case.result}")
            )
        return self.texts.say(f"case-state-{case.state}")

    def _until(self, case: Case) -> str:
        """The clock that runs: of a breach, of a question, of an answer."""
        if case.notify_until is not None:
            return self.texts.say("case-notify-until", at=self.texts.moment(case.notify_until))
        if case.due is None or case.state not in (CaseState.ASKED, CaseState.NEW):
            return ""
        kind = "question" if case.kind is CaseKind.QUESTION else "asked"
        return self.texts.say(f"case-due-{kind}", day=self.texts.day(case.due))

    def _facts(self, case: Case) -> Iterator[str]:
        say = self.texts.say
        yield say("case-about", who=case.shown) if case.shown else say("case-about-several")
        if case.is_own:
            yield say("case-own")
        yield self._span(case.first, case.last)
        if case.families:
            yield say("case-families", numbers=self.texts.names(case.families[:20]))
        yield say("case-joint") if case.is_joint else say("case-alone")
        if case.told is not None:
            day = self.texts.day(case.told_on) if case.told_on else ""
            yield say(f"case-told-{case.told}", day=day)
            if case.told_reason is not None:
                yield say("case-told-why", why=say(f"case-reason-{case.told_reason}"))
            if case.is_telling_open:
                yield say("case-told-open")

    def _tie(self, tie: Tie) -> str:
        say, day = self.texts.say, self.texts.plain_day
        until = say("case-tie-until", day=day(tie.until)) if tie.until.year < 9999 else ""
        kind = "case-tie-deputy" if tie.stands_in_for else "case-tie-assigned"
        facts = {"who": tie.who, "family": tie.family, "since": day(tie.since), "other": tie.stands_in_for or ""}
        return say(kind, until=until, **facts)

    def _step(self, step: CaseStep) -> tuple[str, str, str]:
        who = f"{self.texts.say(f'role-{step.role}')}, {self.texts.say(f'agency-{step.agency}')}"
        reason = self.texts.say(f"case-reason-{step.reason}") if step.reason else ""
        said = self.texts.say(
            "case-step", at=self.texts.moment(step.at), who=who, what=self.texts.say(f"step-{step.kind}")
        )
        return said, reason, step.words

    def _span(self, first: datetime, last: datetime) -> str:
        since, until = self.texts.moment(first), self.texts.moment(last)
        return since if since == until else self.texts.say("case-span", since=since, until=until)

    def _explanation(self, code: str) -> str:
        return self.texts.say(f"explanation-{code}")


def _next(case: Case, today: date) -> Iterator[str]:
    """What the page offers; the database decides."""
    yield from _towards_result(case, today)
    if case.notify_until is not None and case.result is Result.INCIDENT:
        yield StepKind.NOTIFIED
    if case.kind is not CaseKind.QUESTION and case.families:
        yield StepKind.TOLD
    if not case.is_over and case.who and not case.is_own and case.name is not NameState.WAITING:
        yield StepKind.NAME_REVEALED if case.name is NameState.GRANTED else StepKind.NAME_REQUESTED


def _towards_result(case: Case, today: date) -> Iterator[str]:
    if case.state not in _BEFORE_RESULT:
        return
    if case.kind is CaseKind.QUESTION:
        yield StepKind.REPLIED
        return
    yield StepKind.CLOSED
    if case.state is not CaseState.ASKED and not case.is_own:
        yield from (StepKind.FOUND, StepKind.ASKED) if case.who else (StepKind.FOUND,)
    elif case.state is CaseState.ASKED and case.due is not None and case.due < today:
        yield StepKind.REVIEWED
