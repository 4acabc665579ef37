"""The instants at which what a family's consents open can change; between two of them it stays what it was."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from hub.consent.papers import Paper, Way
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
        if paper.way is Way.ORAL:
            instants |= {day_ends(declaration.day + timedelta(ORAL_DAYS)) for declaration in paper.declarations}
        instants |= {withdrawal.received_at for withdrawal in paper.withdrawals}
        instants |= {day_begins(day) for day in (paper.written_on, paper.invalid_since) if day}
    first, last = min(instants, default=None), max(instants, default=None)
    if first is None or last is None:
        return []
    turns = turning_of_people(family)
    return sorted(instants | {instant for instant in turns if first <= instant <= last})


def first_difference(before: Sequence[Paper], now: Sequence[Paper]) -> datetime | None:
    """The earliest instant at which these papers can open or shut anything else than before; None if never."""
    earlier = {paper.id: paper for paper in before}
    pairs = [(earlier.get(paper.id), paper) for paper in now]
    return min((at for old, new in pairs if old != new for _, at in _turns_of(old) ^ _turns_of(new)), default=None)


def _turns_of(paper: Paper | None) -> set[tuple[object, datetime]]:
    """Each thing that was said to a paper, or of it, and the instant from which on it tells."""
    if paper is None:
        return set()
    days = ((day, day_begins(day)) for day in (paper.written_on, paper.invalid_since) if day)
    return {
        *((said, said.at) for said in paper.declarations),
        *((back, back.received_at) for back in paper.withdrawals),
        *days,
    }


def turning_from(since: datetime, papers: Sequence[Paper], family: Family) -> list[datetime]:
    """Of these instants the later ones, after the last one by then: from that on it has been as it is."""
    instants = turning_instants(papers, family)
    later = [instant for instant in instants if instant > since]
    return [*instants[: len(instants) - len(later)][-1:], *later]


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
