"""Around consents: looking after a withdrawal, asking again, entering late, saying that it was said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, grouped
from hub.terms.circumstances import ConsentTimes
from hub.terms.clock import legal_day
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

SAID_NO = frozenset({Reason.CONSENT_WITHDRAWN, Reason.CONSENT_REFUSED})


@dataclass(frozen=True)
class Edge:
    """So many looks or attempts within so many hours after a withdrawal."""

    times: int
    hours: int


@dataclass(frozen=True)
class Eve:
    """So many looks within so many minutes before a withdrawal."""

    looks: int
    minutes: int


@dataclass(frozen=True)
class Urging:
    """So many requests within so many days, in the so many days after a no."""

    requests: int
    days: int
    after: int


@dataclass(frozen=True)
class Late:
    """So many days between what a consent names as its beginning, or its signature, and its entry."""

    days: int


@dataclass(frozen=True)
class Within:
    """What lies within so many hours is one."""

    hours: int


@dataclass(frozen=True)
class Soon:
    """Within so many minutes."""

    minutes: int


@dataclass(frozen=True)
class Spoken:
    """So many spoken consents within so many days, none of them confirmed within so many."""

    consents: int
    days: int
    confirm: int


@dataclass(frozen=True)
class Used:
    """Not confirmed within so many days; so many of the looks that rest on it are shown."""

    confirm: int
    looks: int


def after_withdrawal(scene: Scene, rows: Rows, limits: Edge) -> Iterator[Finding]:
    """Somebody looks, or tries to, again and again, just after a family took a consent back."""
    span = timedelta(hours=limits.hours)
    taken_back = _taken_back(scene)
    concerned = [
        one
        for one in rows
        if ((one.is_refused and one.reason in SAID_NO) or not one.is_refused)
        and any(timedelta() <= one.at - then <= span for then in taken_back.get(str(one.family), ()))
    ]
    for (who, _), mine in grouped(concerned, lambda one: (one.who, one.family)).items():
        tries = [one for one in mine if one.is_refused]
        for several in clusters(tries, span, limits.times, each):
            yield found(who, several)


def before_the_no(scene: Scene, _: Rows, limits: Eve) -> Iterator[Finding]:
    """Somebody reads a family again and again just before it takes a consent back."""
    span = timedelta(minutes=limits.minutes)
    gone = [(paper.withdrawn, paper.family) for paper in scene.context.papers if paper.withdrawn is not None]
    for withdrawn, family in gone:
        before = [one for one in scene.by_family.get(family, ()) if timedelta() < withdrawn - one.at <= span]
        seen = [one for one in before if not one.is_refused and one.action is not Deed.SEARCH]
        for who, mine in grouped(seen, lambda one: one.who).items():
            if len(mine) >= limits.looks:
                yield found(who, mine)


def urging(scene: Scene, __: Rows, limits: Urging) -> Iterator[Finding]:
    """Somebody asks a family again and again after its no."""
    asked = [one for one in scene.logged if one.action is Deed.REQUEST and one.family and not one.is_refused]
    noes = _taken_back(scene)
    for paper in scene.context.papers:
        if paper.refused and paper.signed is not None:
            noes.setdefault(str(paper.family), []).append(paper.signed)
    for one in scene.touches:
        if one.is_refused and one.reason is Reason.CONSENT_WITHDRAWN:
            noes.setdefault(str(one.family), []).append(one.at)
    after = timedelta(days=limits.after)
    pressing = [
        one for one in asked if any(timedelta() <= one.at - then <= after for then in noes.get(str(one.family), ()))
    ]
    for (who, _), mine in grouped(pressing, lambda one: (one.who, one.family)).items():
        for several in clusters(mine, timedelta(days=limits.days), limits.requests, each):
            yield found(who, several)


def entered_late(scene: Scene, _: Rows, limits: Late) -> Iterator[Finding]:
    """A consent was entered long after the day from which it is said to hold."""
    for one in scene.logged:
        if one.action is not Deed.CONSENT or one.is_refused:
            continue
        for paper in _papers(scene, one):
            days = (legal_day(one.at) - _begins(paper)).days
            if days >= limits.days and not paper.spoken:
                yield found(one.who, (one,), days=days)


def basis_not_in_force(scene: Scene, rows: Rows, limits: Within) -> Iterator[Finding]:
    """Somebody saw a family on a consent that did not hold then."""
    seen = [one for one in rows if not one.is_refused and one.action is not Deed.SEARCH]
    bare = [one for one in seen if any(not paper.holds_at(one.at) for paper in _papers(scene, one))]
    for (who, _family), mine in grouped(bare, lambda one: (one.who, one.family)).items():
        for several in clusters(mine, timedelta(hours=limits.hours), 1, each):
            yield found(who, several)


def own_consent(scene: Scene, rows: Rows, limits: Soon) -> Iterator[Finding]:
    """Somebody enters a consent and at once sees what it opens."""
    made = grouped((one for one in scene.logged if one.action is Deed.CONSENT), lambda one: (one.who, one.family))
    span = timedelta(minutes=limits.minutes)
    for one in rows:
        before = [other for other in made.get((one.who, one.family), ()) if timedelta() < one.at - other.at <= span]
        if before and not one.is_refused:
            yield found(one.who, (before[-1], one))


def spoken(scene: Scene, _: Rows, limits: Spoken) -> Iterator[Finding]:
    """Somebody enters spoken consents that nobody ever confirms."""
    term = timedelta(days=limits.confirm)
    bare = [
        one
        for one in scene.logged
        if one.action is Deed.CONSENT
        and not one.is_refused
        and scene.until - one.at > term
        and any(_lacks_confirmation(paper, one, term) for paper in _papers(scene, one))
    ]
    for who, mine in grouped(bare, lambda one: one.who).items():
        for several in clusters(mine, timedelta(days=limits.days), limits.consents, each):
            yield found(who, several, days=limits.confirm)


def spoken_and_used(scene: Scene, rows: Rows, limits: Used) -> Iterator[Finding]:
    """Somebody enters a spoken consent, reads on it, and nobody ever confirms it."""
    term = timedelta(days=limits.confirm)
    made = [one for one in scene.logged if one.action is Deed.CONSENT and not one.is_refused]
    made = [one for one in made if scene.until - one.at > term]
    seen = grouped((one for one in rows if not one.is_refused and one.basis), lambda one: (one.who, one.family))
    for one in made:
        bare = {paper.number for paper in _papers(scene, one) if _lacks_confirmation(paper, one, term)}
        after = [look for look in seen.get((one.who, one.family), ()) if one.at < look.at and bare & set(look.basis)]
        if bare and after and not any(look.is_refused for look in after):
            yield found(one.who, (one, *after[: limits.looks]), days=limits.confirm)


def _taken_back(scene: Scene) -> dict[str, list[datetime]]:
    """When families took consents back, or said no: by the papers, and by the log."""
    known: dict[str, list[datetime]] = {}
    for paper in scene.context.papers:
        if paper.refused and paper.entered is not None:
            known.setdefault(str(paper.family), []).append(paper.entered)
        if paper.withdrawn is not None:
            known.setdefault(str(paper.family), []).append(paper.withdrawn)
    for one in scene.logged:
        if one.action is Deed.WITHDRAWAL and one.family:
            known.setdefault(str(one.family), []).append(one.at)
    return known


def _papers(scene: Scene, one: Logged) -> Iterator[ConsentTimes]:
    """The consents that an entry names."""
    for number in one.basis:
        paper = scene.context.consent(number)
        if paper is not None and paper.family == one.family:
            yield paper


def _begins(paper: ConsentTimes) -> date:
    return paper.since if paper.signed is None else min(paper.since, legal_day(paper.signed))


def _lacks_confirmation(paper: ConsentTimes, one: Logged, term: timedelta) -> bool:
    return paper.spoken and (paper.confirmed is None or paper.confirmed - one.at > term)
