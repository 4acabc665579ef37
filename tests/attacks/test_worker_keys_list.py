"""Whoever runs the key service sees whose keys lie there and how they stand; no name, nothing that is confided."""

import shutil
from datetime import timedelta

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from hub.exchange.worker_care import HeldKey, KeyState, WorkerCare
from hub.ledger.workerkeys import WorkerKeys
from hub.record.confiding.store import load_refs
from tests.attacks.test_worker_keys_end import BOTH, _act, _said, care
from tests.cli.test_workers_keys import place
from tests.confidences import proof_of
from tests.kreis import Kreis

__all__ = ["care", "place"]


def _list(care: WorkerCare, at) -> dict[str, HeldKey]:
    return {one.ref: one for one in care.held(at)}


def test_each_key_is_told_by_its_reference_and_state(kreis: Kreis, care: WorkerCare) -> None:
    """Made and waiting; proven; exchanged once; freed again; and what does not open with this pair."""
    assert _list(care, kreis.at) == {}
    care.exchange("U07", kreis.at)
    assert (KeyState.FREE, None, 1) == _told(_list(care, kreis.at)["U07"])
    assert care.confided.prove(proof_of("U07"))
    assert KeyState.BOUND is _list(care, kreis.at)["U07"].state
    _said(care, "free", BOTH, kreis.at, _act(kreis))
    assert KeyState.FREE is _list(care, kreis.at)["U07"].state

    [path] = [one for one in care.confided.keys.folder.glob("*.worker") if one.stem == kreis.principal("U07").id]
    path.write_bytes(b"x" * 200)

    assert KeyState.SHUT is _list(care, kreis.at)["U07"].state


def _told(held: HeldKey):
    return held.state, held.day, held.olds


def test_a_key_that_ended_is_told_for_as_long_as_the_log_is_kept(kreis: Kreis, care: WorkerCare) -> None:
    """With the day; afterwards the folder names that worker no more."""
    staff = kreis.principal("U07").id
    care.confided.keys.ensure(staff)
    care.confided.keys.destroy(staff, kreis.at.date())

    assert (KeyState.ENDED, kreis.at.date(), 0) == _told(_list(care, kreis.at)["U07"])
    assert {} == _list(care, kreis.at + timedelta(days=200))
    assert not [one for one in care.confided.keys.folder.iterdir() if staff in one.name]


def test_the_command_names_nobody_by_name_and_counts_nothing_confided(
    kreis: Kreis, place, tmp_path, monkeypatch
) -> None:
    """One line a key."""
    shutil.copytree(kreis.keys, tmp_path / "keys")
    WorkerKeys(tmp_path / "keys", "jugendamt").ensure(kreis.principal("U07").id)
    monkeypatch.setenv("HUB_KEYS", str(tmp_path / "keys"))
    done = CliRunner().invoke(hub, ["keys", "workers", "list", "--agency", "jugendamt"])

    assert (0, "U07: noch kein Konto ausgewiesen") == (done.exit_code, _line(done.output, "U07"))
    names = kreis.superuser().execute("select name from identity.staff").fetchall()
    assert not [name for (name,) in names if name in done.output]


def _line(output: str, ref: str) -> str:
    return next(line for line in output.splitlines() if line.startswith(ref))


@pytest.mark.parametrize(("group", "ref"), [("jugendamt", "U01"), ("provider", "U07"), ("jugendamt", "U12")])
def test_of_another_bodys_staff_the_database_tells_no_reference(kreis: Kreis, group: str, ref: str) -> None:
    """Whoever asks with the key service's sign-in and guesses an id."""
    there = load_refs(kreis.house(group).db, [kreis.principal(ref).id])

    assert {} == there
    own = {"jugendamt": "U07", "provider": "U12"}[group]
    assert own == load_refs(kreis.house(group).db, [kreis.principal(own).id])[kreis.principal(own).id][0]
