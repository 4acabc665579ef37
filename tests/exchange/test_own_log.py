"""What writes and shows nothing asks the witnesses too: loading, the clerk, and putting withdrawals back."""

import json
import re

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from hub.exchange import evidence as asking
from hub.exchange.evidence import need_own_log
from hub.ledger.errors import LedgerBehind, WitnessesSilent
from tests.exchange.documents import cell, document, family
from tests.ledger.evidence import kept_backup, standing_behind


@pytest.fixture
def evidence(kreis, tmp_path):
    """Signed once, with the trust policy in a file."""
    with standing_behind(kreis, tmp_path / "evidence") as standing:
        standing.place()
        standing.sign()
        (tmp_path / "trust.txt").write_text(standing.policy.write(), encoding="utf-8")
        yield standing


def _behind(evidence):
    evidence.kreis.open("U01")
    evidence.place()
    evidence.sign()


@pytest.mark.parametrize("command", ["load", "clerk", "replay"])
def test_a_backup_that_was_put_back_is_refused_before_anything_is_written(evidence, tmp_path, command):
    """One line, status 1, no entry; when the log is the newest it works."""
    (tmp_path / "one.json").write_text(json.dumps(document(family([cell("sgb2_measures")]))), encoding="utf-8")
    words = {
        "load": ["load", str(tmp_path / "one.json")],
        "clerk": ["clerk", "--once"],
        "replay": ["consent", "replay"],
    }[command]
    environ = {
        "HUB_STATE": str(tmp_path / "state"),
        "HUB_KEYS": str(evidence.kreis.keys),
        "HUB_ISSUER": "https://issuer.invalid",
        "HUB_DATABASE_URL": evidence.kreis.urls.url("ROLE").replace("ROLE", "{role}"),
        "HUB_LOG_POLICY": str(tmp_path / "trust.txt"),
    }
    with kept_backup(evidence) as put_back:
        assert 0 == CliRunner().invoke(hub, words, env=environ, catch_exceptions=False).exit_code
        _behind(evidence)
        put_back()

        refused = CliRunner().invoke(hub, words, env=environ)

        assert isinstance(refused.exception, LedgerBehind)


def test_without_a_policy_nobody_can_tell(evidence, tmp_path):
    """Once something was signed; each login that writes can ask."""
    for role in ("hub_loader", "hub_clerk"):
        url = evidence.kreis.urls.url(role)
        need_own_log(url, tmp_path / "trust.txt")
        with pytest.raises(WitnessesSilent, match="HUB_LOG_POLICY"):
            need_own_log(url, None)


def test_witnesses_that_are_silent_are_no_yes(evidence, tmp_path, monkeypatch):
    """It waits for them a while, and then says so."""
    monkeypatch.setattr(asking, "PATIENCE", 0.2)
    nowhere = re.sub(r"127\.0\.0\.1:[0-9]+", "127.0.0.1:1", evidence.policy.write())
    (tmp_path / "trust.txt").write_text(nowhere, encoding="utf-8")

    with pytest.raises(WitnessesSilent, match="no witness"):
        need_own_log(evidence.kreis.urls.url("hub_loader"), tmp_path / "trust.txt")


def test_of_a_log_that_nobody_signed_nobody_is_asked(kreis):
    """A hub that is being set up loads its first families before there is a checkpoint."""
    need_own_log(kreis.urls.url("hub_loader"), None)
    need_own_log(kreis.urls.url("hub_clerk"), None)
