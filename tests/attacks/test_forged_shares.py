"""Shares that one agency's process forges or damages: nobody else's are in doubt, and none of these is believed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from hub.casework.withdrawing import Withdrawals
from hub.consent.recalling.store import load_recalls
from hub.consent.store import load_papers
from hub.db.embedded import EmbeddedServer
from hub.gate.gone_out import work_out_gone
from hub.ledger.append import append
from hub.ledger.canonical import canonical
from hub.ledger.entry import Event
from hub.ledger.giving.store import Stretch, read_given
from hub.ledger.shares import Share
from hub.terms.ids import EntryId
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.recalls import GoneOut
from tests.attacks.by_hand import entry_of, family_id
from tests.gate.test_received import C01, NOW
from tests.kreis import F01, Kreis, to_be_spoilt
from tests.ledger.test_given import register_of
from tests.web.houses import post, sit_down

SAID: dict[str, Any] = {
    "agency": "jobcenter",
    "role": "jobcoach",
    "purpose": "fam_joint_support",
    "number": F01,
    "owner": "jugendamt",
    "bases": [[["§ 67d SGB X"], ["C01"]]],
}


@pytest.fixture
def spoilt(server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[Kreis]:
    """A copy that is damaged on purpose."""
    with to_be_spoilt(server, request.config) as copy:
        yield copy


def share_by_hand(kreis: Kreis, **differs: object) -> Share:
    """What the Jugendamt would be given of a look at Sandra's kind of help, but for what differs."""
    [(sandra,)] = kreis.superuser().execute("select person_id::text from core.person where ref = 'F01-1'")
    words = {**SAID, "persons": {"P-1": sandra}, "shown": [["full", ["P-1"], ["help_type"], 0]], **differs}
    return Share("jugendamt", "jugendamt", canonical(words))


def _forge(kreis: Kreis, group: str, **differs: object) -> EntryId:
    """An entry about F01 by that group's process, whose share for the Jugendamt says what its writer likes."""
    entry = replace(entry_of(kreis, group), shares=(share_by_hand(kreis, **differs),))
    append(kreis.house(group).db, kreis.house(group).writer, entry)
    return entry.id


def gone_of(kreis: Kreis) -> GoneOut:
    """What the Jugendamt reads of what went out to the Jobcenter on the basis of Sandra's consent."""
    wanted = Wanted(F01, Purpose.FAM_JOINT_SUPPORT)
    [gone] = Withdrawals(kreis.house("jugendamt")).recalls(kreis.principal("U07"), wanted, kreis.at).gone_out
    return gone


def take_back_after_a_look(kreis: Kreis) -> None:
    """Sandra's consent, once her Jobcoach has looked."""
    kreis.open("U01")
    assert 303 == post(sit_down(kreis, "U07", "jugendamt"), C01, **NOW).status_code


def test_one_share_that_nobody_opens_hides_what_went_to_no_other_agency(spoilt: Kreis) -> None:
    """The provider's process writes what no key opens; what the Jobcenter got is said all the same."""
    take_back_after_a_look(spoilt)
    before = gone_of(spoilt)
    entry = _forge(spoilt, "provider", agency="provider")
    spoilt.superuser().execute(
        "update ledger.payload set given = array[given[1] || '\\x00'] where entry_id = %s", (entry,)
    )

    assert before.told is not None
    assert before == gone_of(spoilt)
    assert 1 == register_of(spoilt, "jugendamt").unread


def test_so_many_looks_of_one_agency_hide_what_went_to_no_other(kreis: Kreis) -> None:
    """More than are read at once, all by the provider's process: the Jobcenter's are counted for themselves."""
    house, reading = kreis.house("jugendamt"), entry_of(kreis, "jugendamt", Event.LOG_READ)
    look = kreis.open("U01").entry
    for _ in range(3):
        _forge(kreis, "provider", agency="provider")
    ticket = append(house.db, house.writer, replace(reading, family_seq=reading.family_seq + 4))
    assert house.reader is not None

    theirs = Stretch("jugendamt", agency="jobcenter", limit=2)
    given = read_given(house.db, house.reader, ticket, theirs)

    assert ([look], None) == ([one.entry for one in given.looks], given.next)
    assert read_given(house.db, house.reader, ticket, replace(theirs, agency="provider")).next is not None


@pytest.mark.parametrize(
    "differs", [{}, {"agency": "provider", "number": "FAM-2025-016"}, {"agency": "provider", "owner": "jobcenter"}]
)
def test_a_share_that_says_another_agency_family_or_owner_than_its_entry_is_refused(
    kreis: Kreis, differs: dict[str, str]
) -> None:
    """Sealed rightly, committed to in its own leaf, and false: it is no line of the register, and that is said."""
    kreis.open("U01")
    entry = _forge(kreis, "provider", **differs)

    told = register_of(kreis, "jugendamt")

    assert 1 == told.unread
    assert entry not in {one.entry for one in told.lines}
    assert told.lines


def test_nobody_makes_another_agency_receive_what_it_did_not(kreis: Kreis) -> None:
    """A share by the provider's process in the Jobcenter's name: nothing is added to what went out."""
    take_back_after_a_look(kreis)
    before = gone_of(kreis)

    _forge(kreis, "provider")

    assert before == gone_of(kreis)


def test_words_that_no_share_has_are_no_line_and_fail_nobodys_reading(kreis: Kreis) -> None:
    """A category that there is not: said as unread, and all else is read."""
    kreis.open("U01")
    _forge(kreis, "provider", agency="provider", shown=[["full", ["P-1"], ["no category"], 0]])

    told = register_of(kreis, "jugendamt")

    assert 1 == told.unread
    assert told.lines


def test_two_providers_that_received_something_are_two_recipients(kreis: Kreis) -> None:
    """Each with its own looks, though one process wrote both down."""
    take_back_after_a_look(kreis)
    house = kreis.house("jugendamt")
    family = family_id(kreis.superuser())
    for provider in ("oft", "nb", "nb"):
        _forge(kreis, "provider", agency="provider", role="provider_worker", provider=provider)
    reading = entry_of(kreis, "jugendamt", Event.LOG_READ)
    ticket = append(house.db, house.writer, reading)
    papers = {paper.ref: paper for paper in load_papers(house.db, family, house.policies.catalogue)}
    [row] = load_recalls(house.db, family)

    gone = work_out_gone(house, ticket, [row._replace(agency="provider")], papers, "jugendamt")

    assert [1, 2] == sorted(one.told.looks for one in gone if one.told)
    assert () == work_out_gone(house, ticket, [row._replace(agency="provider")], papers, "provider:else")
