"""Whoever has the database and stolen keys beside it: each agency finds it out alone, offline.

With the real sequencer, signer and witnesses: two stories for two agencies, a signer that forgot, all keys in one hand.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.ledger.errors import LedgerBehind
from hub.ledger.signer_state import FILE, Last, make_signer_state
from hub.terms.lists import Purpose
from tests.attacks.scenes import Scene
from tests.kreis import to_be_spoilt
from tests.ledger.checked import check_elsewhere
from tests.ledger.evidence import NAMES, standing_behind

PUBLISHED = "update ledger.checkpoint set published_at = signed_at where published_at is null"


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


def _tell(scene, name):
    """One more entry, shown to the witness of this agency alone, and said to be published."""
    scene.evidence.silent = set(NAMES) - {name}
    signed = scene.act()
    scene.evidence.silent = set()
    scene.postgres.execute(PUBLISHED)
    return signed


def test_a_view_of_its_own_for_each_agency_is_found(scene):
    """The witness that is told nothing cannot have cosigned: neither story has both."""
    assert _tell(scene, scene.name).cosigned_by == (scene.name,)

    assert (1, {"signature"}) == scene.check()


def test_the_story_that_the_other_agency_was_told_is_found(scene):
    """The own witness cosigned one story; the log holds another, signed with its key and the other's stolen one."""
    [other] = set(NAMES) - {scene.name}
    size = _tell(scene, scene.name).size
    scene.rewrite(size - 1)
    scene.forge(other)

    status, found = scene.check()

    assert 1 == status
    assert {"signature", "old"} <= found


def test_two_views_with_a_stolen_witness_key_are_found_by_the_checkpoint_of_the_other(scene):
    """Each story bears both cosignatures: alone nobody sees it, and one checkpoint that the other kept is enough."""
    [other] = set(NAMES) - {scene.name}
    size = _tell(scene, other).size
    kept = scene.cosigned(other)
    scene.rewrite(size - 1)
    scene.forge(*NAMES)

    assert (0, set()) == scene.check(), "alone, and without what the other kept"
    status, found = scene.check(old=[scene.cosigned(scene.name), kept])
    assert (1, True) == (status, "old" in found)


def test_a_signer_that_lost_its_state_and_begins_anew_on_an_old_log_is_found(scene):
    """It cannot as long as a witness answers; cut off from both it signs what is smaller: each knows better."""
    head = scene.roll_back()
    memory = scene.evidence.folder / "signer"
    (memory / FILE).unlink()
    make_signer_state(memory, Last(head, scene.evidence.at))
    for silent in NAMES:
        scene.evidence.silent = {silent}
        with pytest.raises(LedgerBehind):
            scene.evidence.sign()
    scene.evidence.silent = set(NAMES)
    assert () == scene.evidence.sign().cosigned_by
    scene.postgres.execute(PUBLISHED)

    assert (1, {"signature", "old"}) == scene.check()


@pytest.mark.parametrize("kept", ["as it was signed", "three lines on paper"])
@pytest.mark.parametrize("how", ["rewritten", "rolled back", "rolled back and outgrown"])
def test_the_theft_of_all_keys_is_found_with_an_old_checkpoint(scene, how, kept):
    """Everything fits and everybody signed: what lies in the officer's file is not to be stolen there. By the verifier
    as the officer runs it, on the folder that they took along, with what the own agency kept, nothing of the other's.
    """
    checkpoint = scene.cosigned(scene.name)
    paper = checkpoint if kept == "as it was signed" else checkpoint[: checkpoint.index("\n\n") + 1]
    if how == "rewritten":
        scene.rewrite(scene.own())
    else:
        scene.roll_back()
    if how == "rolled back and outgrown":
        begun_anew = replace(scene.kreis, _houses={})  # by other writers, who number from one
        for _ in range(4):
            begun_anew.open("U01", purpose=Purpose.SGB2_INTEGRATION)
        scene.evidence.place()
    scene.postgres.execute("delete from ledger.checkpoint")
    scene.evidence.clock.ahead += timedelta(minutes=1)
    scene.forge(*NAMES)
    smaller_and_later = how == "rolled back" and paper == checkpoint

    assert (0, set()) == scene.check(old=[], by=check_elsewhere), "whoever kept nothing is deceived"
    assert (1, {"old", "time"} if smaller_and_later else {"old"}) == scene.check(old=[paper], by=check_elsewhere)
