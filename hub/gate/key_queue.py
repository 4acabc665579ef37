"""The asker's side of the queue of keys: what was wanted with a paper is signed and sent, and answers are read.

Rule 1: nobody is asked without the asking agency's own signature, and none but the maker's own answers it.
Rule 2: what cannot be signed or checked now stays as it is; nothing that was wanted is lost.
Rule 3: whatever is signed wrongly is refused, and an entry says so.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from hub.db.database import Transaction
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.ledger.keyfolder import known
from hub.ledger.store import next_seq
from hub.record.asked.store import (
    After,
    Answer,
    Asking,
    Said,
    close_askings,
    load_answers,
    load_unsigned,
    send,
)
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, new_id
from hub.terms.key_signing import is_signed
from hub.terms.lists import Agency
from hub.terms.principals import machine
from hub.terms.sealing import name_of

Signers = Mapping[str, Ed25519PublicKey]


def send_askings(house: House) -> int:
    """Sign and send what this agency's papers want of others' keys; how many. One statement where nothing waits."""
    private, own = house.ring.private, known(house.ring.signers).get(house.ring.holder)
    if private is None or own is None:
        return 0
    waiting = load_unsigned(house.db, house.ring.holder, name_of(own))
    return send(house.db, [replace(one, signature=private.sign(one.message())) for one in waiting])


@by_rules_in_force
def read_answers(house: House, at: datetime) -> int:
    """Settle what was answered; of how many askings. What was refused is asked again later, by the present key. What no
    key known here signed is refused, at once or, where it may be a maker's new key, after an hour: it stays asked.
    """
    signers = known(house.ring.signers)
    answers = load_answers(house.db, house.ring.holder, [name_of(key) for key in signers.values()])
    true = [one for one in answers if is_of(signers, one.asking.maker, one)]
    close_askings(house.db, [(one, After.SETTLED if one.said is Said.WRAPPED else After.ASK_AGAIN) for one in true])
    for one in answers:
        if one not in true:
            _refuse(house, one, at)
    return len(true)


def is_of(signers: Signers, holder: str, message: Asking | Answer) -> bool:
    """Whether this holder signed this very message."""
    key = signers.get(holder)
    return key is not None and is_signed(key, message.message(), message.signature)


def write_down(
    house: House,
    touched: Touched,
    family: FamilyId,
    at: datetime,
    then: Callable[[Transaction, EntryId], None],
) -> bool:
    """One entry of this agency's machine and what it is about, both or neither; False where somebody was quicker."""
    entry = change(
        EntryId(new_id()), machine(house.ring.holder, Agency(house.ring.holder)), at, house.policies.digest, touched
    )
    numbered = replace(entry, family=family, family_seq=next_seq(house.db, family))
    try:
        with house.db.begin() as tx:
            append(tx, house.writer, numbered)
            then(tx, entry.id)
    except NumberTaken:  # somebody opened the family meanwhile: it stays wanted
        return False
    return True


def refusal(number: FamilyNumber, messages: Iterable[Asking]) -> Touched:
    """That messages were not signed by whoever they name. Whose they are nobody knows; what they were about, yes."""
    named = sorted({f"{one.asked_by}:{one.entry}" for one in messages})
    return Touched(Event.KEYS_REFUSED, number, details={"refused": named})


def _refuse(house: House, answer: Answer, at: datetime) -> None:
    asking = answer.asking

    def stand_again(tx: Transaction, _: EntryId) -> None:
        close_askings(tx, [(answer, After.ANSWER_AGAIN)])

    write_down(house, refusal(asking.number, [asking]), asking.family, at, stand_again)
