"""Messages about keys that are forged, replayed, sent twice, late or by somebody else: refused, and written down."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hub.db.errors import SentBefore
from hub.gate.consents import Given, Words, read_papers, take_consent
from hub.gate.following import answer_wanted
from hub.gate.key_queue import read_answers, send_askings
from hub.gate.key_renewal import renew_key
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.record.asked.store import Answer, Asking, Said, answer_askings, load_unsigned, send
from hub.record.store import load_outline
from hub.terms.ids import FamilyNumber, PersonId
from tests.attacks.by_hand import entry_of, family_id
from tests.attacks.families import cell, consent, family
from tests.gate.asked import answer_makers
from tests.kreis import Kreis

NUMBER = FamilyNumber("FAM-2026-752")
PERSON = "X52-1"
VALUE = "Erdachte Hilfe"
ASKER, MAKER = "jobcenter", "jugendamt"
QUEUE = "select signature, said, answer, tries from record.wrap_wanted where maker = 'jugendamt' order by entry_id"


@pytest.fixture
def asked(kreis: Kreis) -> Kreis:
    """A family with a help that a consent opens to the Jobcoach, taken at the Jobcenter, which has not asked yet."""
    kreis.load(family(NUMBER, "X52", [cell("sgb8_help_type", PERSON, VALUE)]))
    _take(kreis, "X52-C1")
    return kreis


def _take(kreis: Kreis, ref: str) -> None:
    kreis.at += timedelta(minutes=1)
    house = kreis.house(ASKER)
    found = load_outline(house.db, family_id(kreis.superuser(), NUMBER)).family
    assert found is not None
    paper = {**consent(ref, PERSON, ["U01"])}
    words = Words({PERSON: PersonId(found.persons[0].id)}, {"U01": kreis.principal("U01").id}, {})
    papers = read_papers([(paper.pop("id"), paper)], words, house.policies.catalogue)
    take_consent(house, kreis.principal("U01"), kreis.at, Given(NUMBER, papers))


def _seen(kreis: Kreis) -> set[object]:
    return {value.content for value in kreis.open("U01", NUMBER).projection.shown}


def _written(kreis: Kreis, event: Event) -> int:
    [(count,)] = kreis.superuser().execute("select count(*) from ledger.index where event = %s", (event,)).fetchall()
    return int(count)


def _answer(kreis: Kreis) -> int:
    return answer_wanted(kreis.house(MAKER), kreis.at)


def _asking(kreis: Kreis) -> Asking:
    [found] = [one for one in load_unsigned(kreis.house(ASKER).db, ASKER, b"") if one.maker == MAKER][:1]
    return found


def _put(kreis: Kreis, signature: bytes) -> None:
    kreis.superuser().execute("update record.wrap_wanted set signature = %s", (signature,))


def _signed_by(kreis: Kreis, group: str, message: bytes) -> bytes:
    private = kreis.house(group).ring.private
    assert private is not None
    return private.sign(message)


def test_without_a_signature_nobody_is_asked(asked: Kreis) -> None:
    """The row alone, as whoever can write into the table may make it, moves nobody."""
    assert 0 == _answer(asked)
    assert set() == _seen(asked)


@pytest.mark.parametrize("forger", ["a bit turned", "another sign-in's key", "of another asking", "of the answer"])
def test_a_forged_message_is_refused_and_written_down_and_the_true_one_comes_after_it(
    asked: Kreis, forger: str
) -> None:
    """Nothing is wrapped for it; whoever really asked asks again by itself, later, and is answered."""
    true = _asking(asked)
    message = {
        "of another asking": replace(true, maker="provider"),
        "of the answer": Answer(true, Said.WRAPPED, true.entry),
    }
    by = "provider" if forger == "another sign-in's key" else ASKER
    signature = _signed_by(asked, by, message.get(forger, true).message())
    _put(asked, signature[:-1] + bytes([signature[-1] ^ (forger == "a bit turned")]))

    assert 0 == _answer(asked)
    assert 1 == _written(asked, Event.KEYS_REFUSED)
    assert 0 == _written(asked, Event.KEYS_WRAPPED)
    assert set() == _seen(asked)

    read_answers(asked.house(ASKER), asked.at)
    assert 0 == send_askings(asked.house(ASKER)), "at once it would be refused again and again"
    asked.superuser().execute("update record.wrap_wanted set signed_at = signed_at - interval '2 hours'")
    answer_makers(asked)
    assert {VALUE} == _seen(asked)
    assert 1 == _written(asked, Event.KEYS_REFUSED)


def test_no_other_sign_in_sends_in_the_askers_name(asked: Kreis) -> None:
    """With the asker's own signature in hand, the Jugendamt's and the provider's logins put it into no row."""
    true = _asking(asked)
    signed = replace(true, signature=_signed_by(asked, ASKER, true.message()))

    for group in (MAKER, "provider", "family"):
        assert 0 == send(asked.house(group).db, [signed])

    assert 0 == _answer(asked)
    assert 1 == send(asked.house(ASKER).db, [signed])
    assert 1 == _answer(asked)


@pytest.mark.parametrize("group", [ASKER, "provider"])
def test_nobody_answers_in_the_makers_name(asked: Kreis, group: str) -> None:
    """Neither the asker itself nor a third one: the asking stays open."""
    true = _asking(asked)
    send_askings(asked.house(ASKER))
    house, entry = asked.house(group), entry_of(asked, group, Event.KEYS_WRAPPED, NUMBER)
    answer = Answer(true, Said.WRAPPED, entry.id)

    with pytest.raises(SentBefore), house.db.begin() as tx:
        append(tx, house.writer, entry)
        answer_askings(tx, entry.id, [replace(answer, signature=_signed_by(asked, group, answer.message()))])

    assert 1 == _answer(asked)


