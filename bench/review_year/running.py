"""One year from beginning to end: made, planted, evaluated for both controllers, measured."""

import resource
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from time import process_time

from bench.review_year.days import LAST, at
from bench.review_year.feeding import CONTROLLERS, context_of, entries_of
from bench.review_year.measuring import Measured, measure, missed
from bench.review_year.office import ordinary_year
from bench.review_year.planting import Form, plant
from bench.review_year.world import World
from hub.review.watch.evaluating import Evaluation, evaluate
from hub.review.watch.rules import Rule, load_rules
from hub.terms.hits import Hit
from hub.terms.lists import Agency
from hub.terms.logged import Deed, Logged

HOME = Path(__file__).parents[2]
CLOSE_OF_YEAR = at(LAST, 1439)
ABOUT_A_FAMILY = frozenset({Deed.VIEW, Deed.EXPORT, Deed.EMERGENCY, Deed.DISPLAY})


@dataclass(frozen=True)
class Size:
    """Which year, and how large."""

    seed: int
    staff: int = 300
    families: int = 2000
    looks: int = 500_000


@dataclass(frozen=True)
class Year:
    """What the office knows and what its log holds, in the order of time, before anything is planted."""

    world: World
    ordinary: Sequence[Logged]


@dataclass(frozen=True)
class Result:
    """What came of a year. `explained` is the share of the office's own permitted looks that need no question."""

    size: Size
    measured: Measured
    missed: tuple[str, ...]
    hits: tuple[Hit, ...]
    explained: float
    seconds: dict[str, float]
    megabytes: int

    def lines(self, *, name_missed: bool = False) -> Iterator[str]:
        """`name value unit`, one figure a line."""
        told = self.measured
        yield f"looks {told.looks} each"
        yield f"forms {len(told.times)} each"
        yield f"planted {sum(told.times.values())} times"
        yield f"found {100 * told.found_share:.1f} %"
        yield f"forms_found {100 * told.forms_found:.1f} %"
        yield f"false_alarms {told.false_per_thousand:.2f} per_1000_looks"
        yield f"hits {len(self.hits)} each"
        yield f"entries_of_the_largest_hit {max((len(one.entries) for one in self.hits), default=0)} each"
        yield f"explained {100 * self.explained:.1f} %"
        for name, seconds in self.seconds.items():
            yield f"{name} {seconds:.1f} s_processor"
        yield f"memory_peak {self.megabytes} MB"
        for name, times in sorted(told.times.items()):
            by = ",".join(f"{rule}:{count}" for rule, count in sorted(told.by_rule.get(name, {}).items()))
            yield f"found/{name} {told.found[name]}/{times} {by or '-'}"
        for rule, count in sorted(told.rules.items()):
            yield f"false/{rule} {told.false.get(rule, 0)}/{count} hits"
        if name_missed:
            yield from (f"missed/{name} 1 time" for name in self.missed)


def run_year(size: Size, forms: Sequence[Form], rules: Sequence[Rule] | None = None) -> Result:
    """The same for the same size, forms and rules, save for time and memory."""
    began = process_time()
    year = Year(*ordinary_year(size.seed, size.staff, size.families, size.looks))
    return evaluate_year(size, year, forms, rules, process_time() - began)


def evaluate_year(
    size: Size, year: Year, forms: Sequence[Form], rules: Sequence[Rule] | None = None, made: float = 0.0
) -> Result:
    """Plants the forms in a year, whose books grow by it, and evaluates; `made` are seconds that the year has cost."""
    began = process_time()
    planted = plant(year.world, forms)
    looks = sorted((*year.ordinary, *planted.looks), key=attrgetter("at", "entry"))
    rules = load_rules(HOME) if rules is None else rules
    sown = process_time()
    done = [_evaluate(year.world, controller, looks, rules) for controller in CONTROLLERS]
    hits = tuple(hit for one in done for hit in one.hits)
    return Result(
        size=size,
        measured=measure(forms, planted, len(looks), hits),
        missed=tuple(missed(forms, planted, hits)),
        hits=hits,
        explained=_explained(year.ordinary, done),
        seconds={"made_in": made + sown - began, "evaluated_in": process_time() - sown},
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def _evaluate(world: World, controller: Agency, looks: Sequence[Logged], rules: Sequence[Rule]) -> Evaluation:
    return evaluate(rules, entries_of(looks, controller), context_of(world, controller), CLOSE_OF_YEAR)


def _explained(ordinary: Sequence[Logged], done: Sequence[Evaluation]) -> float:
    """Of what the office saw of families, by its own review or the other's."""
    known = {entry for one in done for (entry, _), why in one.explained.items() if why.codes}
    seen = [one for one in ordinary if one.family and one.action in ABOUT_A_FAMILY and not one.is_refused]
    return sum(one.entry in known for one in seen) / max(1, len(seen))
