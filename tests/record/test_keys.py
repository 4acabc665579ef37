"""Keys and boxes: who is meant opens them, at their place, unchanged, and nobody else does."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.record.keys import (
    REMEMBERED,
    CannotOpen,
    HolderKey,
    Keyring,
    close_box,
    new_category_key,
    open_box,
    unwrap_key,
    wrap_key,
)
from hub.terms.ids import FamilyId, KeyId

from .rings import FAMILY, PUBLIC, ids, keys, names, ring


@given(names, names, ids)
def test_a_holder_opens_the_key_that_was_made_for_it(maker, holder, family):
    """Whoever made it, and the maker need not hold a private key for it."""
    clear, sealed = Keyring(maker, None, PUBLIC).new_holder_key(FamilyId(family), maker, holder)

    assert clear == ring(holder).open_holder_key(FamilyId(family), maker, sealed)


@given(names, names, names)
def test_nobody_else_opens_it(maker, holder, other):
    """A fully taken-over process of one agency opens nothing that was sealed for another."""
    assume(other != holder)
    _, sealed = ring(maker).new_holder_key(FAMILY, maker, holder)

    with pytest.raises(CannotOpen):
        ring(other).open_holder_key(FAMILY, maker, sealed)


@given(names, names, ids)
def test_a_holder_key_is_bound_to_its_family_and_maker(maker, other, family):
    """Moved to another row of the database it does not open."""
    assume(maker != other and family != FAMILY)
    _, sealed = ring(maker).new_holder_key(FAMILY, maker, "jobcenter")

    for wrong_family, wrong_maker in ((FamilyId(family), maker), (FAMILY, other)):
        with pytest.raises(CannotOpen):
            ring("jobcenter").open_holder_key(wrong_family, wrong_maker, sealed)


def test_who_has_no_private_key_opens_nothing():
    """The loader can close, and not open."""
    clear, sealed = Keyring("loader", None, PUBLIC).new_holder_key(FAMILY, "jobcenter", "jobcenter")

    assert 32 == len(clear)
    with pytest.raises(CannotOpen, match="no private key"):
        Keyring("jobcenter", None, PUBLIC).open_holder_key(FAMILY, "jobcenter", sealed)


def test_an_opened_key_is_remembered_right_and_opens_again_when_it_is_forgotten():
    """Memory does not grow with the number of families (`hub.terms.recent`)."""
    mine = ring("jobcenter")
    clear, sealed = mine.new_holder_key(FAMILY, "jugendamt", "jobcenter")

    opened = [mine.open_holder_key(FAMILY, "jugendamt", sealed) for _ in range(2)]
    for number in range(REMEMBERED):
        mine._opened.keep(HolderKey(FAMILY, "jugendamt", str(number).encode()), b"")
    forgotten = mine._opened.get(HolderKey(FAMILY, "jugendamt", sealed))

    assert [clear, clear] == opened
    assert forgotten is None
    assert clear == mine.open_holder_key(FAMILY, "jugendamt", sealed)


def test_a_category_key_that_was_opened_is_known_again_by_its_very_bytes_alone():
    """What is remembered opens nothing that is not handed out anew: another id, maker or box does not find it."""
    mine, key, clear = ring("jobcenter"), KeyId("0190"), new_category_key()
    under, sealed = mine.new_holder_key(FAMILY, "jugendamt", "jobcenter")
    holder_key, wrapped = HolderKey(FAMILY, "jugendamt", sealed), wrap_key(under, "jobcenter", key, clear)

    first, again = (mine.open_category_key(holder_key, key, wrapped) for _ in range(2))

    assert first is again
    for wrong in (
        (holder_key, KeyId("0191"), wrapped),
        (holder_key, key, wrapped[:-1] + bytes([wrapped[-1] ^ 1])),
        (holder_key._replace(maker="jobcenter"), key, wrapped),
        (holder_key._replace(sealed=b""), key, wrapped),
    ):
        with pytest.raises(CannotOpen):
            mine.open_category_key(*wrong)


@given(keys, st.binary(max_size=500), st.binary(max_size=60))
def test_a_box_opens_with_its_key_at_its_place(key, clear, place):
    """Whatever is in it; and no two boxes of the same content look alike."""
    assert clear == open_box(key, close_box(key, clear, place), place)
    assert close_box(key, clear, place) != close_box(key, clear, place)


@given(keys, st.binary(max_size=80), st.data())
def test_a_changed_box_does_not_open(key, clear, data):
    """Not one bit of nonce, content or tag can change unseen, and nothing can be cut off or added."""
    box = bytearray(close_box(key, clear, b"place"))
    position = data.draw(st.integers(0, len(box) * 8 - 1))
    box[position // 8] ^= 1 << position % 8

    for changed in (bytes(box), bytes(close_box(key, clear, b"place"))[:-1], close_box(key, clear, b"place") + b"\0"):
        with pytest.raises(CannotOpen):
            open_box(key, changed, b"place")


@given(keys, keys, st.binary(max_size=80), st.binary(max_size=20), st.binary(max_size=20))
def test_a_box_opens_neither_elsewhere_nor_with_another_key(key, other, clear, place, elsewhere):
    """A value that somebody moved to another cell of the database is found out."""
    assume(key != other and place != elsewhere)
    box = close_box(key, clear, place)

    for wrong_key, wrong_place in ((other, place), (key, elsewhere)):
        with pytest.raises(CannotOpen):
            open_box(wrong_key, box, wrong_place)


@pytest.mark.parametrize("box", [b"", b"\0" * 11, b"\0" * 12, b"\0" * 27])
def test_what_is_no_box_does_not_open(box):
    """An empty or shortened column of the database is not an error of its own kind."""
    with pytest.raises(CannotOpen):
        open_box(b"\0" * 32, box, b"")


@given(keys, names, ids)
def test_a_wrapped_key_opens_for_its_holder_and_id(holder_key, holder, key):
    """The row of one holder does not serve another, nor that of one key another."""
    clear = new_category_key()
    wrapped = wrap_key(holder_key, holder, KeyId(key), clear)

    assert clear == unwrap_key(holder_key, holder, KeyId(key), wrapped)
    with pytest.raises(CannotOpen):
        unwrap_key(holder_key, holder + "x", KeyId(key), wrapped)
    with pytest.raises(CannotOpen):
        unwrap_key(holder_key, holder, KeyId(FAMILY), wrapped)


def test_every_key_is_another():
    """256 fresh bits each."""
    made = {new_category_key() for _ in range(100)}

    assert 100 == len(made)
    assert {32} == {len(key) for key in made}
