"""A change, laid out for the database: which keys it makes and for whom they are wrapped."""

from base64 import b64decode
from datetime import UTC, date, datetime

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.record.keys import CannotOpen, open_box, unwrap_key
from hub.record.places import ALWAYS, OpenKeys, Window, cell_place, kept_place, subjects_id
from hub.record.writing import Sheet
from hub.terms.changes import CellChange, Source
from hub.terms.ids import CellId, FamilyId, FieldId, KeyId, new_id
from hub.terms.lists import Level, Owner
from tests.kreis import books

from .rings import CHILD, FAMILY, MOTHER, OTHER, ids, ring

SPRING = (datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))


def _windows(persons, place):
    """The maker for ever, and the Jugendamt in spring."""
    return [Window(place.maker, "own", *ALWAYS), Window("jugendamt", "C01", *SPRING)]


def _sheet(author="jobcenter", keys=None, windows=_windows):
    return Sheet(FAMILY, author, ring(author), books().catalogue, keys or OpenKeys(), windows)


def _change(field="sgb2_measures", persons=(MOTHER,), owner=Owner.JOBCENTER, texts=None, **more):
    given_texts = {Level.FULL: "voll"} if texts is None else texts
    facts = {"cell": CellId(new_id()), "expected": 0, **more}
    return CellChange(
        field=FieldId(field),
        persons=frozenset(persons),
        owner=owner,
        texts=given_texts,
        source=Source.PERSON,
        stated_on=date(2026, 11, 16),
        **facts,
    )


def _written(*changes, **how):
    sheet = _sheet(**how)
    sheet.add(changes)
    return orjson.loads(sheet.document())


def _holder_key(rows, maker, holder):
    [row] = [row for row in rows["holders"] if (row["maker"], row["holder"]) == (maker, holder)]
    return ring(holder).open_holder_key(FAMILY, maker, b64decode(row["sealed"]))


def _opened(rows, value, holder, version=1):
    """A value as a holder opens it with its private key and the rows alone."""
    [key] = [key for key in rows["keys"] if key["id"] == value["key"]]
    [wrapped] = [row for row in rows["wrappings"] if (row["key"], row["holder"]) == (value["key"], holder)]
    clear = unwrap_key(_holder_key(rows, key["maker"], holder), holder, KeyId(key["id"]), b64decode(wrapped["wrapped"]))
    place = cell_place(FAMILY, CellId(value["cell"]), version, value["level"])
    return orjson.loads(open_box(clear, b64decode(value["content"]), place))


def test_both_who_hold_a_wrapping_open_the_value():
    """The owner, and the agency for which a consent wraps the key, each with its own private key."""
    rows = _written(_change(texts={Level.FULL: {"a": [1, None, "ü"]}}))

    [value] = rows["values"]
    assert {"a": [1, None, "ü"]} == _opened(rows, value, "jobcenter")
    assert {"a": [1, None, "ü"]} == _opened(rows, value, "jugendamt")


def test_the_rows_do_not_hold_what_was_written():
    """No text, no key in clear, no private key."""
    change = _change(texts={Level.FULL: "unverwechselbar", Level.SUMMARY: "kurzgefasst"})

    text = _sheet()
    text.add([change])

    assert b"unverwechselbar" not in text.document()
    assert b"kurzgefasst" not in text.document()


def test_each_level_has_a_text_and_a_key_of_its_own():
    """Who may see the summary cannot open the full text."""
    rows = _written(_change(texts={Level.FULL: "lang", Level.SUMMARY: "kurz"}))

    assert {3: "lang", 2: "kurz"} == {value["level"]: _opened(rows, value, "jobcenter") for value in rows["values"]}
    assert 2 == len({value["key"] for value in rows["values"]})
    assert [(1 << 3) + (1 << 2)] == [cell["levels"] for cell in rows["cells"]]


def test_a_level_without_a_text_is_not_written():
    """Nobody shortens a text by machine."""
    rows = _written(_change(texts={Level.SUMMARY: "nur kurz"}))

    assert [2] == [value["level"] for value in rows["values"]]
    assert [1 << 2] == [cell["levels"] for cell in rows["cells"]]


def test_what_one_yes_opens_has_one_key():
    """Same persons, category, owner and level: one key, however many cells."""
    rows = _written(_change(), _change(entry=2), _change("sgb2_coop_plan_goal"))

    assert 1 == len(rows["keys"])
    assert {rows["keys"][0]["id"]} == {value["key"] for value in rows["values"]}


