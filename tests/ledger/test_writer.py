"""A writing process: its numbers and its buckets."""

from base64 import b64decode
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from hub.ledger.entry import Book, Event, Touched, change
from hub.ledger.keyfolder import Held
from hub.ledger.months.keys import LogReader, Seal
from hub.ledger.writer import REMEMBERED, Writer
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, StaffId, new_id
from hub.terms.lists import Agency, Role
from hub.terms.principals import Principal

AT = datetime(2026, 11, 16, 7, tzinfo=UTC)
READERS = {name: X25519PrivateKey.generate() for name in ("oversight", "family")}
COACH = Principal(StaffId(new_id()), "U01", Role.JOBCOACH, Agency.JOBCENTER)
FAMILY = FamilyId(new_id())


def _writer():
    return Writer({name: Seal(key.public_key()) for name, key in READERS.items()})


def _entry(family=FAMILY, at=AT, book=Book.ACCESS_LOG):
    entry = change(EntryId(new_id()), COACH, at, "", Touched(Event.RECORD_CHANGED, FamilyNumber("X")))
    return replace(entry, family=family, book=book)


def _written(writer, entry):
    """As `append` does it, once the database has committed."""
    actor = writer.bucket(entry.family, entry.at, Book.ACCESS_LOG)
    case = actor if entry.book is Book.ACCESS_LOG else writer.bucket(entry.family, entry.at, entry.book)
    writer.opened(entry, actor, case)
    return actor, case


@given(st.lists(st.booleans(), max_size=60))
def test_numbers_have_no_gap_whatever_fails(kept):
    """What is given back is used next; in the end 1, 2, 3 … are used, each once."""
    writer, used = _writer(), []

    for keep in [*kept, True, True]:
        number = writer.number()
        if keep:
            used.append(number)
        else:
            writer.give_back(number)

    assert list(range(1, len(used) + 1)) == sorted(used)


def test_two_writers_never_share_a_bucket_or_a_name():
    """Each process numbers for itself."""
    first, second = _writer(), _writer()

    assert first.id != second.id
    assert first.bucket(FAMILY, AT, Book.ACCESS_LOG).id != second.bucket(FAMILY, AT, Book.ACCESS_LOG).id


def test_a_bucket_is_fresh_until_it_is_committed():
    """An entry that failed leaves no bucket behind that a later one would not bring along."""
    writer = _writer()

    before = writer.bucket(FAMILY, AT, Book.ACCESS_LOG)
    again = writer.bucket(FAMILY, AT, Book.ACCESS_LOG)
    committed, _ = _written(writer, _entry())
    after = writer.bucket(FAMILY, AT, Book.ACCESS_LOG)

    assert before.fresh
    assert again.fresh
    assert before.id != again.id
    assert (committed.id, committed.key, None) == (after.id, after.key, after.fresh)


@pytest.mark.parametrize(
    "other",
    [
        _entry(family=FamilyId(new_id())),
        _entry(family=None),
        _entry(at=AT + timedelta(days=1)),
        _entry(book=Book.DISCLOSURE_REGISTER),
    ],
    ids=["another family", "no family", "another day", "another book"],
)
def test_there_is_one_bucket_for_each_family_day_and_book(other):
    """So that one family's part of one day can be erased alone."""
    writer = _writer()
    _, case = _written(writer, _entry())

    _, others = _written(writer, other)
    _, again = _written(writer, _entry(at=AT + timedelta(hours=3)))

    assert case.id != others.id
    assert case.key != others.key
    assert case.id == again.id


def test_a_day_is_that_of_berlin():
    """An entry at half past eleven in the evening, UTC, belongs to the next day."""
    writer = _writer()
    late, _ = _written(writer, _entry(at=datetime(2026, 11, 15, 23, 30, tzinfo=UTC)))

    assert late.id == writer.bucket(FAMILY, AT, Book.ACCESS_LOG).id


def test_the_key_is_sealed_to_those_who_read_the_log_alone():
    """Each opens it with their own private key, for their own name and this bucket."""
    bucket = _writer().bucket(FAMILY, AT, Book.ACCESS_LOG)
    sealed = {name: b64decode(text) for name, text in bucket.fresh["keys"].items()}

    assert set(READERS) == set(sealed)
    for name, private in READERS.items():
        assert bucket.key == LogReader(name, Held(private)).open(bucket.id, sealed[name])
    for private, name, where in (
        (READERS["family"], "oversight", bucket.id),
        (READERS["oversight"], "family", bucket.id),
        (READERS["oversight"], "oversight", new_id()),
    ):
        with pytest.raises(InvalidTag):
            LogReader(name, Held(private)).open(where, sealed["oversight"])


def test_the_access_log_ends_and_the_register_does_not():
    """Six months for the one; the other is kept with the case (H6)."""
    writer = _writer()

    log = writer.bucket(FAMILY, AT, Book.ACCESS_LOG).fresh
    register = writer.bucket(FAMILY, AT, Book.DISCLOSURE_REGISTER).fresh

    assert ("access_log", "2027-05-16") == (log["retention"], log["retain_until"])
    assert ("disclosure_register", None) == (register["retention"], register["retain_until"])


def test_memory_does_not_grow_with_the_families():
    """Who is forgotten gets another bucket of the same day, which does no harm."""
    writer = _writer()
    first, _ = _written(writer, _entry())
    for _ in range(REMEMBERED):
        _written(writer, _entry(family=FamilyId(new_id())))

    assert REMEMBERED == len(writer._buckets)
    assert first.id != writer.bucket(FAMILY, AT, Book.ACCESS_LOG).id
