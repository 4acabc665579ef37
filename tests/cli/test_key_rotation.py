"""`hub keys rotate` as an operator runs it: begin, look, end; status and words."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hub.cli.commands import hub
from hub.gate.house import load_fingerprints
from tests.kreis import Kreis


@pytest.fixture
def keys(kreis: Kreis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of its own, beside the copy."""
    folder = Path(shutil.copytree(kreis.keys, tmp_path / "keys"))
    monkeypatch.setenv("HUB_DATABASE_URL", kreis.urls.url("ROLE").replace("ROLE", "{role}"))
    monkeypatch.setenv("HUB_KEYS", str(folder))
    monkeypatch.setenv("HUB_STATE", str(tmp_path / "state"))
    return folder


def _rotate(monkeypatch: pytest.MonkeyPatch, *words: str, seconds: int = 0) -> Result:
    monkeypatch.setenv("HUB_CLOCK_OFFSET", str(seconds))
    return CliRunner().invoke(hub, ["keys", "rotate", "--agency", "jobcenter", *words])


def test_an_operator_exchanges_a_key(keys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old one goes at the second call with the new fingerprint, ten minutes later; the census names one key."""
    old = load_fingerprints(keys)["jobcenter"]
    begun = _rotate(monkeypatch)
    new = load_fingerprints(keys)["jobcenter"]
    looked = _rotate(monkeypatch, "--look")

    assert (0, 0) == (begun.exit_code, looked.exit_code), begun.output
    assert old != new
    assert all(new in said.output and "--end" in said.output for said in (begun, looked))
    assert 3 == _rotate(monkeypatch, "--end", old, seconds=3600).exit_code
    assert 3 == _rotate(monkeypatch, "--end", new, seconds=-3600).exit_code
    ended = _rotate(monkeypatch, "--end", new, seconds=3600)

    assert (0, 1) == (ended.exit_code, ended.output.count("…"))
    assert "keinen alten Schlüssel mehr" in ended.output
    assert [keys / "jobcenter.key"] == [path for path in keys.rglob("*.key") if "jobcenter" in str(path.name)]


@pytest.mark.parametrize("holder", ["provider", "family", "oversight"])
def test_everybodys_key_is_exchanged_by_the_same_command(keys: Path, holder: str) -> None:
    """Another key than before stands in its place, and nothing is sealed for the old one."""
    old = load_fingerprints(keys)[holder]

    done = CliRunner().invoke(hub, ["keys", "rotate", "--agency", holder])

    assert 0 == done.exit_code, done.output
    assert old != load_fingerprints(keys)[holder]


def test_whose_key_nobody_has_is_refused(keys: Path) -> None:
    """The loader holds none."""
    assert 2 == CliRunner().invoke(hub, ["keys", "rotate", "--agency", "loader"]).exit_code
