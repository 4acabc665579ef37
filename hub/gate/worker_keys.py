"""Keys of workers are exchanged, freed for another account, and end (§ 65 SGB VIII), where they are held.

Rule 1: nothing is changed before its entry is there. An exchange hands nothing on and needs one person; it is the same
        care as of the agency's own pair (`key_renewal`): an old key goes when nothing names it at two looks apart.
Rule 2: whose key it is, and whether it is, two leads of the worker's body say, neither of them the worker.
Rule 3: a key ends when its worker works there no more and nothing is closed for it: it is handed on before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from hub.gate.confiding import by_nature, confide_anew
from hub.gate.house import House
from hub.gate.key_renewal import APART, NotRenewable
from hub.gate.month_keys import MACHINE
from hub.gate.rules import by_rules_in_force
from hub.identity.store import load_posts_of
from hub.ledger.about_itself import about_the_log
from hub.ledger.append import append
from hub.ledger.endings import load_ended
from hub.ledger.entry import Event, Segment
from hub.ledger.pairs import KeyUnusable
from hub.ledger.workerkeys import WorkerKeys
from hub.record.confiding.store import ConfidedBox, load_confided, load_refs
from hub.terms.clock import legal_day
from hub.terms.handing import SHORTEST_REASON, HandingRefused
from hub.terms.principals import Principal
from hub.terms.sealing import NAMED, fingerprint

LEADS_NEEDED = 2


@dataclass(frozen=True, repr=False)
class WorkerAct:
    """Whose key it is about, by their reference, on which day they were at work there, and why."""

    worker: str
    day: date
    reason: str

    def __post_init__(self) -> None:
        if len(" ".join(self.reason.split())) < SHORTEST_REASON:
            raise HandingRefused(f"a reason has at least {SHORTEST_REASON} characters")


class KeyState(StrEnum):
    """Proven by an account; waiting for the first one; not to be opened with the pair here; destroyed."""

    BOUND = "bound"
    FREE = "free"
    SHUT = "shut"
    ENDED = "ended"


@dataclass(frozen=True)
class HeldKey:
    """One worker's key. `day` is their last one at work, or that on which it ended; None where there is none.
    `olds` are keys of before an exchange that still open.
    """

    ref: str
    state: KeyState
    day: date | None
    olds: int = 0


@by_rules_in_force
def exchange_keys(house: House, keys: WorkerKeys, worker: str, at: datetime) -> int:
    """A new key for a worker, or for the pair where none is named; how many boxes were closed for it just now."""
    staff = _worker(house, WorkerAct(worker, legal_day(at), "-" * SHORTEST_REASON)).id if worker else ""
    if staff:
        keys.ensure(staff)
    _tell(house, (MACHINE, at), Event.KEYS_RENEWED, {"of": "worker" if staff else "workers", "step": "began"})
    if staff:
        keys.renew(staff)
    else:
        keys.renew_pair()
    return confide_anew(house, keys, at)


@by_rules_in_force
def end_old_keys(house: House, keys: WorkerKeys, heard: str, at: datetime) -> None:
    """Destroy all old ones, once everybody who writes has the pair's public half: `heard` is its fingerprint, in hex.

    NotRenewable where that is another one, where something is closed for an old key, and at the first look.
    """
    olds = keys.old_names()
    if not olds:
        raise NotRenewable("no exchange is underway that could be ended")
    if "".join(heard.split()).lower() != fingerprint(house.ring.intakes[house.ring.holder]).hex():
        raise NotRenewable("the fingerprint is not that of the present pair: do all who write have it already?")
    confide_anew(house, keys, at)
    left = sum(box.box[:NAMED] in olds for box in _boxes(house, keys))
    unused = keys.note_unused(None if left else at)
    if left:
        raise NotRenewable(f"{left} boxes are closed for an old key: it is kept, repeat the command")
    if unused is None or at < unused + APART:
        raise NotRenewable(f"nothing is closed for an old key any more: repeat the command after {APART}")
    _tell(house, (MACHINE, at), Event.KEYS_RENEWED, {"of": "workers", "step": "ended"})
    keys.forget_olds()


@by_rules_in_force
def free_key(house: House, keys: WorkerKeys, leads: Sequence[Principal], act: WorkerAct, at: datetime) -> None:
    """The next account that proves to be this worker is theirs. Raises HandingRefused."""
    worker = _said_by_two(house, leads, act)
    if keys.find(worker.id) is None:
        raise HandingRefused(f"{act.worker} has no key here")
    _tell_both(house, leads, (Event.CONFIDED_FREED, worker, act.reason), at)
    keys.unbind(worker.id)


@by_rules_in_force
def end_key(house: House, keys: WorkerKeys, leads: Sequence[Principal], act: WorkerAct, at: datetime) -> None:
    """The key of somebody who left is destroyed. Raises HandingRefused, also while anything is confided to them."""
    worker = _said_by_two(house, leads, act)
    if load_posts_of(house.db, act.worker, legal_day(at)):
        raise HandingRefused(f"{act.worker} still works here")
    left = sum(box.staff == worker.id for box in _boxes(house))
    if left:
        raise HandingRefused(f"{left} keys of entries are still {act.worker}'s: hand them on first")
    if keys.find(worker.id) is None:
        raise HandingRefused(f"{act.worker} has no key here")
    _tell_both(house, leads, (Event.CONFIDED_ENDED, worker, act.reason), at)
    keys.destroy(worker.id, legal_day(at))


def list_keys(house: House, keys: WorkerKeys, at: datetime) -> tuple[HeldKey, ...]:
    """Whose keys lie here and whose ended within the months of the access log, by reference. Nothing that is confided
    is looked at, nor how much it is.
    """
    ended = load_ended(keys.folder, house.policies.retention.access_log.first_day_kept(legal_day(at)))
    refs = load_refs(house.db, [*keys.known(), *ended])
    held = (_held(keys, staff, refs) for staff in keys.known())
    over = (HeldKey(refs.get(staff, (staff, None))[0], KeyState.ENDED, day) for staff, day in ended.items())
    return tuple(sorted((*held, *over), key=lambda one: (one.ref, one.state)))


def _held(keys: WorkerKeys, staff: str, refs: Mapping[str, tuple[str, date | None]]) -> HeldKey:
    ref, until = refs.get(staff, (staff, None))
    try:
        found = keys.find(staff)
    except KeyUnusable:
        return HeldKey(ref, KeyState.SHUT, until)
    state = KeyState.BOUND if found and found.account else KeyState.FREE
    return HeldKey(ref, state, until, len(found.privates) - 1 if found else 0)


def _said_by_two(house: House, leads: Sequence[Principal], act: WorkerAct) -> Principal:
    """The worker. Both are proven leads; whether of that worker's body, and two of them, is looked at here."""
    worker = _worker(house, act)
    if len({lead.id for lead in leads}) != LEADS_NEEDED or worker.id in {lead.id for lead in leads}:
        raise HandingRefused("two people say so, neither of them the worker")
    if any((lead.agency, lead.provider) != (worker.agency, worker.provider) for lead in leads):
        raise HandingRefused("both lead the body in which the worker is, or was")
    return worker


def _worker(house: House, act: WorkerAct) -> Principal:
    posts = load_posts_of(house.db, act.worker, act.day)
    if len({one.id for one in posts}) != 1:
        raise HandingRefused(f"{act.worker} did not work here on {act.day.isoformat()}")
    return posts[0]


def _boxes(house: House, keys: WorkerKeys | None = None) -> Iterable[ConfidedBox]:
    """All that is confided; with `keys` what is not closed for a present one of them."""
    names = keys.current_names() if keys else ()
    return (one for some in load_confided(house.db, by_nature(house.policies.catalogue), names) for one in some)


def _tell_both(house: House, leads: Sequence[Principal], said: tuple[Event, Principal, str], at: datetime) -> None:
    event, worker, reason = said
    for lead in leads:
        _tell(house, (lead, at), event, {"worker": worker.id}, {"reason": reason})


def _tell(
    house: House, who: tuple[Principal, datetime], event: Event, told: Segment, note: Segment | None = None
) -> None:
    """For the officers of the body whose workers they are."""
    entry = about_the_log(*who, house.policies.digest, event, {"holder": house.ring.holder, **told})
    entry = replace(entry, controllers=frozenset({house.ring.holder}), note=note or {})
    append(house.db, house.writer, entry)
