"""Standing in: by one's own word, for somebody who is there, for somebody who stands in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, grouped
from hub.terms.circumstances import Assigned, Input
from hub.terms.clock import legal_day
from hub.terms.logged import Deed, Logged


@dataclass(frozen=True)
class OwnWord:
    """So many times within so many days; what one sees within so many minutes after it belongs to it."""

    times: int
    days: int
    minutes: int


@dataclass(frozen=True)
class Each:
    """Every day on which it was so."""


@dataclass(frozen=True)
class Picked:
    """At most so many families of somebody who has at least so many."""

    families: int
    of: int


@dataclass(frozen=True)
class Brief:
    """No longer than so many days."""

    days: int


@dataclass(frozen=True)
class Second:
    """Read on so many days, without any date within so many days of the beginning."""

    on: int
    days: int


@dataclass(frozen=True)
class OnDays:
    """On so many days at one family, within so many."""

    days: int
    within: int


def own_deputy(scene: Scene, _: Rows, limits: OwnWord) -> Iterator[Finding]:
    """Somebody made themselves a deputy although nobody whose case it is was away."""
    taken = [one for one in scene.logged if one.action is Deed.TAKE_OVER and one.family and not one.is_refused]
    needless = [one for one in taken if not _may_be_needed(scene, one)]
    for (who, family), mine in grouped(needless, lambda one: (one.who, one.family)).items():
        seen = [one for one in scene.by_family.get(family, ()) if one.who == who]
        for several in clusters(mine, timedelta(days=limits.days), limits.times, each):
            span = timedelta(minutes=limits.minutes)
            after = [one for one in seen if any(timedelta() <= one.at - then.at <= span for then in several)]
            yield found(who, sorted({*several, *after}, key=_in_order), taken=len(several))


def deputy_of_present(scene: Scene, rows: Rows, _: Each) -> Iterator[Finding]:
    """Somebody acts for somebody who is there. Said only where it is known who was away."""
    for who, other, mine in _as_deputy(scene, rows):
        at = mine[0].at
        if scene.context.knows(Input.ABSENCES, other, at) and not scene.context.absent(other, at):
            yield found(who, mine)


def deputy_of_present_again(scene: Scene, rows: Rows, limits: OnDays) -> Iterator[Finding]:
    """Somebody acts again and again for somebody who is there."""
    looks = [one for finding in deputy_of_present(scene, rows, Each()) for one in finding.entries]
    for (who, _family), mine in grouped(looks, lambda one: (one.who, one.family)).items():
        for several in clusters(mine, timedelta(days=limits.within), limits.days, lambda one: legal_day(one.at)):
            yield found(who, several)


def picked_deputy(scene: Scene, rows: Rows, limits: Picked) -> Iterator[Finding]:
    """Of somebody who has many cases a few are stood in for: by one's own word, or though they are there.

    A colleague of the same function and place who is given a single family by who has it does a favour.
    """
    sizes = Counter((one.who, one.stands_in_for, one.since, one.until) for one in scene.context.deputies)
    has = grouped_by_worker(scene)
    for who, other, mine in _as_deputy(scene, rows):
        tie = scene.context.deputy(who, str(mine[0].family), mine[0].at)
        if tie is None or sizes[who, other, tie.since, tie.until] > limits.families:
            continue
        if sum(one.holds_on(tie.since) for one in has.get(other, ())) < limits.of:
            continue
        away = not scene.context.knows(Input.ABSENCES, other, mine[0].at) or scene.context.absent(other, mine[0].at)
        favour = scene.is_beside(who, other) and tie.entered_by == other
        if tie.self_declared or not (away or favour):
            yield found(who, mine)


def brief_case(scene: Scene, rows: Rows, limits: Brief) -> Iterator[Finding]:
    """A family was somebody's case for days alone, and went on to be another's while both work here."""
    has = grouped(rows, lambda one: (one.who, str(one.family)))
    for tie in scene.context.assignments:
        if tie.until is None or tie.until - tie.since > timedelta(days=limits.days) or tie.who in scene.context.ended:
            continue
        if not any(
            tie.until + timedelta(days=1) <= (one.until or date.max) and one.who != tie.who
            for one in scene.context.ties_to(str(tie.family))
        ):
            continue
        looks = [one for one in has.get((tie.who, str(tie.family)), ()) if tie.holds_on(legal_day(one.at))]
        looks = [one for one in looks if not one.is_refused and scene.is_own(one)]
        ties = scene.context.assignments_of(tie.who, str(tie.family))
        if looks and all(one.until and one.until - one.since <= timedelta(days=limits.days) for one in ties):
            yield found(tie.who, looks)


def second_alone(scene: Scene, rows: Rows, limits: Second) -> Iterator[Finding]:
    """A family was given to a second person of the same function, who reads it and never has a date with it.

    Whoever follows somebody, or is followed, is none. Of what began before the stretch nobody knows the dates.
    """
    begin = legal_day(scene.logged[0].at) if scene.logged else date.max
    has, span = grouped(rows, lambda one: (one.who, str(one.family))), timedelta(days=limits.days)
    for tie in scene.context.assignments:
        looks = [one for one in has.get((tie.who, str(tie.family)), ()) if tie.holds_on(legal_day(one.at))]
        looks = [one for one in looks if not one.is_refused and scene.is_own(one)]
        if (
            tie.since < begin
            or len({legal_day(one.at) for one in looks}) < limits.on
            or not _is_second(scene, tie, span)
        ):
            continue
        dates = scene.context.dates_with(tie.who, str(tie.family))
        if not any(abs(legal_day(met.since) - tie.since) <= span for met in dates):
            yield found(tie.who, looks)


def _is_second(scene: Scene, tie: Assigned, span: timedelta) -> bool:
    """Whether somebody else of the function had the family before and keeps it."""
    mine = scene.function_of(tie.who)
    others = [one for one in scene.context.ties_to(str(tie.family)) if one.who != tie.who and one.since < tie.since]
    return any(mine and scene.function_of(one.who) is mine and one.holds_on(tie.since + span) for one in others)


def grouped_by_worker(scene: Scene) -> dict[str, list[Assigned]]:
    """Assignments by whose they are."""
    found_: dict[str, list[Assigned]] = {}
    for one in scene.context.assignments:
        found_.setdefault(one.who, []).append(one)
    return found_


def deputy_chain(scene: Scene, rows: Rows, _: Each) -> Iterator[Finding]:
    """Somebody acts for somebody who has this family only as a deputy too."""
    for who, other, mine in _as_deputy(scene, rows):
        place = other, str(mine[0].family), mine[0].at
        if not scene.context.assigned(*place) and scene.context.deputy(*place):
            yield found(who, mine)


def _as_deputy(scene: Scene, rows: Rows) -> Iterator[tuple[str, str, Rows]]:
    """Looks at a family on a day by who stands in there for whom, and has no case of their own in it."""
    standing = {(one.who, one.family) for one in scene.context.deputies}
    mine = (one for one in rows if (one.who, one.family) in standing and not one.is_refused)
    for (who, family, _day), looks in grouped(mine, lambda one: (one.who, one.family, legal_day(one.at))).items():
        deputy = scene.context.deputy(who, str(family), looks[0].at)
        if deputy and scene.context.assigned(who, str(family), looks[0].at) is None:
            yield who, deputy.stands_in_for, looks


def _may_be_needed(scene: Scene, one: Logged) -> bool:
    """Whether anybody of the same agency whose case it is was away on that day, or nobody knows who was."""
    day = legal_day(one.at)
    team = {tie.who for tie in scene.context.ties_to(str(one.family)) if tie.holds_on(day)} - {one.who}
    others = [who for who in team if all(row.agency is one.agency for row in scene.by_who.get(who, ())[:1])]
    known = [who for who in others if scene.context.knows(Input.ABSENCES, who, one.at)]
    return any(scene.context.absent(who, one.at) for who in known) or (bool(others) and not known)


def _in_order(one: Logged) -> tuple[object, str, int]:
    return one.at, one.entry, one.part
