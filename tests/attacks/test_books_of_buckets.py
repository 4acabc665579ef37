"""What an entry says lies under a key of the book that its leaf names: a process cannot hide it in the other one.

A disclosure among what ends after six months would be gone long before its family's register is; who looked, or a
look, among what is kept with the case would stay for years (H6).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from hub.ledger.entry import Book, TicketScope
from hub.ledger.lines import Line, line_of, line_of_page, scope_of
from hub.ledger.page import Page
from hub.ledger.writer import Writer
from tests.attacks.by_hand import entry_of, part_of, refused
from tests.kreis import Kreis

APPEND = "select ledger.append(%s::jsonb, %b, %s, %s, %s, %s, %s)"
APPEND_PAGE = "select ledger.append_page(%s::jsonb, %b, %s, %s, %b, %s, %s, %s, %s)"
LOG, REGISTER = Book.ACCESS_LOG, Book.DISCLOSURE_REGISTER
NO_SUCH_BUCKET, NOT_SO_KEPT = "23503", "23514"
UNTIL = {LOG: "2027-05-31", REGISTER: None}


def _stranger(kreis: Kreis, group: str) -> Writer:
    """A writer that has no bucket yet, as a process that was taken over makes itself one."""
    of_house = kreis.house(group).writer
    return Writer(of_house.readers, of_house.others, of_house.retention)


def _bent(line: Line, name: str, said: Book, under: Mapping[object, Book]) -> tuple[bytes, dict[str, Any]]:
    """The leaf that says another book at this place, and the facts whose fresh buckets are of these books."""
    facts: dict[str, Any] = dict(line.facts)
    for bucket, book in under.items():
        label = {"retention": book, "retain_until": UNTIL[book]}
        facts["buckets"] = [one | label if one["id"] == bucket else one for one in facts["buckets"]]
    return line.leaf.replace(f'"{name}":"{REGISTER}"'.encode(), f'"{name}":"{said}"'.encode()), facts


def _entry(kreis: Kreis, group: str, said: Book, under: tuple[Book, Book]) -> str | None:
    """By hand, past the program: the leaf says one book, and who and what lie under keys of whichever."""
    line = line_of(_stranger(kreis, group), replace(entry_of(kreis, group), book=REGISTER))
    names = (line.facts["actor_bucket"], line.facts["case_bucket"])
    leaf, facts = _bent(line, "rc", said, dict(zip(names, under, strict=True)))
    return refused(lambda: kreis.house(group).db.rows(APPEND, replace(line, leaf=leaf, facts=facts).alone))


@pytest.mark.parametrize("group", ["jobcenter", "jugendamt", "provider"])
@pytest.mark.parametrize("said", [LOG, REGISTER])
def test_an_entry_lies_under_keys_of_its_own_book(kreis: Kreis, said: Book, group: str) -> None:
    """Of four ways to write it there is one: who under the log's key, what under that of what its leaf says."""
    ways = {(who, what): _entry(kreis, group, said, (who, what)) for who in Book for what in Book}

    assert {(LOG, said)} == {way for way, code in ways.items() if code is None}
    assert {NO_SUCH_BUCKET, None} == set(ways.values())


@pytest.mark.parametrize("book", Book)
def test_a_bucket_of_the_log_ends_and_one_of_the_register_has_no_day(kreis: Kreis, book: Book) -> None:
    """Without a day the log would never be due; the register ends with its case."""
    line = line_of(_stranger(kreis, "jobcenter"), replace(entry_of(kreis, "jobcenter"), book=REGISTER))
    facts: dict[str, Any] = dict(line.facts)
    wrong = {"retain_until": None if book is LOG else UNTIL[LOG]}
    facts["buckets"] = [one | wrong if one["retention"] == book else one for one in facts["buckets"]]

    assert NOT_SO_KEPT == refused(lambda: kreis.house("jobcenter").db.rows(APPEND, replace(line, facts=facts).alone))


def _page(kreis: Kreis, said: Book, under: Book) -> str | None:
    """A list in which one family's part is said to be of one book and lies under a key of the other."""
    entry, db = entry_of(kreis, "jobcenter"), kreis.house("jobcenter").db
    page = Page(replace(entry, family=None, family_seq=1), (part_of(entry, TicketScope(0, ()), REGISTER),))
    line = line_of_page(_stranger(kreis, "jobcenter"), page)
    [part] = line.facts["parts"]  # type: ignore[misc]  # a list of one
    leaf, facts = _bent(line, "pr", said, {part["bucket"]: under})
    told, *_ = replace(line, facts=facts).alone
    segments, boxes = list(line.segments), list(line.boxes)
    return refused(lambda: db.rows(APPEND_PAGE, (told, leaf, segments, boxes, line.commitments, *scope_of(()))))


@pytest.mark.parametrize("said", [LOG, REGISTER])
def test_what_a_list_says_of_a_family_lies_under_a_key_of_its_book(kreis: Kreis, said: Book) -> None:
    """The leaf says the book of the part that is kept longest."""
    ways = {under: _page(kreis, said, under) for under in Book}

    assert {said} == {way for way, code in ways.items() if code is None}
    assert {NO_SUCH_BUCKET, None} == set(ways.values())
