"""Taking over what a record kept elsewhere tells of accesses: named as such, and never as witnessed.

Who acted is the member of staff that the record names, in the post they held then. The entry says when it was taken
over, and lives six months of the time that the record claims (H6).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from uuid import UUID, uuid5

from hub.db.database import Transaction
from hub.gate.house import House
from hub.ledger.entry import Entry, Event, controllers
from hub.ledger.imported import append_imported
from hub.ledger.past.store import HistoryFacts, PastPost, load_history_facts
from hub.terms.catalogue import Catalogue
from hub.terms.clock import legal_day
from hub.terms.history import Recorded
from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Effect, Owner
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from hub.terms.retention import Keeping

SPACE = UUID("6f1d1d0e-3b7c-5a46-9d52-9b0a5f6a7c11")
"""What the entries of taken-over lines are named in: the same line is the same entry, and stands there once."""

Numbered = tuple[int, Recorded]


class NotAsRecorded(ValueError):
    """The record names what is not there. `faults` are lines `[3].staff: no such staff`, without any value."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Arriving:
    """Who takes over, and when."""

    operator: Principal
    at: datetime


def take_over(house: House, tx: Transaction, arriving: Arriving, records: Sequence[Recorded]) -> int:
    """Write down what is new in the record, in the order of its times; how many lines that were. Two statements.

    Raises NotAsRecorded with every place that is wrong: the transaction must then not be committed.
    """
    named = {_entry_id(record): (place, record) for place, record in enumerate(records)}
    facts = load_history_facts(tx, named, [record.family for record in records if record.family])
    fresh = sorted((one for key, one in named.items() if key not in facts.known), key=lambda one: one[1].at)
    log = house.policies.retention.access_log
    faults = [fault for place, record in sorted(fresh) for fault in _faults(facts, arriving.at, log, place, record)]
    if faults:
        raise NotAsRecorded(faults)
    if fresh:
        append_imported(tx, house.writer, list(_entries(house, arriving, facts, [record for _, record in fresh])))
    return len(fresh)


def is_timely(claimed: datetime, at: datetime, log: Keeping) -> bool:
    """Whether an access log may still hold, or already holds, what happened then."""
    return claimed <= at and legal_day(at) <= log.last_day(legal_day(claimed))


def _entry_id(record: Recorded) -> EntryId:
    return EntryId(str(uuid5(SPACE, record.id)))


def _faults(facts: HistoryFacts, at: datetime, log: Keeping, place: int, record: Recorded) -> Iterator[str]:
    if record.at > at:
        yield f"[{place}].at: lies in the future"
    elif not is_timely(record.at, at, log):
        yield f"[{place}].at: older than the six months for which an access log is kept (H6)"
    posts = facts.posts.get(record.staff)
    if posts is None:
        yield f"[{place}].staff: no such staff, here or in the hub"
    elif _post(posts, record) is None:
        yield f"[{place}].{'staff' if record.post is None else 'post'}: no such post at that time"
    family = facts.families.get(record.family) if record.family else None
    if record.family and family is None and record.effect is not Effect.DENY:
        yield f"[{place}].family: no such family, here or in the hub"
    for number, person in enumerate(record.persons):
        if family is None or person not in family.persons:
            yield f"[{place}].persons[{number}]: no such person in this family"


def _post(posts: Sequence[PastPost], record: Recorded) -> PastPost | None:
    """The post named, if it was held then; else the first that was."""
    named = posts if record.post is None else posts[record.post : record.post + 1]
    return next((post for post in named if post.is_held_on(legal_day(record.at))), None)


def _entries(
    house: House, arriving: Arriving, facts: HistoryFacts, records: Sequence[Recorded]
) -> Iterator[tuple[Entry, str]]:
    """Each with the number that it takes in its family, and the group whose people it tells of."""
    numbers = {number: count(family.next_seq) for number, family in facts.families.items()}
    for record in records:
        post = _post(facts.posts[record.staff], record)
        assert post is not None
        family = facts.families.get(record.family) if record.family else None
        yield (
            Entry(
                id=_entry_id(record),
                event=Event.LOG_IMPORTED,
                at=arriving.at,
                claimed=record.at,
                principal=post.principal,
                effect=record.effect,
                policies=house.policies.digest,
                controllers=_controllers(record, post.principal, house.policies.catalogue),
                purpose=record.purpose,
                subject=_subject(record, facts),
                access=_access(record, post.principal, arriving),
                decision=_decision(record, house.policies.digest),
                note={"note": record.note} if record.note else {},
                family=family.id if family else None,
                family_seq=next(numbers[record.family]) if record.family and family else 1,
            ),
            post.group,
        )


def _controllers(record: Recorded, principal: Principal, catalogue: Catalogue) -> frozenset[str]:
    """Whose officer reads it (H4): the actor's; and whose data it showed, as far as the record lets one know.

    Without a consent as its basis, a look into a category that the own agency fills too was at its own part.
    """
    owners: set[Owner] = set()
    for category in record.categories if record.effect is not Effect.DENY else ():
        of_category = {owner for field in catalogue.fields if field.category is category for owner in field.owners}
        own = {owner for owner in of_category if owner.value == principal.agency.value}
        owners |= of_category - own if _by_consent(record) or not own else own
    return controllers(principal, owners)


def _by_consent(record: Recorded) -> bool:
    return any(not part.startswith(("§", "Art.")) and part not in {*Reason, "emergency"} for part in record.basis)


def _subject(record: Recorded, facts: HistoryFacts) -> Mapping[str, object]:
    """With the number that was asked for, also where there is none: as the hub's own refusals say it."""
    family = facts.families.get(record.family) if record.family else None
    persons = [list(family.persons[ref]) for ref in record.persons] if family else []
    return {"number": record.family or FamilyNumber(""), "persons": persons}


def _access(record: Recorded, principal: Principal, arriving: Arriving) -> Mapping[str, object]:
    return {
        "purpose": record.purpose,
        "action": record.action,
        "agency": principal.agency,
        "role": principal.role,
        "at": record.at.isoformat(timespec="milliseconds"),
        "categories": list(record.categories),
        "office": record.place,
        "record": record.id,
        "label": record.label,
        "taken_over_by": arriving.operator.ref,
        "taken_over_at": arriving.at.isoformat(timespec="milliseconds"),
        **({} if record.filters is None else {"filters": dict(record.filters)}),
    }


def _decision(record: Recorded, policies: str) -> Mapping[str, object]:
    """As the record says it; the rules in force now decided nothing of it."""
    reason = {"reason": record.reason} if record.reason else {}
    return {"effect": record.effect, "basis": list(record.basis), "taken_over_under": policies, **reason}