def test_a_forged_answer_settles_nothing_and_is_written_down(asked: Kreis) -> None:
    """Whoever writes into the table that it was answered is found out by the asker, and the maker answers."""
    send_askings(asked.house(ASKER))
    true = _asking_of_the_row(asked)
    forged = Answer(true, Said.WRAPPED, true.entry)
    asked.superuser().execute(
        "update record.wrap_wanted set said = 'wrapped', said_entry = entry_id, answer = %s",
        (_signed_by(asked, MAKER, forged.message())[:-1] + b"x",),
    )

    assert 0 == read_answers(asked.house(ASKER), asked.at)
    assert 1 == _written(asked, Event.KEYS_REFUSED)
    assert 1 == _answer(asked)
    assert 1 == read_answers(asked.house(ASKER), asked.at)
    assert {VALUE} == _seen(asked)


def test_an_answer_by_a_key_that_nobody_knows_closes_nothing_for_ever(asked: Kreis) -> None:
    """The maker's process, taken over, signs with a key of its own: for an hour it may be a new key that is still to
    come, then it is refused and written down, and the asking is open as before.
    """
    send_askings(asked.house(ASKER))
    house, entry = asked.house(MAKER), entry_of(asked, MAKER, Event.KEYS_WRAPPED, NUMBER)
    answer = Answer(_asking_of_the_row(asked), Said.WRAPPED, entry.id)
    signature = b"nobody's key 123" + _signed_by(asked, MAKER, answer.message())[16:]
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        answer_askings(tx, entry.id, [replace(answer, signature=signature)])
    wrapped = _written(asked, Event.KEYS_WRAPPED)

    assert (0, 0) == (read_answers(asked.house(ASKER), asked.at), _written(asked, Event.KEYS_REFUSED))
    asked.superuser().execute("update record.wrap_wanted set said_at = said_at - interval '2 hours'")
    assert 0 == read_answers(asked.house(ASKER), asked.at)

    assert 1 == _written(asked, Event.KEYS_REFUSED)
    assert (1, 1) == (_answer(asked), read_answers(asked.house(ASKER), asked.at))
    assert wrapped + 1 == _written(asked, Event.KEYS_WRAPPED)
    assert {VALUE} == _seen(asked)


def _asking_of_the_row(kreis: Kreis) -> Asking:
    [(family_, entry)] = kreis.superuser().execute("select family_id::text, entry_id::text from record.wrap_wanted")
    return Asking(MAKER, ASKER, family_, NUMBER, entry)


def test_what_is_answered_twice_at_once_is_wrapped_once(asked: Kreis) -> None:
    """Two workers of the maker, both with the message in hand: one entry, one answer, and both go on."""
    send_askings(asked.house(ASKER))
    workers = [replace(asked, _houses={}) for _ in range(4)]
    houses = [one.house(MAKER) for one in workers]

    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda house: answer_wanted(house, asked.at), houses))

    assert 1 == sum(done) == _written(asked, Event.KEYS_WRAPPED)
    assert {VALUE} == _seen(asked)
    assert 0 == _answer(asked)


def test_a_message_that_comes_again_after_its_answer_changes_nothing(asked: Kreis) -> None:
    """Read and settled, the same signed bytes find no row any more; nobody wraps and nobody writes."""
    true = _asking(asked)
    signed = replace(true, signature=_signed_by(asked, ASKER, true.message()))
    answer_makers(asked)

    assert 0 == send(asked.house(ASKER).db, [signed])
    assert 0 == _answer(asked)
    assert 1 == _written(asked, Event.KEYS_WRAPPED)


def test_the_later_message_may_come_first(asked: Kreis) -> None:
    """Whatever the order: each is answered once, by what opens at that moment."""
    first = _asking(asked)
    _take(asked, "X52-C2")
    both = [one for one in load_unsigned(asked.house(ASKER).db, ASKER, b"") if one.maker == MAKER]
    for one in sorted(both, key=lambda one: one.entry == first.entry):
        send(asked.house(ASKER).db, [replace(one, signature=_signed_by(asked, ASKER, one.message()))])
        assert 1 == _answer(asked)

    assert 2 == read_answers(asked.house(ASKER), asked.at)
    assert {VALUE} == _seen(asked)


def test_a_message_survives_an_exchange_of_the_askers_key(asked: Kreis, tmp_path: Path) -> None:
    """Signed by the old key, then by the new one; the maker, who has the new public key last of all, answers then."""
    keys, far = (Path(shutil.copytree(asked.keys, tmp_path / name)) for name in ("here", "far"))
    here, there = (replace(asked, keys=folder, _houses={}) for folder in (keys, far))
    send_askings(here.house(ASKER))
    renew_key(here.house(ASKER), here.at)
    assert 1 == send_askings(here.house(ASKER)), "signed anew by the present key"

    assert 0 == answer_wanted(there.house(MAKER), there.at)
    assert 0 == _written(asked, Event.KEYS_REFUSED), "an unknown key is no forgery yet"
    shutil.copy(keys / "jobcenter.pub", far / "jobcenter.pub")
    assert 1 == answer_wanted(there.house(MAKER), there.at)
    assert 1 == read_answers(here.house(ASKER), here.at)
