"""What was found of what was planted, and how often the rules called where nothing was."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bench.review_year.planting import Form, Planted
from hub.terms.hits import Consequence, Hit

THIN = 0.1
"""A hit in which less of the entries was planted points nowhere: it finds nothing, and counts as a false alarm."""


@dataclass(frozen=True)
class Measured:
    """`found` says of each form how many of its times were found; `rules` how many hits each rule had, and false ones.

    A time is found when a hit that opens a case has one of its looks, and at least a tenth of the hit was planted.
    """

    looks: int
    found: Mapping[str, int]
    times: Mapping[str, int]
    by_rule: Mapping[str, Mapping[str, int]]
    rules: Mapping[str, int] = field(default_factory=dict)
    false: Mapping[str, int] = field(default_factory=dict)

    @property
    def found_share(self) -> float:
        """Of all times of all forms."""
        return sum(self.found.values()) / max(1, sum(self.times.values()))

    @property
    def forms_found(self) -> float:
        """Share of forms of which at least half of the times were found."""
        return sum(2 * self.found[name] >= times for name, times in self.times.items()) / max(1, len(self.times))

    @property
    def false_per_thousand(self) -> float:
        """Hits without anything planted, for each thousand looks."""
        return 1000 * sum(self.false.values()) / max(1, self.looks)


def measure(forms: Iterable[Form], planted: Planted, looks: int, hits: Iterable[Hit]) -> Measured:
    """Compare what the rules called with what was planted. What only adds to a sum is no hit."""
    called = [one for one in hits if one.consequence is not Consequence.SCORE]
    found: dict[str, set[str]] = defaultdict(set)
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    rules, false = Counter(str(one.rule) for one in called), Counter[str]()
    for hit in called:
        names = set(_named(hit, planted))
        false[str(hit.rule)] += not names
        for name in names:
            found[name.split("#")[0]].add(name)
            by_rule[name.split("#")[0]][hit.rule] += 1
    times = {one.name: one.times for one in forms}
    return Measured(looks, {name: len(found[name]) for name in times}, times, by_rule, rules, +false)


def missed(forms: Iterable[Form], planted: Planted, hits: Iterable[Hit]) -> Iterator[str]:
    """The times that no rule called, by their label."""
    seen = {name for hit in hits if hit.consequence is not Consequence.SCORE for name in _named(hit, planted)}
    for one in forms:
        yield from (f"{one.name}#{time}" for time in range(1, one.times + 1) if f"{one.name}#{time}" not in seen)


def _named(hit: Hit, planted: Planted) -> Iterator[str]:
    """Which plants a hit points at; none where it is too thin. The same person at the same family points too."""
    named = [planted.labels[entry] for entry in hit.entries if entry in planted.labels]
    pointing = len(named)
    if len(hit.families) == 1 and hit.who is not None and named:
        pointing = len(hit.entries)
    if pointing >= THIN * len(hit.entries):
        yield from named
