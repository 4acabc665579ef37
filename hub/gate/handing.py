"""What was confided to one worker goes to another, by the word of two leads (§ 65 Abs. 1 S. 1 Nr. 3 SGB VIII).

Rule 1: one person proposes, another one confirms within a day; neither of them receives it. Each has an entry of their
        own, with the reason. The database holds the same, whatever a process says.
Rule 2: all that was confided to one worker in one family goes, with its keys, in one transaction with the second entry;
        who had it opens it no more. Who opens it now is asked for a proof like everybody.
Rule 3: it goes to whoever is responsible for the family already: what may be seen there is not widened by it. Nobody
        has part in it who is excluded from the family's matters (§§ 16, 17 SGB X).
Rule 4: a refusal says what must be so, not which of it is not, and has its entry, which says that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from hub.gate.confiding import by_nature
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.identity.store import Ties, load_posts_of, load_ties
from hub.ledger.append import TRIES, append
from hub.ledger.entry import Book, Entry, Event, Segment, Touched, change
from hub.ledger.errors import NumberTaken
from hub.ledger.workerkeys import WorkerKeys
from hub.record.confiding.store import ConfidedBox, load_confided
from hub.record.handing.store import hand_on, load_confided_to
from hub.terms.clock import legal_day
from hub.terms.handing import CONFIRMED_WITHIN, Handing, HandingRefused, HandingWish, Proposed
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Effect, Owner
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

Who = tuple[Principal, datetime]
Said = tuple[Event, HandingWish]
DOES_NOT_FIT = (
    "it must be a family for which the receiver is responsible, and something confided there to whom it is taken from, "
    "in the body that you lead; neither lead is the receiver, and none of the three is excluded from the matter"
)


@by_rules_in_force
def propose_handing(house: House, who: Who, wish: HandingWish) -> Proposed:
    """Written down; nothing is handed on by it. Raises HandingRefused."""
    said = Event.CONFIDED_PROPOSED, wish
    handing, ties = _checked(house, who, said)
    entry = _entry(house, who, said, (ties, _told(handing)))
    append(house.db, house.writer, entry)
    by, at = who
    return Proposed(entry.id, wish, by.id, at)


@by_rules_in_force
def confirm_handing(house: House, keys: WorkerKeys, who: Who, proposed: Proposed) -> int:
    """Hand on what another person proposed; how many keys went. Raises HandingRefused, CellChanged, DatabaseRefused."""
    by, at = who
    if by.id == proposed.by:
        raise HandingRefused("another person confirms than proposed it")
    if not proposed.at <= at < proposed.at + CONFIRMED_WITHIN:
        raise HandingRefused("the proposal is over: it is confirmed within a day")
    for _ in range(TRIES - 1):
        try:
            return _hand_on_once(house, keys, who, proposed)
        except NumberTaken:  # somebody wrote about the family meanwhile
            continue
    return _hand_on_once(house, keys, who, proposed)


def _hand_on_once(house: House, keys: WorkerKeys, who: Who, proposed: Proposed) -> int:
    """The number of the entry is read before the boxes: who writes about the family meanwhile takes it."""
    said = Event.CONFIDED_HANDED, proposed.wish
    handing, ties = _checked(house, who, said)
    anew = tuple(_moved(house, keys, handing))
    made = _entry(house, who, said, (ties, _told(handing, proposed.entry)))
    with house.db.begin() as tx:
        append(tx, house.writer, made)
        hand_on(tx, (proposed.entry, made.id), handing, anew)
    return len(anew)


def _checked(house: House, who: Who, said: Said) -> tuple[Handing, Ties]:
    """Raises HandingRefused once the refusal is written down, with its reason in the log alone."""
    by, at = who
    wish = said[1]
    posts = load_posts_of(house.db, wish.after, legal_day(at))
    ties = load_ties(house.db, wish.number, (*posts, by), at)
    found = _found(house, who, wish, (ties, posts))
    if isinstance(found, Handing):
        return found, ties
    denied = _entry(house, who, said, (ties, {}))
    decision = {**denied.decision, "effect": Effect.DENY, "reason": found}
    append(house.db, house.writer, replace(denied, effect=Effect.DENY, decision=decision))
    raise HandingRefused(DOES_NOT_FIT)


def _found(house: House, who: Who, wish: HandingWish, there: tuple[Ties, Sequence[Principal]]) -> Handing | Reason:
    (by, at), (ties, posts) = who, there
    mandate = ties.mandates.get(posts[0].id) if posts else None
    if ties.family is None or mandate is None or not mandate.assigned or posts[0].id == by.id:
        return Reason.NOT_ASSIGNED
    if mandate.related or ties.mandates[by.id].related:
        return Reason.EXCLUDED_RELATIVE
    fields, lead = by_nature(house.policies.catalogue), (by.id, legal_day(at))
    before = load_confided_to(house.db, ties.family, fields, lead).get(wish.before)
    return Reason.ENTRUSTED if before is None else Handing(ties.family, before, posts[0].id)


def _moved(house: House, keys: WorkerKeys, handing: Handing) -> Iterator[tuple[ConfidedBox, bytes]]:
    """Closed for the pair and bound to the new worker, as if just written: a pass closes it for their own key."""
    for boxes in load_confided(house.db, by_nature(house.policies.catalogue), (), handing.family):
        for box in (one for one in boxes if one.staff == handing.before):
            clear = keys.open(box.staff, box.box, box.where) if box.is_sealed else None
            if clear is None:
                raise HandingRefused("something of it does not open with the key of whoever had it, or not yet")
            yield box, keys.closed_for_now(handing.after, clear, box.where)


def _told(handing: Handing, proposal: EntryId | None = None) -> Segment:
    return {"from": handing.before, "to": handing.after, "proposal": proposal or ""}


def _entry(house: House, who: Who, said: Said, about: tuple[Ties, Segment]) -> Entry:
    (event, wish), (ties, told) = said, about
    owners = frozenset({Owner(house.ring.holder)})
    touched = Touched(event, wish.number, owners=owners, details={"ground": wish.ground.value, **told})
    made = change(EntryId(new_id()), *who, house.policies.digest, touched)
    made = replace(made, family=ties.family, family_seq=ties.next_seq)
    return replace(made, book=Book.DISCLOSURE_REGISTER, note={"reason": wish.reason})
