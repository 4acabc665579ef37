"""What little explains: a note of the same day, a date days away, a duty to which nobody called."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from hub.review.watch.detectors.chance import Spread, tail
from hub.review.watch.detectors.telling import Single, by_pair, found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, family_of, grouped
from hub.terms.circumstances import Appointment, AppointmentKind
from hub.terms.clock import legal_day
from hub.terms.logged import Deed, Explanation, Logged

AROUND = timedelta(days=6)
"""How far a date may lie from a look and still speak for it."""
AT_A_TABLE = frozenset({AppointmentKind.CONFERENCE, AppointmentKind.ADMISSIONS})
"""Where people sit whose case a family is not, and others see that they do."""


@dataclass(frozen=True)
class Far:
    """So many days from the next date, on so many days within so many."""

    days: int
    on: int
    within: int


@dataclass(frozen=True)
class OnDays:
    """On so many days within so many."""

    on: int
    within: int


@dataclass(frozen=True)
class InWeeks:
    """In so many calendar weeks within so many days, where by chance so many come about once in `seldom` times."""

    weeks: int
    within: int
    seldom: int


@dataclass(frozen=True)
class Cover:
    """Nothing but these explains it; of those who answer or sign off for everybody, or of all others."""

    explanations: tuple[Explanation, ...]
    of_office: bool


@dataclass(frozen=True)
class Call:
    """Of at most so many minutes."""

    minutes: int


@dataclass(frozen=True)
class Duty:
    """So many families within so many hours."""

    families: int
    hours: int


def lone_date(scene: Scene, rows: Rows, limits: Single) -> Iterator[Finding]:
    """All that speaks for a look is a date that nobody else attends, of whom works on own cases otherwise.

    Put down in good time: what was put down on the very day is another rule's.
    """
    mine = [one for one in _by_a_date(scene, rows) if _is_lone(scene, one) and not _is_noted_on_the_day(scene, one)]
    yield from by_pair([one for one in mine if not scene.is_near(one)], limits.days)


def noted_again(scene: Scene, rows: Rows, limits: OnDays) -> Iterator[Finding]:
    """Who answers for everybody puts down a note for the same family day after day."""
    for (who, _family), looks in grouped(_noted(scene, rows), lambda one: (one.who, one.family)).items():
        for several in clusters(looks, timedelta(days=limits.within), limits.on, lambda one: legal_day(one.at)):
            yield found(who, several)


def noted_over_weeks(scene: Scene, rows: Rows, limits: InWeeks) -> Iterator[Finding]:
    """Of all who answer for everybody it is always the same whom a family reaches. A call and its call-back in one week
    are one matter.
    """
    mine, span = _noted(scene, rows), timedelta(days=limits.within)
    spread = Spread(mine)
    for (who, _family), looks in grouped(mine, lambda one: (one.who, one.family)).items():
        for several in clusters(looks, span, limits.weeks, _week):
            first, weeks = several[0].at, len({_week(one) for one in several})
            if tail(weeks, spread.usual(who, first, max(first + span, several[-1].at))) * limits.seldom <= 1:
                yield found(who, several)


def noted_later(scene: Scene, rows: Rows, limits: Single) -> Iterator[Finding]:
    """Nothing spoke for a look on its day; a date of that day was put down on a later one, or one's own word as a
    deputy.
    """
    mine = [one for one in rows if not one.is_refused and one.action is not Deed.SEARCH and scene.is_own(one)]
    yield from by_pair([one for one in mine if _is_noted_later(scene, one)], limits.days)


def weak_cover(scene: Scene, rows: Rows, limits: Cover) -> Iterator[Finding]:
    """All that speaks for a look is weak: an office, a date of one's own, a consent or a request.

    At a case of who sits beside them that is more than a question across the desk leaves, and no sign.
    """
    weak = frozenset(limits.explanations)
    for one in rows:
        codes = scene.explained(one).codes
        if one.is_refused or not codes or not codes <= weak or (one.who in scene.for_all) != limits.of_office:
            continue
        if not limits.of_office and scene.is_near(one):
            continue
        if Explanation.TASK not in codes or _is_lone(scene, one):
            yield found(one.who, (one,))


def same_day_note(scene: Scene, rows: Rows, limits: Single) -> Iterator[Finding]:
    """All that speaks for a look is a date that was put down on the very day, by whom nobody calls otherwise."""
    mine = [
        one
        for one in rows
        if one.who not in scene.for_all
        and not one.is_refused
        and scene.explained(one).codes == {Explanation.TASK}
        and _is_noted_on_the_day(scene, one)
        and not scene.is_near(one)
    ]
    yield from by_pair(mine, limits.days)


def call_noted_before(scene: Scene, rows: Rows, limits: Call) -> Iterator[Finding]:
    """All that speaks for a look is a date as short as a call, put down before it was: nobody knows that they will be
    called.
    """
    for one in _by_a_date(scene, rows):
        near = [met for met in scene.context.dates_with(one.who, str(one.family)) if abs(met.since - one.at) <= AROUND]
        short = [met for met in near if met.until - met.since <= timedelta(minutes=limits.minutes)]
        if near and len(short) == len(near) and all(met.entered and met.entered < met.since for met in near):
            yield found(one.who, (one,))


def far_from_a_date(scene: Scene, rows: Rows, limits: Far) -> Iterator[Finding]:
    """All that speaks for looks is a date days away, of somebody who has nothing else to do with the family."""
    mine = [
        one
        for one in rows
        if one.who not in scene.for_all
        and not one.is_refused
        and scene.explained(one).codes == {Explanation.TASK}
        and _days_to_a_date(scene, one) >= limits.days
    ]
    for (who, _family), looks in grouped(mine, lambda one: (one.who, one.family)).items():
        for several in clusters(looks, timedelta(days=limits.within), limits.on, lambda one: legal_day(one.at)):
            yield found(who, several)


def idle_duty(scene: Scene, rows: Rows, limits: Duty) -> Iterator[Finding]:
    """On call, somebody reads families for whom nobody called: no emergency, no procedure, no note of that night."""
    mine = [one for one in rows if not one.is_refused and _is_idle(scene, one, timedelta(hours=limits.hours))]
    for who, looks in grouped(mine, lambda one: one.who).items():
        for several in clusters(looks, timedelta(hours=limits.hours), limits.families, family_of):
            yield found(who, several)


def _noted(scene: Scene, rows: Rows) -> list[Logged]:
    """Looks of who answers for everybody, for which nothing but a note of their own speaks."""
    mine = [one for one in rows if one.who in scene.for_all and not one.is_refused]
    return [one for one in mine if scene.explained(one).codes == {Explanation.TASK} and _is_lone(scene, one)]


def _week(one: Logged) -> tuple[int, int]:
    year, week, _ = legal_day(one.at).isocalendar()
    return year, week


def _by_a_date(scene: Scene, rows: Rows) -> Iterator[Logged]:
    """Looks for which nothing but a date speaks, of who does not answer for everybody."""
    for one in rows:
        if one.who not in scene.for_all and not one.is_refused and scene.explained(one).codes == {Explanation.TASK}:
            yield one


def _is_lone(scene: Scene, one: Logged) -> bool:
    """Whether nobody is named in any date that they have with the family around it whose case it is. Two friends are
    none either.
    """
    near = [met for met in scene.context.dates_with(one.who, str(one.family)) if abs(met.since - one.at) <= AROUND]
    return bool(near) and not any(met.kind in AT_A_TABLE or is_by_a_worker(scene, met, one) for met in near)


def is_by_a_worker(scene: Scene, met: Appointment, one: Logged) -> bool:
    """Whether somebody attends a date whose case the family is, beside whoever looks."""
    ties = scene.context.ties_to(str(one.family))
    return any(tie.who in met.staff and tie.who != one.who and tie.holds_on(legal_day(met.since)) for tie in ties)


def _is_noted_on_the_day(scene: Scene, one: Logged) -> bool:
    """Whether every date that they have with the family around it was put down on the day of the look."""
    near = [met for met in scene.context.dates_with(one.who, str(one.family)) if abs(met.since - one.at) <= AROUND]
    return bool(near) and all(met.entered is not None and legal_day(met.entered) == legal_day(one.at) for met in near)


def _is_idle(scene: Scene, one: Logged, span: timedelta) -> bool:
    """Whether it is a look on call alone, and nothing came of it."""
    shift = scene.context.on_duty(one.who, one.at)
    if shift is None or not shift.on_call or scene.explained(one).codes - {Explanation.TASK}:
        return False
    if any(abs(ran.since - one.at) <= span for ran in scene.context.procedures_of(str(one.family))):
        return False
    if any(abs(met.since - one.at) <= span for met in scene.context.dates_with(one.who, str(one.family))):
        return False
    near = (other for other in scene.by_family.get(one.family, ()) if abs(other.at - one.at) <= span)
    return not any(other.who == one.who and other.action is Deed.EMERGENCY for other in near)


def _is_noted_later(scene: Scene, one: Logged) -> bool:
    day, family = legal_day(one.at), str(one.family)
    met = (each for each in scene.context.dates_with(one.who, family) if legal_day(each.since) == day)
    if any(each.entered is not None and legal_day(each.entered) > day for each in met):
        return True
    cover = scene.context.deputy(one.who, family, one.at)
    return cover is not None and cover.self_declared and cover.entered is not None and cover.entered > one.at


def _days_to_a_date(scene: Scene, one: Logged) -> int:
    day = legal_day(one.at)
    days = [
        min(abs(day - legal_day(end)).days for end in (met.since, met.until))
        for met in scene.context.dates_with(one.who, str(one.family))
    ]
    return min(days, default=0)
