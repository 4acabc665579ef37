"""A lost key comes back by two officers, rehearsed from the first command to the last; by one alone nothing does."""

from itertools import permutations
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hub.cli.commands import hub
from hub.exchange.houses import make_keys
from hub.gate.house import load_fingerprints
from hub.ledger.escrow import EscrowUnusable, open_layer, parse_escrow, recovered

OFFICERS = ("leitung", "it", "vertretung")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The Jobcenter's keys, three officers, an escrow."""
    make_keys(tmp_path / "keys")
    monkeypatch.setenv("HUB_KEYS", str(tmp_path / "keys"))
    halves = [_run("officer", tmp_path / name).output.strip() for name in OFFICERS]
    done = _run("escrow", "--agency", "jobcenter", *(w for half in halves for w in ("--officer", half)), tmp_path / "e")
    assert (0, True) == (done.exit_code, _fingerprint(tmp_path) in done.output)
    return tmp_path


def _run(*words: object) -> Result:
    return CliRunner().invoke(hub, ["keys", *map(str, words)])


def _fingerprint(folder: Path) -> str:
    return load_fingerprints(folder / "keys")["jobcenter"]


def _recover(folder: Path, second: str, *more: object, left: str = "left") -> Result:
    heard = ("--fingerprint", _fingerprint(folder)) if "--fingerprint" not in more else ()
    return _run("recover", "--agency", "jobcenter", "--identity", folder / second, *heard, *more, folder / left)


@pytest.mark.parametrize(("first", "second"), [*permutations(OFFICERS, 2)])
def test_any_two_bring_a_lost_key_back(folder: Path, first: str, second: str) -> None:
    """The very key and that of the index, in files of their owner alone."""
    before = {name: (folder / "keys" / name).read_bytes() for name in ("jobcenter.key", "jobcenter.index")}
    for name in before:
        (folder / "keys" / name).unlink()

    assert 0 == _run("open-escrow", "--identity", folder / first, folder / "e", folder / "left").exit_code
    assert 0 == _recover(folder, second, "--rehearse").exit_code
    assert not (folder / "keys" / "jobcenter.key").exists()
    assert 0 == _recover(folder, second).exit_code

    assert before == {name: (folder / "keys" / name).read_bytes() for name in before}
    assert {0o600} == {(folder / "keys" / name).stat().st_mode & 0o777 for name in before}


@pytest.mark.parametrize("alone", OFFICERS)
def test_one_officer_alone_gets_nothing(folder: Path, alone: str) -> None:
    """Neither by opening twice, nor by taking the second step first, nor in anything their identity opens."""
    (folder / "keys" / "jobcenter.key").rename(folder / "lost")
    assert 0 == _run("open-escrow", "--identity", folder / alone, folder / "e", folder / "left").exit_code
    left = parse_escrow((folder / "left").read_bytes())

    assert 2 == _recover(folder, alone).exit_code
    assert 2 == _recover(folder, alone, left="e").exit_code
    with pytest.raises(EscrowUnusable):
        recovered(left, folder / alone)
    with pytest.raises(EscrowUnusable):
        open_layer(left, folder / alone)
    assert len(left.boxes) == len(OFFICERS) - 1
    assert all(box.startswith(b"age-encryption.org/v1") for box in left.boxes)
    assert not (folder / "keys" / "jobcenter.key").exists()


def test_an_escrow_of_another_key_is_found_out_before_anything_is_written(folder: Path) -> None:
    """Somebody made one with a key of their own: the fingerprint that the others read is another."""
    (folder / "keys" / "jobcenter.key").unlink()
    _run("open-escrow", "--identity", folder / "it", folder / "e", folder / "left")

    done = _recover(folder, "leitung", "--fingerprint", "00" * 32)

    assert (2, True) == (done.exit_code, "nothing was written" in done.output)
    assert not (folder / "keys" / "jobcenter.key").exists()


def test_no_key_that_is_there_is_overwritten(folder: Path) -> None:
    """Two officers cannot put another one in its place by mistake."""
    before = (folder / "keys" / "jobcenter.key").read_bytes()
    _run("open-escrow", "--identity", folder / "it", folder / "e", folder / "left")

    assert 0 != _recover(folder, "leitung").exit_code
    assert before == (folder / "keys" / "jobcenter.key").read_bytes()


def test_one_person_is_not_two(folder: Path) -> None:
    """Named twice, one officer would open it alone."""
    half = _run("officer", folder / "another").output.strip()

    for officers in ([half], [half, half], [half, "age1nobody"]):
        words = [word for one in officers for word in ("--officer", one)]
        assert 2 == _run("escrow", "--agency", "jobcenter", *words, folder / "none").exit_code
    assert not (folder / "none").exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"format": "fam-hub escrow v1"}', b"\xff"])
def test_what_is_no_escrow_is_one_line(folder: Path, content: bytes) -> None:
    """No trace, no write."""
    (folder / "bad").write_bytes(content)

    done = _run("open-escrow", "--identity", folder / "it", folder / "bad", folder / "left")

    assert (2, 1) == (done.exit_code, len(done.output.strip().splitlines()))


def test_an_identity_that_others_can_read_is_not_used(folder: Path) -> None:
    """It is no secret any more."""
    (folder / "it").chmod(0o644)

    assert 0 != _run("open-escrow", "--identity", folder / "it", folder / "e", folder / "left").exit_code
    assert not (folder / "left").exists()
