"""One turn of the review for one controller: written down, read, evaluated, kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from hub.gate.house import House
from hub.review.context.reading import read_context
from hub.review.context.store import Reading
from hub.review.watch.batch import Wanted, begin
from hub.review.watch.evaluating import Evaluation, evaluate_scene
from hub.review.watch.explaining import explain_all
from hub.review.watch.rules import Rule
from hub.review.watch.scene import UNEXPLAINED, Scene
from hub.review.watch.store import Run, Span, end_run, keep_explanations, keep_hits
from hub.review.watch.stretch import read_run
from hub.terms.clock import day_begins, legal_day
from hub.terms.lists import Agency
from hub.terms.logged import Logged

CONTROLLERS = (Agency.JOBCENTER, Agency.JUGENDAMT, Agency.PROVIDER)
"""Whose logs are evaluated, each by itself."""
KEPT = timedelta(days=186)
"""Longer than an access log lives."""
LOOK_BACK = timedelta(days=100)
"""Of a nightly turn: the longest window of a rule, a quarter of a year, lies within it."""
LAST_DAYS = timedelta(days=8)
"""Of what runs more often."""
AT_ONCE = 2000


@dataclass(frozen=True)
class Outcome:
    """What a turn came to. `logged` is here for whoever asked, and is kept nowhere."""

    run: Run
    logged: tuple[Logged, ...]
    evaluation: Evaluation


def take_turn(house: House, rules: Sequence[Rule], wanted: tuple[Agency, Span], at: datetime) -> Outcome:
    """Evaluate a stretch of one controller's log and keep what was found. Done twice, nothing is there twice.

    Explanations are kept before hits: whoever finds a hit finds what explains its entries, too.
    Raises LedgerUnavailable where it could not be written down: then nothing was read.
    """
    outcome = look(house, rules, wanted, at)
    rows = _explanations(outcome)
    while few := tuple(islice(rows, AT_ONCE)):
        keep_explanations(house.db, outcome.run, few)
    keep_hits(house.db, outcome.run, outcome.evaluation.hits)
    end_run(house.db, outcome.run, len(outcome.logged), outcome.evaluation.lacking)
    return outcome


def look(house: House, rules: Sequence[Rule], wanted: tuple[Agency, Span], at: datetime) -> Outcome:
    """The same, and nothing is kept but that it was done."""
    controller, span = wanted
    run = begin(house, Wanted(controller, span, tuple(rule.version for rule in rules)), at)
    context = read_context(house, Reading(run.id, controller), span.since, span.until)
    read = read_run(house, run)
    scene = Scene(read.logged, context, at, explain_all(read.logged, context), read.damaged)
    return Outcome(run, read.logged, evaluate_scene(rules, scene))


def often(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules about security: they are evaluated through the day."""
    return tuple(rule for rule in rules if rule.often)


def nightly_span(at: datetime, *, whole: bool = False) -> Span:
    """What a nightly turn reads: whole days, so that the next one sees the same; at the start all that is there."""
    since = legal_day(at) - (KEPT if whole else LOOK_BACK)
    return Span(day_begins(since), at)


def short_span(at: datetime) -> Span:
    """What a turn through the day reads."""
    return Span(day_begins(legal_day(at) - LAST_DAYS), at)


def _explanations(outcome: Outcome) -> Iterator[tuple[object, ...]]:
    """Of every entry about a family, and of what no person did: also that nothing explains it, or nothing any more."""
    known = outcome.evaluation.explained
    for one in outcome.logged:
        why = known.get((one.entry, one.part), UNEXPLAINED)
        if one.family is not None or why is not UNEXPLAINED:
            yield one.entry, one.part, one.at.isoformat(), sorted(why.codes), sorted(why.backdated)
