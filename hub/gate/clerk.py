"""The clerk: notices what time brings, family by family, and keeps each reminder once.

It decides nothing and shuts nothing: what consents open is worked out at every look, whether it ran or not.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import structlog

from hub.consent.store import parse_papers
from hub.consent.tasks.due import Situation, due_tasks
from hub.consent.tasks.store import ClerkRow, Stretch, Turn, load_clerk_page, write_turn
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force, check_in_force
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event, Touched, change, controllers, person_numbers
from hub.ledger.errors import NumberTaken
from hub.record.outline import parse_outline
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Owner
from hub.terms.people import Family
from hub.terms.principals import machine
from hub.terms.tasks import Noticed, TaskKey, key_of

log = structlog.get_logger()
PAGE = 100
TRIES = 5
CLERK = machine("clerk")
"""No person acts here."""


@by_rules_in_force
def notice(house: House, at: datetime) -> Noticed:
    """One pass over all families. Done twice, or by two at once, each reminder is there once; nothing new, no entry.

    A family that others write about without a pause is left for the next pass.
    """
    noticed, after = Noticed(), ""
    while rows := load_clerk_page(house.db, Stretch(after, PAGE), at):
        for row in rows:
            check_in_force(house, row.digest)
            noticed += _turn_family(house, row, at)
        after = rows[-1].number
    return noticed


def _turn_family(house: House, row: ClerkRow, at: datetime) -> Noticed:
    """What somebody else wrote meanwhile is looked at anew."""
    for _ in range(TRIES):
        found = _compare(house, row, at)
        if not found.opened and not found.closed:
            return Noticed(families=1)
        try:
            _keep(house, row, found, at)
        except NumberTaken:
            again = load_clerk_page(house.db, Stretch(only=row.number), at)
            if not again:  # it takes part in FAM no more
                return Noticed(families=1)
            check_in_force(house, again[0].digest)
            row = again[0]
        else:
            return Noticed(1, len(found.opened), len(found.closed))
    log.warning("a family is written about without a pause: left for the next pass", family=row.number)
    return Noticed(families=1)


def _compare(house: House, row: ClerkRow, at: datetime) -> Turn:
    """What is due by the facts, against what is kept."""
    papers = parse_papers(row.papers, house.policies.catalogue)
    tasks = due_tasks(Situation(_family(row), papers, row.recalls, house.policies.catalogue, at))
    due = {(agency, key_of(task)): None for task in tasks for agency in row.agencies if task.agency in (None, agency)}
    kept = {(one.agency, one.key): one for one in row.kept}
    opened = [one for one in due if one not in kept or (kept[one].closed_at and not kept[one].closed_by)]
    closed = [one.id for place, one in kept.items() if place not in due and one.closed_at is None]
    return Turn(opened, closed, {paper.ref: paper.id for paper in papers})


def _keep(house: House, row: ClerkRow, turn: Turn, at: datetime) -> None:
    entry = _entry(house, row, turn, at)
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=row.id, family_seq=row.next_seq))
        write_turn(tx, entry.id, row.id, turn, at)


def _entry(house: House, row: ClerkRow, turn: Turn, at: datetime) -> Entry:
    """Which kinds of reminder there are now, about whom and which papers."""
    keys = [key for _, key in turn.opened]
    family = _family(row)
    numbers = person_numbers(family)
    touched = Touched(
        Event.TASKS_NOTICED,
        row.number,
        consents=tuple(sorted({key.consent for key in keys if key.consent})),
        owners=frozenset({Owner.JOINT}),
        details={"opened": sorted(set(_words(keys))), "closed": len(turn.closed)},
    )
    entry = change(EntryId(new_id()), CLERK, at, house.policies.digest, touched)
    persons = sorted({key.person for key in keys if key.person})
    return replace(
        entry,
        controllers=controllers(CLERK, {Owner.JOINT}, family),
        subject={**entry.subject, "persons": [[person, numbers[person]] for person in persons]},
    )


def _words(keys: list[TaskKey]) -> Iterator[str]:
    for key in keys:
        yield f"{key.kind}@{key.due}"


def _family(row: ClerkRow) -> Family:
    family = parse_outline(row.family, None, None).family
    assert family is not None
    return family
