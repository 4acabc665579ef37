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


def test_whose_key_cannot_be_exchanged_is_refused(keys: Path) -> None:
    """Words of cases and signatures of reports hang on the officers' key."""
    assert 2 == CliRunner().invoke(hub, ["keys", "rotate", "--agency", "oversight"]).exit_code
