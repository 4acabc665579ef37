"""Trying a rule on the last 90 days before it goes live, and what rules were worth so far."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hub.gate.house import House
from hub.review.watch.rules import Rule
from hub.review.watch.store import Span, end_run, load_precision
from hub.review.watch.turn import look
from hub.terms.clock import day_begins, legal_day
from hub.terms.hits import Consequence, RuleId
from hub.terms.lists import Agency

DAYS = timedelta(days=90)
ENOUGH = 200
"""Closed cases after which a rule is judged."""
LEAST = 5
"""Percent of them that must have been more than nothing."""


@dataclass(frozen=True)
class Worth:
    """Closed cases on a rule's hits, of one controller, and in how many of them there was something in it."""

    rule: RuleId
    decided: int
    confirmed: int

    @property
    def should_retire(self) -> bool:
        """Whether it is right so seldom that it keeps people from their work (after 200 cases, below 5 %)."""
        return self.decided >= ENOUGH and self.confirmed * 100 < LEAST * self.decided


@dataclass(frozen=True)
class Trial:
    """What a rule would have found in 90 days of one controller's log. Nothing of it is kept, nobody is named."""

    rule: RuleId
    controller: Agency
    looks: int
    hits: int
    explained: int
    missing: tuple[str, ...]
    worth: Worth


def try_rule(house: House, chosen: Rule, controller: Agency, at: datetime) -> Trial:
    """Run one rule, whether or not it is on, as if it made cases. Written down as an evaluation like any other."""
    tried = replace(chosen, on=True, since=min(chosen.since, legal_day(at)), until=None, score=0)
    if chosen.consequence is Consequence.SCORE:
        tried = replace(tried, consequence=Consequence.SAMPLE)
    outcome = look(house, [tried], (controller, Span(day_begins(legal_day(at) - DAYS), at)), at)
    end_run(house.db, outcome.run, len(outcome.logged), outcome.evaluation.lacking)
    hits = outcome.evaluation.hits
    worth = next((one for one in load_worth(house, controller) if one.rule == chosen.id), Worth(chosen.id, 0, 0))
    return Trial(
        rule=chosen.id,
        controller=controller,
        looks=len(outcome.logged),
        hits=len(hits),
        explained=sum(bool(hit.explained) for hit in hits),
        missing=tuple(sorted(outcome.evaluation.lacking)),
        worth=worth,
    )


def load_worth(house: House, controller: Agency) -> tuple[Worth, ...]:
    """What each rule was worth so far, from closed cases. One statement; counts of cases, never of people."""
    return tuple(Worth(RuleId(rule), *counts) for rule, *counts in load_precision(house.db, controller))
