"""The clerk's part: what is near or past is brought to the officers' mind once, with an entry."""

from collections.abc import Mapping
from datetime import datetime

from hub.gate.clerk import CLERK
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event
from hub.review.cases.reminding.dues import Days
from hub.review.cases.reminding.store import read_standing, write_reminder
from hub.terms.case_dues import Due
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Agency, Effect, Purpose
from hub.terms.reasons import Reason


@by_rules_in_force
def remind(house: House, days: Days, at: datetime) -> int:
    """One pass; how many reminders are new. Nothing new, no entry; done twice, or by two at once, each is once."""
    cases, hits, reminded = read_standing(house.db, [name for name, rule in days.rules.items() if rule.within])
    whose: Mapping[str | None, tuple[Agency, ...]] = {
        **{case.id: case.controllers for case in cases},
        **{hit.id: (hit.controller,) for hit in hits},
    }
    new = [
        due
        for due in days.all(cases, hits)
        if days.is_near(due, legal_day(at)) and (str(due.case or due.hit), due.kind.value, due.day) not in reminded
    ]
    for due in new:
        entry = _entry(house, due, whose[due.case or due.hit], at)
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            write_reminder(tx, entry.id, due)
    return len(new)


def _entry(house: House, due: Due, whose: tuple[Agency, ...], at: datetime) -> Entry:
    """No person acts. It names the case, or the rule of a hit, and nobody."""
    words = {"case": due.case, "rule": due.rule, "due": due.day.isoformat(), "step": due.kind.value}
    digest = house.policies.digest
    return Entry(
        id=EntryId(new_id()),
        event=Event.CASE_REMINDED,
        at=at,
        principal=CLERK,
        effect=Effect.PERMIT,
        policies=digest,
        controllers=frozenset(one.value for one in whose),
        purpose=Purpose.DPO_CONTROL,
        subject={},
        access={
            "purpose": Purpose.DPO_CONTROL,
            "action": "remind",
            "agency": CLERK.agency,
            "role": CLERK.role,
            "at": at.isoformat(timespec="milliseconds"),
            **{name: word for name, word in words.items() if word is not None},
        },
        decision={"effect": Effect.PERMIT, "reason": Reason.CONTROL, "policies": digest},
    )
