"""The superuser of the database against the offline verifier: what is changed behind the hub is found in an export.

Each agency alone: the policy that it signed on paper, and the last checkpoint that its own witness holds.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.terms.clock import day_begins
from hub.terms.lists import Purpose
from tests.attacks.by_hand import entry_of
from tests.attacks.scenes import Scene
from tests.kreis import F01, to_be_spoilt
from tests.ledger.evidence import NAMES, standing_behind

OVER = date(2027, 5, 17)
"""The day after the last of six months from the Stichtag."""
LAST = "(select max(leaf_index) from ledger.leaf)"


@pytest.fixture(params=NAMES)
def scene(request, server, tmp_path):
    """Signed twice, and checked by one of the two."""
    with (
        to_be_spoilt(server, request.config) as kreis,
        standing_behind(kreis, tmp_path / "evidence") as evidence,
    ):
        one = Scene(kreis, evidence, tmp_path, request.param)
        one.act()
        one.act()
        yield one


def test_what_nobody_touched_is_whole(scene):
    """So that a finding means something."""
    assert (0, set()) == scene.check()


def test_an_entry_that_was_rewritten_is_found(scene):
    """Its bytes in the table, and nothing else."""
    scene.rewrite(scene.own())

    status, found = scene.check()

    assert 1 == status
    assert {"tree", "old"} <= found


def test_an_entry_that_was_rewritten_and_signed_anew_is_found(scene):
    """With tiles, head and the log's own signature to fit; no witness signed it."""
    scene.rewrite(scene.own())
    scene.forge()

    assert (1, {"signature", "old"}) == scene.check()


def test_an_entry_that_was_dropped_is_found(scene):
    """With all that belongs to it; the later ones moved up."""
    place = scene.own()
    scene.postgres.execute(f"delete from ledger.leaf where leaf_index = {place}")
    scene.postgres.execute(f"update ledger.leaf set leaf_index = leaf_index + 9000 where leaf_index > {place}")
    scene.postgres.execute("update ledger.leaf set leaf_index = leaf_index - 9001 where leaf_index > 9000")
    scene.forge()

    status, found = scene.check()

    assert 1 == status
    assert {"signature", "old"} <= found


def test_an_entry_that_was_dropped_before_it_had_a_place_is_found(scene):
    """No tree knew it, no witness signed it: the numbers of its writer have a gap."""
    for _ in range(3):
        scene.kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
    [(first,), (middle,), (last,)] = scene.postgres.execute("select entry_id from ledger.pending order by 1").fetchall()
    for table in ("pending", "payload", "index", "subject", "ticket", "entry"):
        scene.postgres.execute(f"delete from ledger.{table} where entry_id = %s", (middle,))
    scene.evidence.place()
    assert scene.evidence.sign().published_at

    assert (1, {"numbers"}) == scene.check()
    assert {first, last} <= {entry for (entry,) in scene.postgres.execute("select entry_id from ledger.leaf")}


def test_entries_that_changed_places_are_found(scene):
    """Nothing is missing and nothing new."""
    scene.postgres.execute(f"update ledger.leaf set leaf_index = {LAST} + 1 where leaf_index = {LAST} - 1")
    scene.postgres.execute(f"update ledger.leaf set leaf_index = {LAST} - 2 where leaf_index = {LAST} - 1")
    scene.postgres.execute(f"update ledger.leaf set leaf_index = {LAST} - 1 where leaf_index = {LAST}")
    scene.forge()

    assert (1, {"signature", "old"}) == scene.check()


@pytest.mark.parametrize("outgrown", [False, True], ids=["smaller", "outgrown"])
def test_a_log_that_was_rolled_back_is_found(scene, outgrown):
    """Back to the first checkpoint; also when others have been written since than were lost."""
    scene.roll_back()
    if outgrown:
        for _ in range(3):
            scene.kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
        scene.evidence.place()
        scene.forge()

    status, found = scene.check()

    assert 1 == status
    assert "old" in found


def test_a_payload_that_was_edited_is_found(scene):
    """By the officer of whose staff it tells; it does not open any more."""
    place = f"(select entry_id from ledger.leaf where leaf_index = {scene.own(scene.name)})"
    changed = "segments[1:2] || set_byte(segments[3], 29, get_byte(segments[3], 29) # 1) || segments[4:5]"
    scene.postgres.execute(f"update ledger.payload set segments = {changed} where entry_id = {place}")

    assert (1, {"payload"}) == scene.check()


