"""Of a list or a search each owner reads what it showed of its own, family by family, with its own key (H6)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hub.casework.opening import list_own
from hub.gate.keeping import erase_what_is_over
from hub.ledger.canonical import canonical
from hub.ledger.giving.boxes import About, open_given, seal_given
from hub.ledger.giving.several import lay_again, lay_parts
from hub.ledger.giving.shown import share_of
from hub.ledger.leaf import SALT, commit
from hub.ledger.shares import Share
from hub.ledger.store import Opened
from hub.terms.clock import day_begins
from hub.terms.families import Asked
from hub.terms.ids import EntryId
from hub.terms.lists import Purpose
from tests.attacks.by_hand import family_id
from tests.kreis import F01, Kreis, books
from tests.ledger.test_given import register_of
from tests.whole import open_parts

BOXED = "select part, given_buckets, given from ledger.part where entry_id = %s and given is not null order by part"
NEWEST = (
    "select entry_id::text from ledger.index where part = 0 and event like 'access.%' order by entry_id desc limit 1"
)


def listed(kreis: Kreis, query: str = "", ref: str = "U01") -> EntryId:
    """Somebody looks at a list of their families, or searches it; the entry of that."""
    who = kreis.principal(ref)
    list_own(kreis.house(who.agency.value), who, Purpose.FAM_JOINT_SUPPORT, Asked(query), kreis.at)
    [(entry,)] = kreis.superuser().execute(NEWEST).fetchall()
    return EntryId(entry)


def _others(part: Any) -> list[Any]:
    """The groups of values that are neither joint nor the Jobcenter's."""
    return [group for group in part["access"]["cells"] if group[0] not in ("jobcenter", "joint")]


@pytest.mark.parametrize("query", ["", F01])
def test_the_owner_reads_what_a_list_or_a_search_showed_of_its_own(kreis: Kreis, query: str) -> None:
    """Of this family alone: to which function of whom, of whom, which categories, what for, by what right."""
    entry = listed(kreis, query)
    parts = open_parts(kreis.superuser(), kreis.keys, entry)
    [part] = [one for one in parts if one["subject"]["number"] == F01]
    by_id = books().catalogue.by_id

    told = register_of(kreis, "jugendamt")

    went_out = {by_id[place.split("@")[0].split("#")[0]].category for one in _others(part) for place in one[3]}
    assert went_out
    assert ({entry}, 0) == ({one.entry for one in told.lines}, told.unread)
    assert went_out == {category for one in told.lines for category in one.categories}
    assert {("jugendamt", "jobcenter", "jobcoach")} == {(one.source, one.agency, one.role) for one in told.lines}
    assert {Purpose.FAM_JOINT_SUPPORT} == {one.purpose for one in told.lines}
    assert all(one.norms or one.consents for one in told.lines)


def test_only_a_family_of_which_another_owners_value_was_shown_has_a_box(kreis: Kreis) -> None:
    """Of the others the list says nothing to anybody else."""
    entry = listed(kreis)
    parts = open_parts(kreis.superuser(), kreis.keys, entry)

    boxed = [part for part, *_ in kreis.superuser().execute(BOXED, (entry,))]

    across = [number for number, part in enumerate(parts, start=1) if _others(part)]
    assert across == boxed
    assert len(boxed) < len(parts)


def test_a_way_does_not_tell_how_many_families_there_were(kreis: Kreis) -> None:
    """Of a list with seven of them it is as long as of a search that found one."""
    listing, search = (open_parts(kreis.superuser(), kreis.keys, listed(kreis, query)) for query in ("", F01))

    assert (7, 1) == (len(listing), len(search))
    assert 1 == len({len(part["note"]["path"]) for part in (*listing, *search)})


def _leaf(note: bytes, words: Any) -> bytes:
    return canonical({"id": "e", "c": ["", "", "", "", commit(note, "note", canonical(words))]})


@pytest.mark.parametrize("families", [1, 2, 25, 32, 33, 200])
def test_each_share_leads_to_the_note_however_many_families_there_are(kreis: Kreis, families: int) -> None:
    """Sealed and opened, and made anew from what the part keeps; one with nothing to say is no hindrance."""
    note, writer, family = b"n" * SALT, kreis.house("jobcenter").writer, family_id(kreis.superuser())
    shares = [(Share("jugendamt", "jugendamt", canonical({"of": at})), Share("", "p", b"{}")) for at in range(families)]
    words, laid = lay_parts([*shares, ()])
    leaf = _leaf(note, words)
    assert laid[-1] is None

    for at, (own, part) in enumerate(zip(shares, laid, strict=False)):
        assert part is not None
        anew = lay_again(part.words(note), own)
        for one in (part, anew):
            openings = one.openings(lambda share: share.holder)
            [given] = seal_given(writer, About(EntryId("e"), family, kreis.at), openings, note)
            assert {"of": at} == open_given(given.bucket.key, EntryId("e"), given.box, leaf)


@pytest.mark.parametrize(
    "bent", [{"seed": "00"}, {"seed": "none"}, {"salt": 1}, {"place": "0"}, {"place": -1}, {"path": []}, {"path": [0]}]
)
def test_a_part_that_says_another_way_than_its_leaf_tells_no_share(kreis: Kreis, bent: dict[str, object]) -> None:
    """By hand anything can be written: then the person has a line without a share, and the page does not fail."""
    entry, superuser = listed(kreis, F01), kreis.superuser()
    [(leaf,)] = superuser.execute("select leaf from ledger.entry where entry_id = %s", (entry,)).fetchall()
    [(sandra,)] = superuser.execute("select person_id::text from core.person where ref = 'F01-1'").fetchall()
    [part] = open_parts(superuser, kreis.keys, entry)
    head = ("access.search", "jobcoach", "jobcenter", "fam_joint_support", "permit", "N-01", F01, kreis.at)
    good = Opened(entry, kreis.at, *head, part, leaf=bytes(leaf))

    assert share_of(good, sandra) is not None
    assert share_of(replace(good, segments={**part, "note": {**part["note"], **bent}}), sandra) is None
    beyond = {"place": part["note"]["place"] + (1 << 80)}  # leads to the same root, and no file could hold it
    assert share_of(replace(good, segments={**part, "note": {**part["note"], **beyond}}), sandra) is None


def test_where_nobody_is_told_anything_the_note_says_nothing() -> None:
    """An entry with no share is as it was."""
    assert ({}, [None, None]) == lay_parts([(), ()])


def test_a_familys_box_of_a_list_ends_with_its_register_and_no_others(kreis: Kreis) -> None:
    """The key that was sealed to the owner goes with the part; another family's stays."""
    entry, superuser = listed(kreis), kreis.superuser()
    index = "select part from ledger.index where entry_id = %s and family_id = %s"
    [(mine,)] = superuser.execute(index, (entry, family_id(superuser))).fetchall()
    buckets = {part: bucket for part, [bucket], _ in superuser.execute(BOXED, (entry,))}
    superuser.execute("update core.family set status = 'ended', exit_date = '2026-12-01' where number = %s", (F01,))

    erase_what_is_over(kreis.house("clerk"), day_begins(date(2029, 12, 2)))

    keys = "select bucket_id from ledger.bucket_key where bucket_id = any(%s)"
    kept = {bucket for (bucket,) in superuser.execute(keys, (list(buckets.values()),))}
    assert {bucket for part, bucket in buckets.items() if part != mine} == kept
    assert len(kept) == len(buckets) - 1 > 0
    assert mine not in [part for part, *_ in superuser.execute(BOXED, (entry,))]
