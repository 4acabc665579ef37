"""Looks at families with whom somebody has nothing to do, has too much to do, or has nothing to do any more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hub.review.watch.detectors.chance import Spread, Usual, tail
from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, family_of, grouped
from hub.terms.circumstances import MatchKind
from hub.terms.clock import legal_day
from hub.terms.logged import Deed, Explanation, Logged
from hub.terms.people import FamStatus
from hub.terms.reasons import Reason


@dataclass(frozen=True)
class Relation:
    """So many families within so many days, and so many percent of all that the same person looked at meanwhile.

    Of whom answers for everybody only where so many come about by chance no more often than once in `seldom` times;
    1 asks nothing of the kind.
    """

    families: int
    days: int
    percent: int
    seldom: int


@dataclass(frozen=True)
class Match:
    """What somebody shares with a family, so many looks or attempts within so many days."""

    matches: tuple[MatchKind, ...]
    times: int
    days: int


@dataclass(frozen=True)
class Times:
    """So many looks or attempts within so many days."""

    times: int
    days: int


@dataclass(frozen=True)
class Days:
    """On so many different days within so many."""

    days: int
    within: int


@dataclass(frozen=True)
class WeaklyAgain:
    """On so many days within so many; looks that nothing but these explains.

    Only where so many days with one family come about by chance no more often than once in `seldom` times.
    """

    explanations: tuple[Explanation, ...]
    days: int
    within: int
    seldom: int


@dataclass(frozen=True)
class Breadth:
    """So many kinds of things, without a longer pause than so many minutes."""

    kinds: int
    minutes: int


@dataclass(frozen=True)
class After:
    """More than so many days after an end."""

    days: int


@dataclass(frozen=True)
class Within:
    """Within so many hours."""

    hours: int


def no_relation(scene: Scene, rows: Rows, limits: Relation) -> Iterator[Finding]:
    """Somebody saw families. Who answers calls for all of them forgets to note one now and then."""
    seen = [one for one in rows if not one.is_refused]
    usual = Usual(scene, seen)
    for who, mine in grouped(seen, lambda one: one.who).items():
        for several in clusters(mine, timedelta(days=limits.days), limits.families, family_of):
            families = {one.family for one in several}
            everything = scene.families_between(who, several[0].at, several[-1].at) if limits.percent else 0
            if who in scene.for_all and tail(len(families), usual.share * everything) * limits.seldom > 1:
                continue
            if len(families) * 100 >= limits.percent * everything:
                yield found(who, several)


def again(scene: Scene, rows: Rows, limits: Days) -> Iterator[Finding]:
    """Somebody comes back to a family, whether or not they are let in, on different days.

    Who had the case and is refused since FAM ended meets what every colleague meets.
    """
    odd = [one for one in rows if not (one.reason is Reason.FAM_NOT_ACTIVE and _had(scene, one))]
    for (who, _family), mine in grouped(odd, lambda one: (one.who, one.family)).items():
        for several in clusters(mine, timedelta(days=limits.within), limits.days, lambda one: legal_day(one.at)):
            yield found(who, several, refused=sum(one.is_refused for one in several))


def again_by(scene: Scene, rows: Rows, limits: WeaklyAgain) -> Iterator[Finding]:
    """Somebody comes back to a family on different days, and all that explains it is their office."""
    weak = frozenset(limits.explanations)
    mine = [one for one in rows if scene.explained(one).codes and scene.explained(one).codes <= weak]
    spread = Spread(mine)
    for several in again(scene, mine, Days(limits.days, limits.within)):
        first, last = several.entries[0], several.entries[-1]
        days = len({legal_day(one.at) for one in several.entries})
        if tail(days, spread.usual(first.who, first.at, last.at)) * limits.seldom <= 1:
            yield several


def breadth(_: Scene, rows: Rows, limits: Breadth) -> Iterator[Finding]:
    """Somebody opens nearly all kinds of things of a family at once."""
    span = timedelta(minutes=limits.minutes)
    seen = [one for one in rows if not one.is_refused and one.categories]
    for (who, _family), mine in grouped(seen, lambda one: (one.who, one.family)).items():
        for several in clusters(mine, span, 1, each):
            kinds = {kind for one in several for kind in one.categories}
            if len(kinds) >= limits.kinds:
                yield found(who, several, kinds=len(kinds))


def matching(scene: Scene, rows: Rows, limits: Match) -> Iterator[Finding]:
    """Somebody looked, or tried to look, at a family with whom they share a name, a home or kin.

    What staff share with families the officer of their own body is told.
    """
    wanted = frozenset(limits.matches)
    pairs = {pair: kinds & wanted for pair, kinds in scene.context.hits.items() if kinds & wanted}
    concerned = [one for one in rows if (one.who, one.family) in pairs and scene.is_own(one)]
    for pair, mine in grouped(concerned, lambda one: (one.who, one.family)).items():
        for several in clusters(mine, timedelta(days=limits.days), limits.times, each):
            yield found(pair[0], several, refused=sum(one.is_refused for one in several))


def staff_family(scene: Scene, rows: Rows, limits: Times) -> Iterator[Finding]:
    """Somebody looked, or tried to look, at a family of a colleague.

    Who had the case themselves and is only refused since its end did nothing odd.
    """
    families = frozenset(scene.context.staff_families)
    odd = [one for one in rows if one.family in families and not (one.is_refused and _had(scene, one))]
    yield from _marked(families, odd, limits)


def staff_family_again(scene: Scene, rows: Rows, limits: Days) -> Iterator[Finding]:
    """Somebody comes back to a family of a colleague on another day, and an office is all that speaks for it."""
    families = frozenset(scene.context.staff_families)
    yield from again(scene, [one for one in rows if one.family in families and scene.is_by_office(one)], limits)


def protected_family(scene: Scene, rows: Rows, limits: Times) -> Iterator[Finding]:
    """Somebody looked, or tried to look, at a family that carries a mark of protection."""
    yield from _marked(frozenset(scene.context.protected_families), rows, limits)


def after_relation(scene: Scene, rows: Rows, limits: After) -> Iterator[Finding]:
    """Somebody looked at a family that had been their case, days after it ceased to be."""
    ended = {(one.who, str(one.family)) for one in scene.context.assignments if one.until is not None}
    looks = grouped((one for one in rows if (one.who, one.family) in ended), lambda one: (one.who, str(one.family)))
    for pair, mine in looks.items():
        ends = [tie.until for tie in scene.context.assignments_of(*pair)]
        late = [one for one in mine if _is_late(one, ends, limits.days)]
        if late:
            yield found(pair[0], late)


def before_relation(scene: Scene, rows: Rows, limits: Within) -> Iterator[Finding]:
    """Somebody saw a family first, and made it their own case soon after."""
    ways = (Deed.MANDATE, Deed.TAKE_OVER)
    made = [one for one in scene.logged if one.action in ways and one.family and not one.is_refused]
    by_pair = grouped(made, lambda one: (one.who, one.family))
    span = timedelta(hours=limits.hours)
    for one in rows:
        later = by_pair.get((one.who, one.family), ()) if not one.is_refused else ()
        after = next((other for other in later if timedelta() < other.at - one.at <= span), None)
        if after is not None:
            yield found(one.who, (one, after))


def after_fam(scene: Scene, rows: Rows, limits: After) -> Iterator[Finding]:
    """Somebody saw a family whose part in FAM had ended. To find it in a list of hits is not to open it."""
    ended = {family for family, stood in scene.context.standings.items() if stood[-1].status is FamStatus.ENDED}
    mine = [one for one in rows if one.family in ended and not one.is_refused and one.action is not Deed.SEARCH]
    for (who, _), looks in grouped(mine, lambda one: (one.who, one.family)).items():
        late = [one for one in looks if _ended_for(scene, one) > limits.days]
        if late:
            yield found(who, late, days=_ended_for(scene, late[-1]))


def about_the_dead(scene: Scene, rows: Rows, limits: After) -> Iterator[Finding]:
    """Somebody saw what is about people alone who died, days after that."""
    for (who, family), looks in grouped(rows, lambda one: (one.who, one.family)).items():
        died = scene.context.died.get(family, {}) if family else {}
        days = {who_died: day + timedelta(days=limits.days) for who_died, day in died.items()}
        late = [
            one
            for one in looks
            if one.persons
            and not one.is_refused
            and all(ref in days and days[ref] < legal_day(one.at) for ref in one.persons)
        ]
        if late:
            yield found(who, late)


def _had(scene: Scene, one: Logged) -> bool:
    return bool(scene.context.assignments_of(one.who, str(one.family)))


def _marked(families: frozenset[str], rows: Rows, limits: Times) -> Iterator[Finding]:
    concerned = [one for one in rows if one.family in families] if families else []
    for (who, _), mine in grouped(concerned, lambda one: (one.who, one.family)).items():
        for several in clusters(mine, timedelta(days=limits.days), limits.times, each):
            yield found(who, several, refused=sum(one.is_refused for one in several))


def _is_late(one: Logged, ends: Sequence[date | None], days: int) -> bool:
    """More than so many days after the last end, where every tie has one."""
    known = [end for end in ends if end is not None]
    return len(known) == len(ends) and legal_day(one.at) > max(known) + timedelta(days=days)


def _ended_for(scene: Scene, one: Logged) -> int:
    """Days since the end; none where it had not ended then."""
    standing = scene.context.standing(str(one.family), one.at)
    if standing is None or standing.status is not FamStatus.ENDED or standing.since is None:
        return -1
    return (legal_day(one.at) - standing.since).days
