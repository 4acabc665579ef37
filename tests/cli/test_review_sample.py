"""`hub review sample`: drawn, told and checked from the command line."""

import json

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from hub.review.sample.reporting import sign, take_report
from tests.kreis import ROOT
from tests.review.drawn import OCTOBER, at_desk, judge_all, october, take_along

RECORD = ROOT / "demo" / "samples.json"


def _run(*arguments):
    return CliRunner().invoke(hub, [*map(str, arguments)])


@pytest.fixture
def there(kreis, monkeypatch):
    """The demo Kreis, as the environment names it."""
    monkeypatch.setenv("HUB_DATABASE_URL", kreis.urls.url("ROLE").replace("ROLE", "{role}"))
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_STICHTAG", "2026-11-16")
    return kreis


@pytest.mark.history
def test_the_record_of_october_is_taken_over_once_and_named_as_that(there):
    """412 looks, 21 drawn, 14 judged on the Stichtag; a second time is refused and written down."""
    first = _run("review", "take-over-sample", RECORD, "--officer", "U16:jobcenter")
    again = _run("review", "take-over-sample", RECORD, "--officer", "U16:jobcenter")
    told = _run("review", "sample", "--officer", "U16:jobcenter")

    assert "2026-10: erledigt\n" == first.output
    assert "2026-10: schon gezogen; der Versuch steht im Protokoll\n" == again.output
    assert "taken_over" in told.output
    assert "drawn: 14 von 21, emergency: 0 von 2, spoken: 0 von 5" in told.output
    rows = there.superuser().execute("select claimed, count(*) from review.verdict group by claimed").fetchall()
    assert [(True, 14)] == rows


def test_a_record_that_does_not_fit_the_log_is_refused(there):
    """Without the history there is nothing that it could have been drawn from."""
    answer = _run("review", "take-over-sample", RECORD, "--officer", "U16:jobcenter")

    assert 2 == answer.exit_code
    assert "0 looks" in answer.output
    assert [] == there.superuser().execute("select from review.sample").fetchall()


@pytest.mark.parametrize("change", [{"month": "2026-13"}, {"drawn": 3}, {"verdicts": [["good", "2026-11-05"]]}])
def test_a_record_of_another_form_is_refused_by_its_place(there, tmp_path, change):
    """Nothing of what stands there is repeated."""
    document = json.loads(RECORD.read_text(encoding="utf-8"))
    document["samples"][0] |= change
    (tmp_path / "record.json").write_text(json.dumps(document), encoding="utf-8")

    answer = _run("review", "take-over-sample", tmp_path / "record.json", "--officer", "U16:jobcenter")

    assert 0 != answer.exit_code
    assert "samples[0]" in str(answer.exception)


@pytest.mark.history
def test_a_draw_is_checked_by_an_export_with_and_without_a_report(kreis, tmp_path):
    """Offline: status 0 and what it does not prove; 1 where something is wrong; 2 where nothing can be checked."""
    with october(kreis, tmp_path) as evidence:
        judge_all(kreis)
        sign(kreis.house("oversight"), at_desk(kreis), OCTOBER, kreis.at)
        take_along(kreis, evidence, tmp_path / "export")
        report = take_report(kreis.house("oversight"), at_desk(kreis), OCTOBER, kreis.at)
        evidence.place()
    (tmp_path / "good.json").write_text(report.write(), encoding="utf-8")
    forged = report.write().replace('plausible\\":21', 'plausible\\":20')
    (tmp_path / "forged.json").write_text(forged, encoding="utf-8")

    alone = _run("review", "sample", "--verify", tmp_path / "export")
    good = _run("review", "sample", "--verify", tmp_path / "export", "--report", tmp_path / "good.json")
    bad = _run("review", "sample", "--verify", tmp_path / "export", "--report", tmp_path / "forged.json")
    (tmp_path / "export" / "samples" / "2026-10.json").unlink()
    nothing = _run("review", "sample", "--verify", tmp_path / "export")

    assert [0, 0, 1, 2] == [one.exit_code for one in (alone, good, bad, nothing)], alone.output + good.output
    assert "2026-10.json: Die Ziehung lässt sich nachrechnen." in alone.output
    assert "wurde keine Zufallszahl hinterlegt" in good.output
    assert "Der Bericht ist nicht der unterschriebene" in bad.output


def test_nobody_draws_by_command_without_an_officer(there):
    """It is an act of a person, in one post."""
    for officer in ("", "U01", "U16", "U99"):
        assert 2 == _run("review", "sample", "--month", "2026-10", "--officer", officer).exit_code
