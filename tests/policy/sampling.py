"""Questions by the thousand, from a seed: rules, families, consents and audiences, many of them at a boundary.

Faster than drawing each by itself, and the same on every machine: a difference is found again by its seed.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from hub.policy.conditions import CONDITIONS
from hub.policy.monotony import OPENED_BY_CONSENT
from hub.policy.policies import Bearing, Measure, Policy, PolicySet
from hub.terms.access import (
    AccessRequest,
    Act,
    Confidence,
    Context,
    Mandate,
    Order,
    Outline,
    OutlineCell,
    Release,
    SourceRelease,
)
from hub.terms.clock import BERLIN
from hub.terms.grounds import Basis, Grounds
from hub.terms.ids import CellId, PolicyId, ProviderId
from hub.terms.lists import Agency, Level, Owner
from hub.terms.people import Family, FamStatus, Person, PersonKind
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from tests.policy.staff import STAFF
from tests.policy.worlds import CATALOGUE, FAMILY, FIELDS, PEOPLE, POLICIES, PURPOSES, SOURCES

BLOCK = 50
"""Questions to one rule set."""

DAYS = (
    date(2026, 11, 16),
    date(2026, 3, 29),
    date(2026, 10, 25),
    date(2028, 2, 29),
    date(2027, 2, 28),
    date(2026, 12, 31),
)
"""An ordinary day, both changes of the clock, the day that is not every year and its stand-in, a year's end."""

SECONDS = (0, 1, 3600, 7199, 7200, 10800, 43200, 86398, 86399)
"""Of a day in Berlin: its first and last, and both sides of the hour that is doubled or missing."""


class Question(NamedTuple):
    """One question to one rule set."""

    policies: PolicySet
    request: AccessRequest
    outline: Outline


def questions(seed: int) -> Iterator[Question]:
    """A block: one rule set, asked about many families by many people."""
    random = Random(seed)
    policies = _rule_set(random)
    for _ in range(BLOCK):
        at = _instant(random)
        family = _family(random, at)
        cells = tuple(_cell(random, number) for number in range(random.randint(1, 9)))
        yield Question(policies, _request(random, at, cells), Outline(family, cells))


def _rule_set(random: Random) -> PolicySet:
    draw = random.random()
    if draw < 0.4:
        return POLICIES
    more = tuple(_policy(random, number) for number in range(random.randint(1, 8)))
    kept = POLICIES.policies if draw < 0.7 else ()
    return PolicySet((*kept, *more), POLICIES.roles, POLICIES.fam_purposes, CATALOGUE)


def _policy(random: Random, number: int) -> Policy:
    permits = random.random() < 0.6
    harmless = sorted(set(CONDITIONS) - OPENED_BY_CONSENT)
    levels: tuple[Any, ...] = (*list(Level)[1:], *Measure) if permits else (*Level, Measure.CEILING)
    return Policy(
        id=PolicyId(f"rule-{number}"),
        effect=Bearing.PERMIT if permits else Bearing.LIMIT,
        level=random.choice(levels),
        fields=_fields(random),
        says=random.choice((Reason.OWN_TASK, Reason.CONSENT) if permits else (Reason.ENTRUSTED, Reason.RESTRICTED)),
        acts=random.choice((frozenset(Act), frozenset({Act.DISCLOSE}))),
        agencies=_few(random, tuple(Agency)),
        purposes=_few(random, PURPOSES),
        owners=_few(random, tuple(Owner)),
        when=tuple(random.sample(CONDITIONS if permits else harmless, random.randint(0, 2))),
        unless=tuple(random.sample(harmless if permits else CONDITIONS, random.randint(0, 1))),
    )


def _few(random: Random, words: tuple[Any, ...]) -> frozenset[Any]:
    """Mostly everybody."""
    return frozenset(random.sample(words, random.randint(1, 2))) if random.random() < 0.3 else frozenset()


def _fields(random: Random) -> int:
    if random.random() < 0.5:
        return CATALOGUE.all
    return sum(1 << CATALOGUE.by_id[field].bit for field in random.sample(FIELDS, random.randint(1, 8)))


def _instant(random: Random) -> datetime:
    midnight = datetime.combine(random.choice(DAYS), datetime.min.time(), BERLIN).astimezone(UTC)
    return midnight + timedelta(seconds=random.choice(SECONDS))


def _family(random: Random, at: datetime) -> Family | None:
    day = at.astimezone(BERLIN).date()
    if random.random() < 0.03:
        return None
    return Family(
        id=FAMILY.id,
        number=FAMILY.number,
        status=random.choice((FamStatus.ADMITTED, FamStatus.ADMITTED, FamStatus.ADMITTED, *FamStatus)),
        proposing=random.choice((Owner.JOBCENTER, Owner.JUGENDAMT)),
        persons=tuple(_person(random, number, day) for number in range(len(PEOPLE))),
        exit_date=random.choice((None, None, None, day, day - timedelta(days=1))),
        staff_related=random.random() < 0.05,
    )


