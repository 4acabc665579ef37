"""What is wrong with a file is said by place: no message repeats what stands there."""

import json
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.exchange.load import LoadFile, load_file
from hub.exchange.reading import LoadFaulty
from hub.gate.house import House
from hub.gate.rules import Rules
from hub.ledger.writer import Writer
from hub.record.keys import Keyring
from tests.amounts import examples
from tests.kreis import ISSUER, STICHTAG, books, demo_f01, load_schema

MARK = "Zaubernuss"
MARKS = [MARK, f"{MARK}\n", f"staff:{MARK}", [MARK], {MARK: MARK}, {"id": MARK, MARK: 1}, f"\x07{MARK}", MARK * 2000]


class _Empty:
    """A database in which nothing is yet: the loader reads it once, and then must have found the fault."""

    def rows(self, statement, params=None):
        assert "record.directory" in statement
        return []

    def begin(self):
        raise DatabaseUnavailable("nothing is written in this test")


def _house():
    return House(_Empty(), Rules(books().policies), Keyring("loader", None, {}), Writer({}))


def _places(node, path=()):
    """Every place of a document: each object, list and value."""
    yield path
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, item in items:
        yield from _places(item, (*path, key))


PLACES = list(_places(demo_f01()))


def _said(document):
    """All that somebody would read on the screen; what loads cleanly says nothing."""
    text = json.dumps(document).encode()
    try:
        load_file(_house(), LoadFile("kreis.json", text, load_schema(), ISSUER), STICHTAG)
    except LoadFaulty as refused:
        return str(refused)
    except (DatabaseUnavailable, DatabaseRefused):
        return ""
    raise AssertionError("an empty database took it")


def _put(document, path, mark):
    if not path:
        return mark
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = mark
    return document


def _renamed(document, path):
    """The same with the last key of a path renamed to the mark."""
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    if isinstance(holder, dict):
        holder[MARK] = holder.pop(path[-1])
    return document


@settings(max_examples=examples(250), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(MARKS)), min_size=1, max_size=3))
def test_no_message_repeats_a_value_of_the_file(changes):
    """Wherever a value stands that does not belong there, and however many."""
    document = deepcopy(demo_f01())
    for path, mark in sorted(changes, key=lambda one: len(one[0]), reverse=True):
        document = _put(document, path, mark)

    said = _said(document)

    ids = {path for path, _ in changes if path and path[-1] == "id"}  # an id is a place, not a value (rule 29)
    assert ids or MARK not in said


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([path for path in PLACES if path]))
def test_no_message_repeats_a_key_of_the_file(path):
    """A name that somebody typed as a key is a value, too."""
    assert MARK not in _said(_renamed(deepcopy(demo_f01()), path))


@pytest.mark.parametrize("file", sorted(Path(__file__).parents[2].glob("demo/*.json")), ids=lambda path: path.name)
def test_the_file_itself_is_not_quoted_when_it_is_cut_short(file):
    """The message of a parser names line and column, and nothing of the text around it."""
    text = file.read_bytes()
    for length in range(1000, len(text), max(3137, len(text) // 20)):
        with pytest.raises(LoadFaulty) as refused:
            load_file(_house(), LoadFile(file.name, text[:length], load_schema(), ISSUER), STICHTAG)
        assert "Ahornwald" not in str(refused.value)
        assert len(str(refused.value)) < 120
