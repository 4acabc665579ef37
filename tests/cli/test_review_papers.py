"""`hub review papers`: papers as files, and whether the examples hold."""

import json

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub


def _run(*arguments):
    return CliRunner().invoke(hub, [*map(str, arguments)])


@pytest.fixture
def there(kreis, monkeypatch):
    """The demo Kreis, as the environment names it."""
    monkeypatch.setenv("HUB_DATABASE_URL", kreis.urls.url("ROLE").replace("ROLE", "{role}"))
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_STICHTAG", "2026-11-16")
    return kreis


def test_papers_are_written_by_the_rules_in_force(there, tmp_path):
    """As accessible PDF, as text and as data, three of each, for the controller that was asked for."""
    done = _run("review", "papers", "--controller", "jugendamt", "--out", tmp_path / "nachweise")

    assert 0 == done.exit_code, done.output
    assert 12 == len(list((tmp_path / "nachweise").iterdir()))
    told = json.loads((tmp_path / "nachweise" / "verzeichnis-jugendamt.json").read_text(encoding="utf-8"))
    assert there.house("oversight").policies.digest == told["rules"]
    assert b"<pdfuaid:part>1" in (tmp_path / "nachweise" / "vereinbarung-jugendamt.pdf").read_bytes()


def test_stale_examples_are_named_and_can_be_renewed(monkeypatch, tmp_path):
    """Status 1 while one says something else than the rules; without a database."""
    assert 0 == _run("review", "papers", "--check").exit_code
    monkeypatch.setattr("hub.cli.review_papers.EXAMPLES", tmp_path)

    stale = _run("review", "papers", "--check")
    renewed = _run("review", "papers", "--renew")

    assert (1, 0) == (stale.exit_code, renewed.exit_code)
    assert "verzeichnis.md: veraltet" in stale.output
    assert 0 == _run("review", "papers", "--check").exit_code
    (tmp_path / "jobcenter" / "vereinbarung.md").write_text("von Hand", encoding="utf-8")
    assert 1 == _run("review", "papers", "--check").exit_code


def test_papers_want_to_know_whose_and_where():
    """A command without either does nothing."""
    assert 2 == _run("review", "papers", "--controller", "jobcenter").exit_code
