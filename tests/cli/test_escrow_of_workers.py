"""The loss of the key service's pair, rehearsed: two officers bring it back, and its workers' files open again."""

from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from hub.cli.commands import hub
from hub.exchange.houses import make_keys
from hub.ledger.pairs import KeyUnusable, read_public
from hub.ledger.workerkeys import WorkerKeys, workers_of
from hub.terms.sealing import fingerprint

OFFICERS = ("leitung", "it")
WORKER, PLACE = str(uuid4()), b"where it lies"


def _run(*words: object) -> Result:
    return CliRunner().invoke(hub, ["keys", *map(str, words)])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keys, officers, escrows of the Jugendamt's own pair and of its workers', and a worker with a file."""
    make_keys(tmp_path / "keys")
    monkeypatch.setenv("HUB_KEYS", str(tmp_path / "keys"))
    halves = [word for name in OFFICERS for word in ("--officer", _run("officer", tmp_path / name).output.strip())]
    for whose in ("jugendamt", "jugendamt.workers", "provider.workers"):
        assert 0 == _run("escrow", "--agency", whose, *halves, tmp_path / f"{whose}.escrow").exit_code
    return tmp_path


def _recover(folder: Path, of: str = "jugendamt.workers", heard: str = "", *more: str) -> Result:
    """Both officers, one after the other; the public half is what the writing machines have."""
    _run("open-escrow", "--identity", folder / "it", folder / f"{of}.escrow", folder / "left")
    words = ("--agency", "jugendamt.workers", "--identity", folder / "leitung", "--fingerprint", heard, *more)
    return _run("recover", *words, folder / "left")


def test_two_officers_bring_the_pair_back_and_its_workers_open_again(folder: Path) -> None:
    """With the files of the workers from their backup, which are worth nothing without it."""
    place = workers_of(folder / "keys", "jugendamt")
    box = WorkerKeys(folder / "keys", "jugendamt").closed(WORKER, b"said in confidence", PLACE)
    heard, own = fingerprint(read_public(place / "service.pub")).hex(), (folder / "keys/jugendamt.key").read_bytes()
    (place / "service.key").unlink()
    with pytest.raises(KeyUnusable):
        WorkerKeys(folder / "keys", "jugendamt")

    rehearsed = _recover(folder, "jugendamt.workers", heard, "--rehearse")
    assert (0, False) == (rehearsed.exit_code, (place / "service.key").exists()), rehearsed.output
    done = _recover(folder, "jugendamt.workers", heard)

    assert (0, True) == (done.exit_code, "workers exchange" in done.output), done.output
    assert b"said in confidence" == WorkerKeys(folder / "keys", "jugendamt").open(WORKER, box, PLACE)
    assert 0o600 == (place / "service.key").stat().st_mode & 0o777
    assert own == (folder / "keys/jugendamt.key").read_bytes(), "the agency's own pair is another one"


@pytest.mark.parametrize("other", ["jugendamt", "provider.workers"])
def test_an_escrow_of_another_pair_is_not_taken_for_it(folder: Path, other: str) -> None:
    """Neither the agency's own, nor that of another body's workers, whatever fingerprint somebody names."""
    place = workers_of(folder / "keys", "jugendamt")
    (place / "service.key").unlink()
    public = {
        "jugendamt": folder / "keys/jugendamt.pub",
        "provider.workers": folder / "keys/provider.workers/service.pub",
    }

    done = _recover(folder, other, fingerprint(read_public(public[other])).hex())

    assert (2, False) == (done.exit_code, (place / "service.key").exists()), done.output


def test_one_officer_alone_brings_nothing_back(folder: Path) -> None:
    """By opening twice, or without the other's step before."""
    place = workers_of(folder / "keys", "jugendamt")
    heard = fingerprint(read_public(place / "service.pub")).hex()
    (place / "service.key").unlink()
    escrow, left = folder / "jugendamt.workers.escrow", folder / "left"
    assert 0 == _run("open-escrow", "--identity", folder / "it", escrow, left).exit_code

    words = ("recover", "--agency", "jugendamt.workers", "--identity", folder / "it", "--fingerprint", heard)

    assert [2, 2] == [_run(*words, file).exit_code for file in (left, escrow)]
    assert not (place / "service.key").exists()
