"""Shares of lists that one agency's process forges, moves or damages: nobody else's are in doubt, none is believed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from hub.db.embedded import EmbeddedServer
from hub.ledger.append import append_page
from hub.ledger.entry import Book, Event, TicketScope
from hub.ledger.lines import line_of_page, scope_of
from hub.ledger.page import Page
from hub.terms.ids import EntryId, FamilyNumber
from tests.attacks.by_hand import entry_of, family_id, part_of, refused
from tests.attacks.test_forged_shares import gone_of, share_by_hand, take_back_after_a_look
from tests.kreis import F01, Kreis, to_be_spoilt
from tests.ledger.test_given import register_of
from tests.ledger.test_given_of_lists import BOXED, listed

OTHER = FamilyNumber("FAM-2025-007")
APPEND = "select ledger.append_page(%s::jsonb, %b, %s, %s, %b, %s, %s, %s, %s)"


@pytest.fixture
def spoilt(server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[Kreis]:
    """A copy that is damaged on purpose."""
    with to_be_spoilt(server, request.config) as copy:
        yield copy


def _page(kreis: Kreis, group: str, **differs: object) -> Page:
    """A list with F01 by that group's process, whose share for the Jugendamt says what its writer likes."""
    entry, share = entry_of(kreis, group, Event.LISTED), share_by_hand(kreis, **differs)
    part = part_of(entry, TicketScope(0, ()), Book.DISCLOSURE_REGISTER, (share,))
    return Page(replace(entry, family=None, family_seq=1), (part,))


def _forge(kreis: Kreis, group: str, **differs: object) -> EntryId:
    page = _page(kreis, group, **differs)
    append_page(kreis.house(group).db, kreis.house(group).writer, page)
    return page.entry.id


@pytest.mark.parametrize(
    "differs",
    [
        {},
        {"agency": "provider", "number": "FAM-2025-016"},
        {"agency": "provider", "owner": "jobcenter"},
        {"agency": "provider", "shown": [["full", ["P-1"], ["no category"], 0]]},
    ],
)
def test_a_share_of_a_list_that_says_another_agency_family_or_owner_is_refused(
    kreis: Kreis, differs: dict[str, Any]
) -> None:
    """Sealed rightly, committed to in its own leaf, and false, or in no words of a share: no line, and that is said."""
    true = listed(kreis)
    entry = _forge(kreis, "provider", **differs)

    told = register_of(kreis, "jugendamt")

    assert 1 == told.unread
    assert {true} == {one.entry for one in told.lines}
    assert entry != true


def test_a_true_share_of_a_list_by_hand_is_a_line(kreis: Kreis) -> None:
    """So that what is refused above is refused for what it says."""
    entry = _forge(kreis, "jobcenter")

    told = register_of(kreis, "jugendamt")

    assert (0, {entry}) == (told.unread, {one.entry for one in told.lines})


def test_a_box_of_another_list_is_none(kreis: Kreis) -> None:
    """Moved to another entry it does not open, and the owner's own part of all else is read."""
    first, second = listed(kreis, F01), listed(kreis, F01)
    superuser = kreis.superuser()
    [(_, _, [box])] = superuser.execute(BOXED, (first,)).fetchall()

    superuser.execute("update ledger.part set given = array[%b] where entry_id = %s", (box, second))

    told = register_of(kreis, "jugendamt")
    assert (1, {first}) == (told.unread, {one.entry for one in told.lines})


def test_a_box_of_another_family_of_the_same_list_is_none(kreis: Kreis) -> None:
    """With its bucket it opens, leads to the leaf, and says of whom it is: of no line of this family."""
    entry, superuser = listed(kreis), kreis.superuser()
    place = "select part from ledger.index where entry_id = %s and family_id = %s"
    [(mine,)] = superuser.execute(place, (entry, family_id(superuser))).fetchall()
    [(theirs,)] = superuser.execute(place, (entry, family_id(superuser, OTHER))).fetchall()

    superuser.execute(
        "update ledger.part p set given = x.given, given_buckets = x.given_buckets from ledger.part x"
        " where p.entry_id = %s and p.part = %s and x.entry_id = p.entry_id and x.part = %s",
        (entry, mine, theirs),
    )

    told = register_of(kreis, "jugendamt")
    assert (1, ()) == (told.unread, told.lines)


def test_one_bad_share_of_a_list_hides_what_went_to_no_other_agency(spoilt: Kreis) -> None:
    """After a withdrawal: the provider's process writes what no key opens, what the Jobcenter got is said anyway."""
    listed(spoilt)
    take_back_after_a_look(spoilt)
    before = gone_of(spoilt)
    entry = _forge(spoilt, "provider", agency="provider")
    spoilt.superuser().execute(
        "update ledger.part set given = array[given[1] || '\\x00'] where entry_id = %s", (entry,)
    )

    assert before.told is not None
    assert 2 == before.told.looks, "the list is one of them"
    assert before == gone_of(spoilt)
    assert 1 == register_of(spoilt, "jugendamt").unread


def test_nobody_makes_another_agency_receive_what_it_did_not_by_a_list(kreis: Kreis) -> None:
    """A share by the provider's process in the Jobcenter's name: nothing is added to what went out."""
    take_back_after_a_look(kreis)
    before = gone_of(kreis)

    _forge(kreis, "provider")

    assert before == gone_of(kreis)


@pytest.mark.parametrize(
    ("facts", "boxes", "code"),
    [
        ({}, [b"more"], "HB032"),
        ({"given": ["00000000-0000-7000-8000-000000000000"], "box": 2}, [], "23503"),
        ({"given": None, "box": None}, [], "HB032"),
    ],
)
def test_a_list_is_taken_with_the_boxes_that_belong_to_it_alone(
    kreis: Kreis, facts: dict[str, object], boxes: list[bytes], code: str
) -> None:
    """One more, one that no part names, or under a bucket that is none of the register: nothing is written."""
    house, page = kreis.house("jobcenter"), _page(kreis, "jobcenter")
    line = line_of_page(house.writer, page)
    parts: Any = line.facts["parts"]
    told = {key: value for key, value in {**parts[0], **facts}.items() if value is not None}
    bent = replace(line, facts={**line.facts, "parts": [told]}, boxes=[*line.boxes, *boxes])
    sent, leaf, segments, *_ = bent.alone

    row = (sent, leaf, segments, list(bent.boxes), bent.commitments, *scope_of(()))

    assert code == refused(lambda: house.db.rows(APPEND, row))
    house.writer.give_back(line.number)