def _person(random: Random, number: int, day: date) -> Person:
    """Somebody who turned 14, 15 or 18 on the day itself, on the next, or was born on the 29th of February."""
    years = random.choice((0, 13, 14, 15, 18, 40))
    try:
        born = day.replace(year=day.year - years) + timedelta(days=random.choice((-1, 0, 1)))
    except ValueError:
        born = date(day.year - years, 3, 1)
    third = number == len(PEOPLE) - 1
    return Person(
        PEOPLE[number],
        f"P{number + 1}",
        kind=PersonKind.THIRD if third else PersonKind.PARTICIPANT,
        born=random.choice((born, date(2012, 2, 29))),
        conflict_since=random.choice((None, None, None, day)),
        address_lock=random.random() < 0.15,
    )


def _cell(random: Random, number: int) -> OutlineCell:
    field = CATALOGUE.by_id[random.choice((*FIELDS, random.choice(CATALOGUE.fields).id))]
    owner = random.choice((*sorted(field.owners), random.choice(tuple(Owner))))
    return OutlineCell(
        cell=CellId(f"cell {number}"),
        field=field.id,
        persons=frozenset(random.sample(PEOPLE, random.choice((0, 1, 1, 1, 1, 2, 3)))),
        owner=owner,
        levels=random.choice((8, 8, 14, 4, 2, 0)),
        provider=random.choice((ProviderId("oft"), ProviderId("other"), None)) if owner is Owner.PROVIDER else None,
        entrusted_to=random.choice((None, None, None, None, *(one.id for one in STAFF)))
        if random.random() < 0.4
        else None,
        entrusted_by=frozenset(random.sample(PEOPLE, 1)) if random.random() < 0.15 else frozenset(),
        passed_on=random.random() < 0.2,
        disputed=random.random() < 0.15,
        restricted=random.random() < 0.1,
        source=random.choice(SOURCES) if random.random() < 0.15 else None,
        discussed=random.random() < 0.5,
    )


def _request(random: Random, at: datetime, cells: tuple[OutlineCell, ...]) -> AccessRequest:
    principal = random.choice(STAFF)
    present = (principal, *random.sample(STAFF, random.choice((0, 0, 0, 1, 2))))
    theirs = sorted(POLICIES.roles[principal.role].purposes)
    purpose = random.choice(theirs if theirs and random.random() < 0.8 else PURPOSES)
    return AccessRequest(
        principal=principal,
        audience=present if random.random() < 0.9 else present[1:],
        act=random.choice((Act.DISCLOSE, Act.DISCLOSE, Act.CONTRIBUTE)),
        purpose=purpose,
        family=FAMILY.number,
        at=at,
        context=_context(random, purpose, cells, present),
        grounds=_grounds(random, at) if random.random() < 0.3 else None,
    )


def _context(random: Random, purpose: Any, cells: tuple[OutlineCell, ...], present: tuple[Principal, ...]) -> Context:
    entries, recipients = [cell.cell for cell in cells], (*present, *present, *random.sample(STAFF, 2))
    return Context(
        mandates={one.id: _mandate(random) for one in STAFF if random.random() < 0.95},
        releases=tuple(
            _release(random, purpose, entries, random.choice(recipients)) for _ in range(random.choice((0, 4, 8, 12)))
        ),
        confidences=tuple(
            Confidence(random.choice(STAFF).id, random.choice((purpose, *PURPOSES[:2])), random.choice(PEOPLE), entry)
            for entry in entries
            for _ in range(random.choice((0, 1, 3)))
        ),
        sources=tuple(
            SourceRelease(random.choice(STAFF).id, random.choice(PEOPLE), random.choice(SOURCES), _fields(random))
            for _ in range(random.choice((0, 0, 4)))
        ),
        restore_pending=random.random() < 0.05,
    )


def _release(random: Random, purpose: Any, entries: list[CellId], recipient: Principal) -> Release:
    person = random.choice(PEOPLE)
    return Release(
        recipient=recipient.id,
        purpose=random.choice((purpose, purpose, purpose, *PURPOSES[:2])),
        person=person,
        fields=_fields(random),
        level=random.choice((Level.FULL, Level.FULL, *Level)),
        consents=(f"C{random.randint(1, 9)}",),
        signed_on=date(2026, 2, 1),
        until=date(2027, 1, 31),
        signers=(person,),
        entries=frozenset(random.sample(entries, min(len(entries), random.choice((0, 0, 1, 3))))),
    )


def _mandate(random: Random) -> Mandate:
    return Mandate(
        assigned=random.random() < 0.85,
        deputy=random.random() < 0.7,
        related=random.random() < 0.05,
        hr_decision=random.random() < 0.05,
        order=random.choice((Order.RUNNING, Order.RUNNING, *Order)),
        named=random.random() < 0.85,
    )


def _grounds(random: Random, at: datetime) -> Grounds:
    day = at.astimezone(BERLIN).date()
    return Grounds(
        basis=random.choice(tuple(Basis)),
        occasion=random.choice(("", "Anlass")),
        since=random.choice((None, day, day + timedelta(days=1))),
        danger_signs=random.choice(((), ("Anzeichen",))),
        needed_for_estimate=random.random() < 0.8,
        called_in=random.random() < 0.8,
        names_needed=random.random() < 0.3,
    )
