"""What a data protection officer takes along: whole, checked by itself, and not a word more than is theirs to read."""

import json
import stat
from dataclasses import replace
from datetime import timedelta

import pytest

from hub.casework.opening import list_own
from hub.ledger.export import NotADelivery
from hub.ledger.verify import LEAF
from hub.review.exporting import NotAllowed, NotInTheTree, export_leaves, export_log, prove_entry
from hub.terms.families import Asked
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Agency, Purpose
from tests.kreis import F01, NOWHERE
from tests.ledger.checked import check
from tests.ledger.evidence import standing_behind


@pytest.fixture
def stood_behind(every_kreis, tmp_path):
    """A Kreis in which something was done, sequenced and signed."""
    kreis = every_kreis
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
        kreis.open("U07")
        list_own(kreis.house("jobcenter"), kreis.principal("U01"), Purpose.FAM_JOINT_SUPPORT, Asked(), kreis.at)
        for _ in range(2):  # refused, and of no family: nobody's number
            kreis.open("U01", NOWHERE)
        evidence.place()
        evidence.sign()
        yield kreis, evidence


def _rows(kreis, statement):
    return kreis.superuser().execute(statement).fetchall()


def _policy(evidence):
    return evidence.policy.write().encode()


def _officer(kreis, agency=Agency.JOBCENTER):
    return replace(kreis.principal("U16", "oversight"), agency=agency)


def _export(kreis, evidence, folder, agency=Agency.JOBCENTER):
    return export_log(kreis.house("oversight"), _officer(kreis, agency), _policy(evidence), folder, kreis.at)


def _lines(folder):
    files = sorted((folder / "payload").rglob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("agency", [Agency.JOBCENTER, Agency.JUGENDAMT])
def test_what_is_taken_along_is_whole(stood_behind, agency, tmp_path):
    """Every leaf that the hub writes has its form, and every box that is open says what it committed to."""
    kreis, evidence = stood_behind

    size = _export(kreis, evidence, tmp_path / "d", agency)

    assert (0, set()) == check(tmp_path / "d", policy=evidence.policy.write())
    assert size == len(_lines(tmp_path / "d"))
    assert any(parts for parts, *_ in _lines(tmp_path / "d"))
    for (leaf,) in _rows(kreis, "select convert_from(leaf, 'UTF8') from ledger.entry"):
        assert LEAF.fullmatch(leaf)


def test_only_own_staff_s_boxes_are_open_and_never_who_acted(stood_behind, tmp_path):
    """Of the others it is told that there is something; staff are pseudonymous (H4, H8)."""
    kreis, evidence = stood_behind

    _export(kreis, evidence, tmp_path / "d")

    by_place = _rows(
        kreis,
        "select i.agency from ledger.leaf l join ledger.index i using (entry_id) where i.part = 0 order by leaf_index",
    )
    lines = _lines(tmp_path / "d")
    assert {"jobcenter", "jugendamt"} <= {agency for (agency,) in by_place}
    for (agency,), (_, actor, *others) in zip(by_place, lines, strict=True):
        assert 1 == actor
        assert (agency == "jobcenter") == all(isinstance(box, list) for box in others)
        assert (agency == "jobcenter") != all(box == 1 for box in others)


def test_taking_the_log_along_is_in_the_log(stood_behind, tmp_path):
    """Committed before the first box is opened; whoever may not is in it too, and gets nothing."""
    kreis, evidence = stood_behind

    _export(kreis, evidence, tmp_path / "d")
    with pytest.raises(NotAllowed):
        stranger = kreis.principal("U01")
        export_log(kreis.house("oversight"), stranger, _policy(evidence), tmp_path / "e", kreis.at)

    asked = _rows(kreis, "select effect, pseudonym from ledger.index where event = 'log.export' order by entry_id")
    assert ["permit", "deny"] == [effect for effect, _ in asked]
    assert not (tmp_path / "e").exists()


def test_leaves_alone_are_checked_without_a_box(stood_behind, tmp_path):
    """Nothing personal goes along, so it needs no officer."""
    kreis, evidence = stood_behind

    export_leaves(kreis.house("oversight").db, _policy(evidence), tmp_path / "d")

    assert (0, set()) == check(tmp_path / "d", policy=evidence.policy.write())
    assert not (tmp_path / "d" / "payload").exists()


def test_no_file_says_anything_of_anybody_and_nobody_else_may_read_it(stood_behind, tmp_path):
    """Names are numbers; the folder is its owner's."""
    kreis, evidence = stood_behind
    _export(kreis, evidence, tmp_path / "d")

    paths = [path.relative_to(tmp_path / "d") for path in (tmp_path / "d").rglob("*")]
    words = {part for path in paths for part in path.parts}
    assert {"checkpoint", "policy", "tile", "entries", "payload"} <= words
    assert all(
        word in {"checkpoint", "policy", "tile", "entries", "payload", "checkpoints"} or word[0] in "0123456789x"
        for word in words
    )
    assert not any(stat.S_IMODE((tmp_path / "d" / path).stat().st_mode) & 0o077 for path in paths)


def test_a_folder_that_holds_something_is_refused(stood_behind, tmp_path):
    """Two deliveries in one folder are none."""
    kreis, evidence = stood_behind
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "mine").write_text("x", encoding="utf-8")

    with pytest.raises(NotADelivery):
        export_leaves(kreis.house("oversight").db, _policy(evidence), tmp_path / "d")


def test_an_entry_is_proven_alone(stood_behind, tmp_path):
    """By a file that brings the entry along, against the policy that was signed on paper."""
    kreis, evidence = stood_behind
    [(entry,), *_] = _rows(kreis, "select entry_id from ledger.leaf order by leaf_index desc")

    path = prove_entry(kreis.house("oversight").db, EntryId(str(entry)), tmp_path)

    assert f"{entry}.tlog-proof" == path.name
    assert (0, set()) == check(path, policy=evidence.policy.write())


def test_what_no_checkpoint_covers_is_not_proven(stood_behind, tmp_path):
    """Neither what still waits, nor what is not there."""
    kreis, _ = stood_behind
    kreis.at += timedelta(minutes=1)
    kreis.open("U01", F01)
    [(waits,)] = _rows(kreis, "select entry_id from ledger.pending limit 1")

    for entry in (str(waits), new_id()):
        with pytest.raises(NotInTheTree):
            prove_entry(kreis.house("oversight").db, EntryId(entry), tmp_path)
