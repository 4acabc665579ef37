"""Whoever may do everything in the database is found out by each agency alone, with what it holds itself.

That is: the policy it signed on paper, and the last checkpoint that its own witness cosigned.
"""

import copy

import pytest

from hub.ledger.leaf import commit

from ..ledger.checked import check
from ..ledger.logs import ORIGIN, WITNESSES, Signer, small_log


@pytest.fixture(scope="module")
def honest():
    """A log of which both witnesses know every checkpoint."""
    return small_log(120)


@pytest.fixture
def log(honest):
    """One to be attacked."""
    attacked = copy.copy(honest)
    for name in ("kept", "numbers", "families", "checkpoints", "lists", "known", "witnesses"):
        setattr(attacked, name, copy.deepcopy(getattr(honest, name)) if name != "witnesses" else honest.witnesses)
    return attacked


@pytest.fixture(params=WITNESSES)
def agency(request, honest):
    """One of the two, alone: what it believes, and what its own witness signed last."""
    return {"policy": honest.policy(), "old": [honest.checkpoints[-1][1]]}


def _rewrite(one, words=b'{"purpose":"other"}'):
    """Another access segment, with a commitment that fits."""
    salt = one.boxes[2][0]
    one.boxes[2] = (salt, words)
    one.leaf["c"][2] = commit(salt, "access", words)


def test_what_nobody_touched_is_whole(log, agency, tmp_path):
    """So that a finding means something."""
    assert (0, set()) == check(log.export(tmp_path / "d"), **agency)


def test_an_entry_that_was_rewritten_is_found(log, agency, tmp_path):
    """With payload and commitment to fit: the tree says otherwise."""
    _rewrite(log.kept[40])

    status, found = check(log.export(tmp_path / "d"), **agency)

    assert 1 == status
    assert {"tree", "old"} <= found


def test_an_entry_that_was_rewritten_and_signed_anew_is_found(log, agency, tmp_path):
    """The key of the log was stolen; the witnesses did not sign again, and each holds what it signed."""
    _rewrite(log.kept[40])
    log.checkpoints, log.known = [], [0, ""]
    log.sign(without=WITNESSES)

    assert (1, {"signature", "old"}) == check(log.export(tmp_path / "d"), **agency)


def test_an_entry_that_was_dropped_is_found(log, agency, tmp_path):
    """Whoever signs again signs alone."""
    del log.kept[40]
    log.checkpoints, log.known = [], [0, ""]
    log.sign(without=WITNESSES)

    assert (1, {"signature", "old"}) == check(log.export(tmp_path / "d"), **agency)


def test_an_entry_that_was_dropped_before_it_came_into_the_tree_is_found(log, agency, tmp_path):
    """No checkpoint knows it; its writer's number and the family's are missing."""
    log.add()
    for _ in range(700):
        log.add(family=None)
    del log.kept[120]
    log.sign()

    assert (1, {"numbers"}) == check(log.export(tmp_path / "d"), **agency)


def test_entries_that_changed_places_are_found(log, agency, tmp_path):
    """Nothing was added and nothing is missing."""
    log.kept[40], log.kept[41] = log.kept[41], log.kept[40]
    log.checkpoints, log.known = [], [0, ""]
    log.sign(without=WITNESSES)

    assert (1, {"signature", "old"}) == check(log.export(tmp_path / "d"), **agency)


def test_a_log_that_was_rolled_back_is_found(log, agency, tmp_path):
    """An old backup, with the checkpoint that was good then."""
    del log.kept[100:]
    log.checkpoints = [one for one in log.checkpoints if one[0] <= 100]

    assert (1, {"old"}) == check(log.export(tmp_path / "d"), **agency)


def test_a_log_that_was_rolled_back_and_has_outgrown_what_it_was_is_found(log, agency, tmp_path):
    """Larger than ever, signed by the log: not what the witness saw."""
    del log.kept[100:]
    log.checkpoints = [one for one in log.checkpoints if one[0] <= 100]
    log.numbers = {w: max(one.leaf["ws"] for one in log.kept if one.leaf["w"] == w) for w in log.writers}
    for _ in range(50):
        log.add(family=None)
    log.sign(without=WITNESSES)

    status, found = check(log.export(tmp_path / "d"), **agency)

    assert 1 == status
    assert {"signature", "old"} <= found


def test_two_logs_shown_to_two_agencies_are_found(log, agency, tmp_path):
    """Even if a witness helped: its checkpoint in the hands of the other is enough."""
    other = copy.deepcopy(log.kept)
    for _ in range(3):
        log.add(family=None)
    shown_here = log.sign()
    log.kept, log.numbers = other, {w: max(one.leaf["ws"] for one in other if one.leaf["w"] == w) for w in log.writers}
    log.checkpoints.pop()
    for _ in range(4):
        log.add(family=None)
    log.sign()

    assert (1, {"old"}) == check(log.export(tmp_path / "d"), policy=agency["policy"], old=[shown_here])


@pytest.mark.parametrize("silent", WITNESSES)
def test_a_checkpoint_that_one_witness_did_not_sign_is_found(log, agency, silent, tmp_path):
    """Also by the agency whose witness did sign."""
    log.add(family=None)
    log.sign(without=(silent,))

    assert (1, {"signature"}) == check(log.export(tmp_path / "d"), **agency)


def test_a_signer_that_lost_its_state_is_found(log, agency, tmp_path):
    """It signs again what is smaller; the witnesses know better and do not."""
    del log.kept[100:]
    log.checkpoints = []
    log.known = [0, ""]
    log.sign(without=WITNESSES)

    assert (1, {"signature", "old"}) == check(log.export(tmp_path / "d"), **agency)


def test_theft_of_all_keys_is_found_by_whoever_kept_a_checkpoint(log, agency, tmp_path):
    """Everything was signed anew by everybody's key; the paper in the officer's file is not to be stolen there."""
    for one in log.kept:
        one.leaf["ck"] = [0, ""]
    _rewrite(log.kept[40])
    log.checkpoints, log.known = [], [0, ""]
    log.sign()

    folder = log.export(tmp_path / "d")

    assert (0, set()) == check(folder, policy=agency["policy"])
    assert (1, {"old"}) == check(folder, **agency)
    on_paper = "\n".join(agency["old"][0].split("\n")[:3]) + "\n"
    assert (1, {"old"}) == check(folder, policy=agency["policy"], old=[on_paper])


def test_a_log_of_somebody_else_is_found(agency, tmp_path):
    """Its own keys in its own policy: the officer takes the one that was signed on paper."""
    other = small_log(20)
    folder = other.export(tmp_path / "d")

    assert (0, set()) == check(folder)
    status, found = check(folder, **agency)
    assert 1 == status
    assert {"signature", "old"} <= found


def test_another_key_under_the_same_name_signs_nothing(log, agency, tmp_path):
    """Name and origin are not the key."""
    log.log = Signer(ORIGIN, 1)
    log.add(family=None)
    log.sign()

    assert (1, {"signature"}) == check(log.export(tmp_path / "d"), **agency)