def test_payloads_that_were_exchanged_are_found(scene):
    """Each under its own key, and yet not of this entry."""
    places = scene.postgres.execute(
        "select entry_id, segments, actor_bucket, case_bucket from ledger.payload join ledger.index using (entry_id)"
        f" where event = 'access.read' and part = 0 and agency = '{scene.name}'"
    ).fetchall()
    for (entry, *_), (_, *told) in zip(places[:2], reversed(places[:2]), strict=True):
        scene.postgres.execute(
            "update ledger.payload set segments = %s, actor_bucket = %s, case_bucket = %s where entry_id = %s",
            (*told, entry),
        )

    assert (1, {"payload"}) == scene.check()


@pytest.mark.parametrize("how", ["row", "keys"])
def test_a_payload_that_was_destroyed_is_found(scene, how):
    """By either officer, whosever it was: no erasure is in the log, and its time is not over."""
    place = f"(select entry_id from ledger.leaf where leaf_index = {scene.own()})"
    if how == "row":
        scene.postgres.execute(f"delete from ledger.payload where entry_id = {place}")
    else:
        buckets = f"(select case_bucket from ledger.payload where entry_id = {place})"
        scene.postgres.execute(f"delete from ledger.bucket_key where bucket_id in {buckets}")

    assert (1, {"erasure"}) == scene.check()


@pytest.mark.parametrize("silent", NAMES)
def test_one_silent_witness_is_found(scene, silent):
    """Also by the agency whose witness spoke, where the hub says that it was published all the same."""
    scene.evidence.silent = {silent}
    scene.act()
    scene.postgres.execute("update ledger.checkpoint set published_at = signed_at where published_at is null")

    assert (1, {"signature"}) == scene.check()


def test_lawful_erasure_raises_nothing(scene):
    """The access log after six months; then a family's register, three years after its FAM, by a list."""
    ended = "update core.family set status = 'ended', exit_date = '2026-12-31' where number = %s"
    scene.postgres.execute(ended, (F01,))

    assert scene.erase(OVER).in_log
    assert (0, set()) == scene.check()

    scene.erase(date(2030, 1, 1))
    assert scene.postgres.execute("select count(*) from ledger.erased").fetchone() > (0,)
    assert (0, set()) == scene.check()


def test_what_was_destroyed_before_a_lawful_erasure_is_found(scene):
    """The register of a family that is still in FAM does not go with the access log."""
    register = "(select bucket_id from ledger.bucket where retention = 'disclosure_register')"
    scene.erase(OVER)
    scene.postgres.execute(f"delete from ledger.payload where case_bucket in {register}")

    assert (1, {"erasure"}) == scene.check()


def test_a_list_of_what_was_erased_that_names_more_is_found(scene):
    """Its hash lies in the tree."""
    ended = "update core.family set status = 'ended', exit_date = '2026-12-31' where number = %s"
    scene.postgres.execute(ended, (F01,))
    scene.erase(date(2030, 1, 1))
    scene.postgres.execute(
        "insert into ledger.erased select tenant_id, erasure, gen_random_uuid() from ledger.erased limit 1"
    )

    assert (1, {"erasure"}) == scene.check()


@pytest.mark.parametrize("said", [True, False], ids=["beyond its own day", "on the day itself"])
def test_an_erasure_before_its_time_is_found(scene, said):
    """An event of an erasure does not make it lawful: neither one that reaches too far, nor one a day too early."""
    day = OVER - timedelta(days=1)  # the last day of the six months
    scene.kreis.at = day_begins(day)
    scene.evidence.clock.ahead = scene.kreis.at - datetime.now(UTC)
    told = {"rc": "access_log", "to": (day if said else day - timedelta(days=1)).isoformat()}
    entry = replace(entry_of(scene.kreis, "jobcenter", Event.LOG_ERASED), family=None, erases=told)
    append(scene.kreis.house("jobcenter").db, scene.kreis.house("jobcenter").writer, entry)
    scene.evidence.place()
    scene.evidence.sign()
    place = f"(select entry_id from ledger.leaf where leaf_index = {scene.own()})"
    scene.postgres.execute(f"delete from ledger.payload where entry_id = {place}")

    assert (1, {"erasure"}) == scene.check()
