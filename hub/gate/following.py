"""Keys follow the papers: from the commit of a consent or a withdrawal on, wrappings are what is open then, no more.

Anybody can let a wrapping end earlier. Only the maker of a key holds it and can wrap it for somebody else: where
another process takes the consent, it asks the makers, and each answers in a process of its own (`answer_wanted`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from hub.consent.papers import Paper
from hub.consent.released import work_ahead
from hub.consent.store import load_papers, write_open
from hub.db.database import Database, Transaction
from hub.gate.house import House
from hub.gate.kin import opened_to_kin
from hub.gate.rules import by_rules_in_force
from hub.gate.statute import Charge, opened_by_statute
from hub.gate.wrapping import Beside, not_over, windows_of
from hub.identity.store import Member, load_circle
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.ledger.store import next_seq
from hub.policy.agreed import closed
from hub.record.places import Windows, Wrapping
from hub.record.store import (
    add_wrappings,
    load_keys,
    load_outline,
    load_wanted,
    load_wrappings,
    narrow_wrappings,
    want_wrappings,
)
from hub.record.wrapper import Wrapper, wrap_more
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, StaffId, new_id
from hub.terms.lists import Agency, Role
from hub.terms.people import Family
from hub.terms.principals import Principal

NOBODY = StaffId("00000000-0000-0000-0000-000000000000")
Wanted = tuple[FamilyId, FamilyNumber, Sequence[EntryId]]


def current_windows(house: House, db: Database | Transaction, family: Family, at: datetime) -> Windows:
    """Whom keys of this family are wrapped for from now on, by its papers and by the rules. Two statements."""
    papers = load_papers(db, family.id, house.policies.catalogue)
    return not_over(_windows(house, family, load_circle(db, family.id), papers), at)


def _windows(house: House, family: Family, circle: Sequence[Member], papers: Sequence[Paper]) -> Windows:
    catalogue = house.policies.catalogue
    roster: dict[StaffId, list[Principal]] = defaultdict(list)
    for one in circle:
        roster[one.principal.id].append(one.principal)
    charges = [Charge(one.principal, one.since, one.until) for one in circle if one.since]
    statutes = opened_by_statute(house.policies, family, charges)
    kin = opened_to_kin(house.policies, family, [one.principal for one in circle])
    beside = Beside((*statutes, *kin), partial(closed, house.policies))
    return windows_of(papers, family, roster, catalogue, beside)


def follow_papers(house: House, tx: Transaction, entry: EntryId, family: Family, at: datetime) -> None:
    """Bring wrappings and lists in line with the papers as they are now, in the transaction of the entry that changed
    them.
    """
    papers = load_papers(tx, family.id, house.policies.catalogue)
    circle = load_circle(tx, family.id)
    windows = not_over(_windows(house, family, circle, papers), at)
    follow_lists(house, tx, entry, family, (papers, [one.principal for one in circle]))
    held = load_wrappings(tx, family.id, house.policies.catalogue)
    narrow_wrappings(tx, entry, _shorter(held, windows, at))
    want_wrappings(tx, entry, family.id)
    if house.ring.private is not None:
        _wrap_own(house, tx, entry, (family.id, windows, held, ()))


def follow_lists(
    house: House, tx: Transaction, entry: EntryId, family: Family, signed: tuple[Sequence[Paper], Iterable[Principal]]
) -> None:
    """Work out ahead what the papers open, to whom, and in which stretches of time. `signed` with everybody's posts."""
    papers, posts = signed
    employers: dict[StaffId, frozenset[Agency]] = defaultdict(frozenset)
    for one in posts:
        employers[one.id] |= {one.agency}
    catalogue = house.policies.catalogue
    write_open(tx, entry, family.id, work_ahead(papers, family, dict(employers), catalogue), catalogue)


@by_rules_in_force
def answer_wanted(house: House, at: datetime) -> int:
    """Wrap this agency's keys for whom others asked it to; of how many families. One statement where nobody asked."""
    return sum(_answer(house, wanted, at) for wanted in load_wanted(house.db))


def _answer(house: House, wanted: Wanted, at: datetime) -> bool:
    """All that opens by now, whatever was asked: a withdrawal may have come since. An entry of its own says so."""
    number, entries = wanted[1:]
    family = load_outline(house.db, wanted[0]).family
    assert family is not None
    entry = change(EntryId(new_id()), _machine(house), at, house.policies.digest, Touched(Event.KEYS_WRAPPED, number))
    numbered = replace(entry, family=family.id, family_seq=next_seq(house.db, family.id))
    try:
        with house.db.begin() as tx:
            append(tx, house.writer, numbered)
            windows = current_windows(house, tx, family, at)
            held = load_wrappings(tx, family.id, house.policies.catalogue)
            _wrap_own(house, tx, entry.id, (family.id, windows, held, entries))
    except NumberTaken:  # somebody opened the family meanwhile: it stays wanted
        return False
    return True


def _wrap_own(
    house: House,
    tx: Transaction,
    entry: EntryId,
    open_now: tuple[FamilyId, Windows, Sequence[Wrapping], Sequence[EntryId]],
) -> None:
    family, windows, held, settled = open_now
    keys = load_keys(tx, house.ring, family, house.policies.catalogue)
    wrapper = Wrapper(family, house.ring, keys.holder_keys, [], [])
    wrap_more(wrapper, keys, windows, held)
    if wrapper.wrappings or settled:
        add_wrappings(tx, entry, wrapper, settled)


def _shorter(wrappings: Sequence[Wrapping], windows: Windows, at: datetime) -> Iterator[tuple[Wrapping, datetime]]:
    """Wrappings with the end that they still have, where the papers no longer open them as long."""
    for wrapping in wrappings:
        held = wrapping.window
        still = [
            window.until
            for window in windows(wrapping.whose, wrapping.place)
            if window.holder == held.holder and window.since <= max(at, held.since) < window.until
        ]
        until = min(held.until, max(still, default=held.since))
        if until < held.until:
            yield wrapping, until


def _machine(house: House) -> Principal:
    """No person acts here: the agency's own process, which the log calls N-00."""
    return Principal(NOBODY, house.ring.holder, Role.IT_ADMIN, Agency(house.ring.holder), pseudonym="N-00")
