"""`hub review …` and `hub reviewer`: rules run, tried and told from the command line."""

import json

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from tests.kreis import ROOT


def _run(*arguments):
    return CliRunner().invoke(hub, [*map(str, arguments)])


@pytest.fixture
def there(kreis, monkeypatch, tmp_path):
    """The demo Kreis with a few lines of its history, as the environment names it."""
    document = json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8"))
    wanted = ("L05", "L07", "N01", "L15")
    kreis.load({**document, "history": [line for line in document["history"] if line.get("label") in wanted]})
    monkeypatch.setenv("HUB_DATABASE_URL", kreis.urls.url("ROLE").replace("ROLE", "{role}"))
    monkeypatch.setenv("HUB_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_STICHTAG", "2026-11-16")
    return kreis


def test_anomalies_are_told_as_data_with_rule_sentence_and_labels(there):
    """For entries that a load file brought; nobody is named, nobody counted, and nothing is kept."""
    told = json.loads(_run("review", "anomalies", "--json").output)

    by_rule = {one["rule"]: one for one in told}
    assert {"L05", "L07", "L15", "N01"} == {label for one in told for label in one["labels"]}
    assert by_rule["case-numbers"]["sentence"].startswith("14 aufeinanderfolgende Fallnummern")
    assert ["L07"] * 14 == [entry["label"] for entry in by_rule["case-numbers"]["entries"]]
    assert all(one["who"] is None or one["who"].startswith("N-") for one in told)
    assert all(one["speaks_against"] for one in told)
    assert (0,) == there.superuser().execute("select count(*) from review.hit").fetchone()


def test_anomalies_are_told_in_lines_without_labels(there):
    """As on the desk: the label is for the data alone."""
    said = _run("review", "anomalies").output

    assert "case-numbers: 14 aufeinanderfolgende Fallnummern" in said
    assert "Was spricht dagegen?" in said
    assert "L07" not in said


def test_an_evaluation_is_kept_and_can_be_repeated(there):
    """By command, or by the process that does it each night."""
    first = _run("review", "evaluate")
    kept = there.superuser().execute("select count(*) from review.hit").fetchone()
    again = _run("reviewer", "--once")

    assert (None, None) == (first.exception, again.exception)
    assert "jobcenter: " in first.output
    assert "Auffälligkeiten" in first.output
    assert kept == there.superuser().execute("select count(*) from review.hit").fetchone()
    assert kept > (3,)


def test_a_rule_is_tried_by_its_name(there):
    """What it would find in 90 days, and how much of it is explained; another name is refused with what to look for."""
    tried, unknown = _run("review", "try", "emergency"), _run("review", "try", "emergencies")

    assert "jugendamt: 2 Treffer in 90 Tagen" in tried.output
    assert (2, True) == (unknown.exit_code, "keine Regel dieses Namens" in unknown.output)


def test_rules_are_listed_with_their_days_and_what_they_were_worth(there):
    """What is off is said to be off."""
    said = _run("review", "rules").output

    assert "speed  Schneller als Lesen  (seit 01.08.2026)" in said
    assert "same-address  Gleiche Anschrift  (aus)" in said
