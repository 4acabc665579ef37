"""All rules over one stretch of one controller's log. Pure: the same entries and the same facts make the same hits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from uuid import UUID, uuid5

from hub.review.context.context import Context
from hub.review.watch.detectors.closed import DETECTORS
from hub.review.watch.explaining import NOBODY, explain_all
from hub.review.watch.rules import Rule, SmallSigns
from hub.review.watch.scene import Explained, Finding, Scene
from hub.terms.clock import legal_day
from hub.terms.hits import SMALL_SIGNS, Consequence, Hit, HitId
from hub.terms.logged import Explanation, Logged

SEEN_IN = 8
"""Times as many entries as a sum has."""
FAINT = 1
"""Points of a sign that says something beside others only."""
SPACE = UUID("b6a4f0d2-3c55-5d0e-8a11-7c0f2c5a9e70")
"""What hits are named in: the same rule, the same person, the same first entry is the same hit."""


@dataclass(frozen=True)
class Evaluation:
    """What came out: hits to be looked at, what explains which entry, and which inputs were missing for which rules."""

    hits: tuple[Hit, ...]
    explained: Mapping[tuple[str, int], Explained]
    lacking: frozenset[str]


@dataclass(frozen=True)
class Point:
    """One small sign: of which rule, at which entry, how much it weighs."""

    rule: Rule
    one: Logged


def evaluate(rules: Iterable[Rule], logged: Iterable[Logged], context: Context, at: datetime) -> Evaluation:
    """Every rule that holds on the day of `at`, over entries of one controller in the order of their times."""
    rows = sorted(logged, key=_in_order)
    return evaluate_scene(rules, Scene(rows, context, at, explain_all(rows, context)))


def evaluate_scene(rules: Iterable[Rule], scene: Scene) -> Evaluation:
    """The same, of a scene that is there."""
    holding = [rule for rule in rules if rule.holds_on(legal_day(scene.until))]
    hits: list[Hit] = []
    points: list[Point] = []
    for rule in holding:
        if rule.id == SMALL_SIGNS:
            continue
        for finding in find(rule, scene):
            if rule.consequence is Consequence.SCORE:
                points += [Point(rule, one) for one in finding.entries if one.family]
            else:
                hits.append(_hit(rule, scene, finding))
    for rule in holding:
        if rule.id == SMALL_SIGNS:
            sums = [_hit(rule, scene, finding) for finding in add_up(scene, points, rule.limits)]
            hits += [one for one in sums if not _is_told(one, hits)]
    lacking = frozenset(str(kind) for rule in holding for kind in rule.needs & scene.context.lacks)
    return Evaluation(tuple(sorted(hits, key=lambda hit: (hit.last, hit.id), reverse=True)), scene.known, lacking)


def find(rule: Rule, scene: Scene) -> Iterator[Finding]:
    """What one rule finds about people; nothing where its detector lacks an input without which it cannot see."""
    detector = DETECTORS[rule.detector]
    if detector.needs & scene.context.lacks:
        return iter(())
    rows = scene.hardly_explained(rule.weak) if rule.open_only else scene.touches
    findings = (one for one in detector.find(scene, rows, rule.limits) if one.who != NOBODY)
    if not rule.open_only:
        return findings
    return (one for one in findings if _is_judged_here(scene, one) and not _is_explained(scene, one, rule))


def add_up(scene: Scene, points: Iterable[Point], limits: SmallSigns) -> Iterator[Finding]:
    """Small signs of one person: at one family, else at all together. A rule counts once for a family and a day; faint
    ones alone are none at one family, however often.

    At all together only those count that nothing explains, and they are odd only where they are many beside what the
    same person looked at meanwhile.
    """
    first: dict[tuple[str, str, str, object], Point] = {}
    for point in points:
        first.setdefault((point.one.who, str(point.one.family), point.rule.id, legal_day(point.one.at)), point)
    by_who: dict[str, list[Point]] = defaultdict(list)
    for point in sorted(first.values(), key=lambda point: _in_order(point.one)):
        by_who[point.one.who].append(point)
    for who, mine in by_who.items():
        families: dict[str, list[Point]] = defaultdict(list)
        for point in mine:
            families[str(point.one.family)].append(point)
        of_family = [few for each in families.values() for few in _heavy(each, limits.of_family, limits.days)]
        of_family = [few for few in of_family if any(point.rule.score > FAINT for point in few)]
        yield from (_sum(who, few) for few in of_family)
        if of_family:
            continue
        bare = [point for point in mine if not scene.explained(point.one).codes]
        for few in _heavy(bare, limits.of_person, limits.days):
            everything = scene.families_between(who, few[0].one.at, few[-1].one.at)
            if len({point.one.family for point in few}) * 100 >= limits.percent * everything:
                yield _sum(who, few)


def _heavy(points: list[Point], least: int, days: int) -> Iterator[list[Point]]:
    """Stretches in which so many points stand within so many days; what overlaps is one."""
    span, first, weight = timedelta(days=days), 0, 0
    begin, end = -1, -1
    for place, point in enumerate(points):
        weight += point.rule.score
        while point.one.at - points[first].one.at > span:
            weight -= points[first].rule.score
            first += 1
        if weight < least:
            continue
        if end >= 0 and first > end:
            yield points[begin : end + 1]
            begin = first
        begin, end = (first if end < 0 else begin), place
    if end >= 0:
        yield points[begin : end + 1]


def _sum(who: str, points: list[Point]) -> Finding:
    """The signs in words. How many points they are is told nobody (H8)."""
    entries = tuple(dict.fromkeys(point.one for point in points))
    signs = list(dict.fromkeys(point.rule.title for point in points))
    facts = {
        "times": str(len(entries)),
        "families": str(len({one.family for one in entries})),
        "signs": ", ".join(signs),
    }
    return Finding(who, entries, facts)


def _hit(rule: Rule, scene: Scene, finding: Finding) -> Hit:
    entries = sorted(set(finding.entries), key=_in_order)
    whys = [scene.explained(one) for one in entries]
    codes: frozenset[Explanation] = reduce(frozenset.intersection, (why.codes for why in whys))
    later = frozenset(code for why in whys for code in why.backdated)
    name = f"{rule.id}|{scene.context.controller}|{finding.who or ''}|{entries[0].entry}|{entries[0].part}"
    return Hit(
        id=HitId(str(uuid5(SPACE, name))),
        rule=rule.id,
        controller=scene.context.controller,
        who=finding.who,
        families=finding.families,
        entries=tuple(dict.fromkeys(one.entry for one in entries)),
        first=entries[0].at,
        last=entries[-1].at,
        consequence=rule.consequence,
        facts=finding.facts,
        explained=codes,
        backdated=later - codes,
        missing=tuple(sorted(rule.needs & scene.context.lacks)),
    )


def _is_told(one: Hit, hits: Iterable[Hit]) -> bool:
    """Whether other hits about the same person hold every entry of a sum: then it says nothing new.

    In a hit of very many entries nobody sees these few: it tells nothing of them.
    """
    few = (hit for hit in hits if hit.who == one.who and len(hit.entries) <= SEEN_IN * len(one.entries))
    told = {entry for hit in few for entry in hit.entries}
    return told.issuperset(one.entries)


def _is_judged_here(scene: Scene, finding: Finding) -> bool:
    """What nothing explains is asked once: by the officer of whose staff it is, who knows their mandates and dates."""
    return finding.who is None or all(scene.is_own(one) for one in finding.entries)


def _is_explained(scene: Scene, finding: Finding, rule: Rule) -> bool:
    """Whether nothing of it needs a question: every entry that names a family is explained by more than is weak."""
    about = [one for one in finding.entries if one.family]
    return bool(about) and all(not scene.explained(one).codes <= rule.weak for one in about)


def _in_order(one: Logged) -> tuple[datetime, str, int]:
    return one.at, one.entry, one.part