@pytest.mark.parametrize(
    "other",
    [
        _change(persons=(MOTHER, CHILD)),
        _change(persons=(CHILD,)),
        _change("sgb2_benefit_status"),
        _change("given_name"),
        _change("fam_goal", owner=Owner.JOINT),
        _change(texts={Level.SUMMARY: "kurz"}),
        _change("sgb2_work_history"),
        _change(entry=2, entrusted_by=frozenset({MOTHER})),
    ],
    ids=[
        *("more persons", "another person", "another category", "another partition", "joint", "another level"),
        *("above the ceiling", "entrusted"),
    ],
)
def test_what_another_yes_opens_has_another_key(other):
    """One person's yes must not open another's, nor one category another."""
    rows = _written(_change(), other)

    assert 2 == len({value["key"] for value in rows["values"]})


def test_what_is_above_its_ceiling_stands_under_a_key_of_no_category():
    """No consent opens it: only the summary of a work history has a key that one could."""
    rows = _written(_change("sgb2_work_history", texts={Level.FULL: "lang", Level.SUMMARY: "kurz"}))

    assert {(3, "none"), (2, "work_training")} == {(key["level"], key["category"]) for key in rows["keys"]}


def test_every_single_note_has_a_key_of_its_own():
    """A consent to one note opens that note."""
    rows = _written(_change("sgb2_counselling_note"), _change("sgb2_counselling_note", entry=2))

    assert 2 == len(rows["keys"])
    assert {cell["id"] for cell in rows["cells"]} == {key["cell"] for key in rows["keys"]}


@pytest.mark.parametrize(
    ("owner", "author", "maker"),
    [
        (Owner.JOINT, "jobcenter", "jobcenter"),
        (Owner.JOINT, "jugendamt", "jugendamt"),
        (Owner.JUGENDAMT, "jugendamt", "jugendamt"),
    ],
)
def test_what_is_joint_is_closed_by_whoever_writes_it(owner, author, maker):
    """A joint value is wrapped for the agency that wrote it; the other gets it by consent as everywhere."""
    field = "fam_goal" if owner is Owner.JOINT else "sgb8_help_type"

    rows = _written(
        _change(field, owner=owner), author=author, windows=lambda _, at: [Window(at.maker, "own", *ALWAYS)]
    )

    assert [maker] == [key["maker"] for key in rows["keys"]]
    assert [(maker, maker)] == [(row["maker"], row["holder"]) for row in rows["holders"]]


def test_a_new_version_is_sealed_in_and_an_old_one_does_not_open_in_its_stead():
    """Who puts back an older content is found out."""
    change = _change(expected=4)

    rows = _written(change)

    [value] = rows["values"]
    assert "voll" == _opened(rows, value, "jobcenter", version=5)
    with pytest.raises(CannotOpen):
        _opened(rows, value, "jobcenter", version=4)


def test_what_is_known_already_is_used_on():
    """The second change of a family makes no key for the same place, and no second holder key."""
    first = _sheet()
    first.add([_change()])
    known = OpenKeys(first._wrapper._made, first._categories)

    rows = _written(_change(entry=2), _change(persons=(OTHER,), entry=3), keys=known)

    assert 1 == len(rows["keys"])
    assert [] == rows["holders"]
    assert {next(iter(first._categories.values()))[0]} < {KeyId(value["key"]) for value in rows["values"]}


def test_a_maker_keeps_what_it_made_for_others():
    """Under its own key, so that it can wrap more for them later without a private key of theirs."""
    rows = _written(_change())

    [kept] = [row["kept"] for row in rows["holders"] if row["holder"] == "jugendamt"]
    [own] = [row["kept"] for row in rows["holders"] if row["holder"] == "jobcenter"]
    mine = _holder_key(rows, "jobcenter", "jobcenter")
    assert own is None
    assert _holder_key(rows, "jobcenter", "jugendamt") == open_box(
        mine, b64decode(kept), kept_place(FAMILY, "jugendamt")
    )


@given(st.lists(ids, min_size=1, max_size=5, unique=True), st.randoms(use_true_random=False))
def test_a_set_of_persons_has_one_id(persons, random):
    """In whatever order they are named; and another set, or another family, has another."""
    shuffled = list(persons)
    random.shuffle(shuffled)

    assert subjects_id(FAMILY, frozenset(persons)) == subjects_id(FAMILY, frozenset(shuffled))
    assert subjects_id(FAMILY, frozenset(persons)) != subjects_id(FAMILY, frozenset(persons[1:]))
    assert subjects_id(FAMILY, frozenset(persons)) != subjects_id(FamilyId(new_id()), frozenset(persons))
