"""Leaf and payload: canonical, salted, bound to their place, and kept as long as the law says."""

from dataclasses import replace
from datetime import UTC, date, datetime

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from hub.ledger.entry import SEGMENTS, Event, Touched, change
from hub.ledger.leaf import (
    Known,
    PayloadDamaged,
    Stamp,
    canonical,
    close_segment,
    make_leaf,
    open_segment,
    write_segments,
)
from hub.terms.access import OutlineCell
from hub.terms.ids import CellId, EntryId, FamilyNumber, FieldId, PersonId, StaffId, new_id
from hub.terms.lists import Agency, Level, Owner, Role
from hub.terms.principals import Principal

AT = datetime(2026, 11, 16, 7, 0, 0, 123456, tzinfo=UTC)
COACH = Principal(StaffId(new_id()), "U01", Role.JOBCOACH, Agency.JOBCENTER, pseudonym="N-07")
DIGEST = "0" * 64
DAY = date(2027, 5, 16)

scalars = st.one_of(st.none(), st.booleans(), st.integers(-(2**53) + 1, 2**53 - 1), st.text(max_size=20))
keys = st.text(st.characters(codec="ascii", exclude_categories=["Cs"]), max_size=8)
documents = st.dictionaries(
    keys,
    st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)),
    max_size=6,
)
secret = st.binary(min_size=32, max_size=32)


def _entry(cells=1, **more):
    """A change of so many cells by the Jobcoach."""
    persons = frozenset(PersonId(new_id()) for _ in range(6))
    touched = Touched(
        Event.RECORD_CHANGED,
        FamilyNumber("FAM-2026-900"),
        tuple(
            (OutlineCell(CellId(new_id()), FieldId("sgb2_measures"), persons, Owner.JOBCENTER), (Level.FULL,))
            for _ in range(cells)
        ),
        persons=persons,
    )
    return replace(change(EntryId(new_id()), COACH, AT, DIGEST, touched), **more)


def _opened(entry, key, boxes, commitments):
    return [
        open_segment(key, entry.id, name, box, commitment)
        for name, box, commitment in zip(SEGMENTS, boxes, commitments, strict=True)
    ]


def _closed(entry, key, written):
    return [close_segment(key, entry.id, name, clear) for name, clear in zip(SEGMENTS, written.clear, strict=True)]


@given(documents)
def test_canonical_is_what_rfc_8785_says(document):
    """For all that entries hold, byte for byte as an implementation that we did not write."""
    assert rfc8785.dumps(document) == canonical(document)


@given(documents, secret)
def test_every_segment_opens_to_what_was_said(said, key):
    """Each alone, against its own commitment."""
    entry = _entry(note=said)
    written = write_segments(entry)

    opened = _opened(entry, key, _closed(entry, key, written), written.commitments)

    assert [entry.actor, entry.subject, entry.access, entry.decision, said] == [
        orjson.loads(canonical(segment)) if number < 4 else segment for number, segment in enumerate(opened)
    ]


def test_the_same_words_have_another_commitment_each_time():
    """A commitment to a family number could be guessed if it were not salted."""
    entry = _entry()

    first, second = write_segments(entry), write_segments(entry)

    assert set(first.commitments).isdisjoint(second.commitments)
    assert 5 == len(set(first.commitments))


def test_an_empty_segment_looks_like_any_other():
    """Five commitments of one length, so that the shape says nothing."""
    written = write_segments(_entry(note={}))

    assert {64} == {len(commitment) for commitment in written.commitments}


@given(st.integers(0, 4), st.data())
def test_a_changed_byte_of_a_payload_is_found(number, data):
    """Wherever it is."""
    entry, key = _entry(), b"k" * 32
    written = write_segments(entry)
    boxes = _closed(entry, key, written)
    changed = bytearray(boxes[number])
    changed[data.draw(st.integers(0, len(changed) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(PayloadDamaged, match=f"segment {SEGMENTS[number]} of entry {entry.id}"):
        open_segment(key, entry.id, SEGMENTS[number], bytes(changed), written.commitments[number])


def test_other_words_under_the_right_key_are_found():
    """Who holds the bucket's key and writes another text is found out by the leaf."""
    entry, key = _entry(), b"k" * 32
    first, second = write_segments(entry), write_segments(entry)

    with pytest.raises(PayloadDamaged, match="is not what its leaf committed to"):
        _opened(entry, key, _closed(entry, key, second), first.commitments)


def test_a_segment_does_not_open_in_another_place():
    """Neither in another entry, nor as another segment, nor with another bucket's key."""
    entry, key = _entry(), b"k" * 32
    written = write_segments(entry)
    box = _closed(entry, key, written)[1]

    for wrong_key, wrong_entry, wrong_name in (
        (b"x" * 32, entry.id, "subject"),
        (key, EntryId(new_id()), "subject"),
        (key, entry.id, "access"),
    ):
        with pytest.raises(PayloadDamaged):
            open_segment(wrong_key, wrong_entry, wrong_name, box, written.commitments[1])


def test_an_empty_or_cut_payload_is_damaged():
    """Not an error of another kind."""
    for box in (b"", b"\0" * 11, b"\0" * 27):
        with pytest.raises(PayloadDamaged):
            open_segment(b"k" * 32, EntryId(new_id()), "actor", box, "0" * 64)


@pytest.mark.parametrize("cells", [0, 1, 400])
def test_a_leaf_is_short_however_much_was_touched(cells):
    """At most 2 KiB, which the database demands."""
    entry = _entry(cells)

    leaf = make_leaf(entry, write_segments(entry), Stamp("w" * 36, 2**53, DAY, Known(2**53, "f" * 16)))

    assert len(leaf) <= 2048


def test_a_leaf_holds_nothing_personal():
    """Neither who, nor whose, nor the exact time: it is kept for ever."""
    entry = _entry(3, note={"words": "unverwechselbar"})

    leaf = make_leaf(entry, write_segments(entry), Stamp("w", 1, DAY)).decode()

    said = orjson.loads(leaf)
    assert {"v", "id", "t", "at", "ag", "w", "ws", "rc", "ru", "pol", "ck", "c"} == set(said)
    assert "2026-11-16T07:00:00Z" == said["at"]
    for personal in ("U01", "N-07", COACH.id, "FAM-2026-900", "jobcoach", "sgb2_measures", "unverwechselbar"):
        assert personal not in leaf
