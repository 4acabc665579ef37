"""Keys follow the papers: from the commit of a consent or a withdrawal on, wrappings are what is open then, no more.

Anybody can let a wrapping end earlier. Only the maker of a key holds it and can wrap it for somebody else: where
another process takes the consent, it asks the makers by a signed message (`hub.gate.key_queue`), and each answers in a
process of its own (`answer_wanted`). No call lends a key.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from hub.consent.papers import Paper
from hub.consent.released import work_ahead
from hub.consent.store import load_papers, write_open
from hub.db.database import Database, Transaction
from hub.db.errors import SentBefore
from hub.gate.foreseeing import Foreseen, employers_of, follow_from, windows_at
from hub.gate.house import House
from hub.gate.key_queue import is_of, refusal, write_down
from hub.gate.rules import by_rules_in_force
from hub.identity.store import load_circle
from hub.ledger.entry import Event, Touched
from hub.ledger.keyfolder import known
from hub.record.asked.store import Answer, Asking, Said, answer_askings, load_asked, want_wrappings
from hub.record.places import Windows, Wrapping
from hub.record.store import (
    add_wrappings,
    load_keys,
    load_outline,
    load_wrappings,
    narrow_wrappings,
)
from hub.record.wrapper import Wrapper, wrap_more
from hub.terms.ids import EntryId, FamilyId
from hub.terms.people import Family
from hub.terms.principals import Principal
from hub.terms.sealing import name_of


def current_windows(house: House, db: Database | Transaction, family: Family, at: datetime) -> Windows:
    """Whom keys of this family are wrapped for from now on, by its papers and by the rules. Two statements."""
    papers = load_papers(db, family.id, house.policies.catalogue)
    return windows_at(house, family, load_circle(db, family.id), papers, at)


def follow_papers(house: House, tx: Transaction, entry: EntryId, foreseen: Foreseen) -> None:
    """Bring wrappings and lists in line with the papers as they are now, in the transaction of the entry that changed
    them.
    """
    family, at, catalogue = foreseen.begun.family, foreseen.begun.at, house.policies.catalogue
    papers, circle = load_papers(tx, family.id, catalogue), load_circle(tx, family.id)
    if not foreseen.is_so(papers, circle):
        foreseen = follow_from(house, foreseen.begun, papers, circle)
    if not write_open(tx, entry, family.id, foreseen.released, catalogue):
        follow_lists(house, tx, entry, family, (papers, [one.principal for one in circle]))
    held = load_wrappings(tx, family.id, catalogue)
    narrow_wrappings(tx, entry, _shorter(held, foreseen.windows, at))
    if house.ring.private is not None:  # who holds none puts back what was taken back: that opens nothing
        want_wrappings(tx, entry, family.id)
        _wrap_own(house, tx, entry, (family.id, at), (foreseen.windows, held))


def follow_lists(
    house: House, tx: Transaction, entry: EntryId, family: Family, signed: tuple[Sequence[Paper], Iterable[Principal]]
) -> None:
    """Work out ahead what the papers open, to whom, and in which stretches of time. `signed` with everybody's posts."""
    papers, posts = signed
    catalogue = house.policies.catalogue
    write_open(tx, entry, family.id, work_ahead(papers, family, employers_of(posts), catalogue), catalogue)


@by_rules_in_force
def answer_wanted(house: House, at: datetime) -> int:
    """Wrap this agency's keys for whom others asked it to; of how many families. One statement where nobody asked.

    Each asking once, whatever comes twice or in another order. What its asker did not sign is refused in an entry.
    """
    if house.ring.private is None:
        return 0
    signers, asked = known(house.ring.signers), defaultdict(list)
    for one in load_asked(house.db, house.ring.holder, [name_of(key) for key in signers.values()]):
        asked[one.family, is_of(signers, one.asked_by, one)].append(one)
    return sum(
        _answer(house, askings, at) if true else _refuse(house, askings, at) for (_, true), askings in asked.items()
    )


def _answer(house: House, askings: Sequence[Asking], at: datetime) -> bool:
    """All that opens by now, whatever was asked: a withdrawal may have come since. An entry of its own says so."""
    family = load_outline(house.db, askings[0].family).family
    assert family is not None

    def wrap(tx: Transaction, entry: EntryId) -> None:
        windows = current_windows(house, tx, family, at)
        held = load_wrappings(tx, family.id, house.policies.catalogue)
        _wrap_own(house, tx, entry, (family.id, at), (windows, held))
        answer_askings(tx, entry, _signed(house, askings, Said.WRAPPED, entry))

    return _once(house, Touched(Event.KEYS_WRAPPED, askings[0].number), family.id, at, wrap)


def _refuse(house: House, askings: Sequence[Asking], at: datetime) -> bool:
    """False: nothing was wrapped."""

    def say(tx: Transaction, entry: EntryId) -> None:
        answer_askings(tx, entry, _signed(house, askings, Said.REFUSED, entry))

    _once(house, refusal(askings[0].number, askings), askings[0].family, at, say)
    return False


def _once(
    house: House, touched: Touched, family: FamilyId, at: datetime, then: Callable[[Transaction, EntryId], None]
) -> bool:
    try:
        return write_down(house, touched, family, at, then)
    except SentBefore:  # another worker of this agency answered meanwhile
        return False


def _signed(house: House, askings: Sequence[Asking], said: Said, entry: EntryId) -> Sequence[Answer]:
    assert house.ring.private is not None
    answers = [Answer(asking, said, entry) for asking in askings]
    return [replace(one, signature=house.ring.private.sign(one.message())) for one in answers]


def _wrap_own(
    house: House,
    tx: Transaction,
    entry: EntryId,
    where: tuple[FamilyId, datetime],
    open_now: tuple[Windows, Sequence[Wrapping]],
) -> None:
    (family, at), (windows, held) = where, open_now
    keys = load_keys(tx, house.ring, family, house.policies.catalogue)
    wrapper = Wrapper(family, house.ring, keys.holder_keys, [], [])
    wrap_more(wrapper, keys, windows, held, at)
    if wrapper.wrappings:
        add_wrappings(tx, entry, wrapper)


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
