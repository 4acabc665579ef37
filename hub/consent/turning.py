"""The instants at which what a family's consents open can change; between two of them it stays what it was."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from hub.consent.papers import Paper
from hub.terms.clock import day_begins, day_ends, years_later
from hub.terms.confirming import ORAL_DAYS
from hub.terms.people import Family, Person

OWN_SAY = (14, 15, 18)


def turning_instants(papers: Sequence[Paper], family: Family) -> list[datetime]:
    """When a paper begins or ends, somebody signs or withdraws, a birthday, a holding of custody; in order.

    Before the first and from the last on, nothing is open.
    """
    instants: set[datetime] = set()
    for paper in papers:
        instants |= {day_begins(paper.valid_from), day_ends(paper.last_day)}
        instants |= {declaration.at for declaration in paper.declarations}
        instants |= {day_ends(declaration.day + timedelta(ORAL_DAYS)) for declaration in paper.declarations}
        instants |= {withdrawal.received_at for withdrawal in paper.withdrawals}
        instants |= {day_begins(day) for day in (paper.written_on, paper.invalid_since) if day}
    first, last = min(instants, default=None), max(instants, default=None)
    if first is None or last is None:
        return []
    turns = turning_of_people(family)
    return sorted(instants | {instant for instant in turns if first <= instant <= last})


def heard_by(papers: Iterable[Paper], at: datetime) -> tuple[Paper, ...]:
    """The papers to which anything was said by an instant: the others open nothing at it and shut nothing."""
    return tuple(paper for paper in papers if paper.heard_since is not None and paper.heard_since <= at)


def turning_of_people(family: Family) -> set[datetime]:
    """When something about its people turns: a birthday, a death, custody or Betreuung, a conflict of interest."""
    return {day_begins(day) for person in family.persons for day in _turning_days(person)}


def _turning_days(person: Person) -> Iterator[date]:
    if person.born:
        yield person.born
        yield from (years_later(person.born, age) for age in OWN_SAY)
    for day in (person.deceased_on, person.conflict_since, person.restricted_since):
        if day:
            yield day
    if person.conflict_until:
        yield person.conflict_until + timedelta(1)
    for holding in (*person.custody, *person.betreuer):
        yield from (day for day in (holding.since, holding.rests_since, holding.proven_on) if day)
        if holding.until:
            yield holding.until + timedelta(1)
