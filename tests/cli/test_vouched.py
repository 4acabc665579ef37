"""Rules and holds are stopped where a quorum of the witnesses does not vouch; taking consent back is not (D27)."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

import hub.exchange.evidence
from hub.cli.commands import hub as command
from tests.kreis import F01, ISSUER, ROOT, STICHTAG, Kreis
from tests.ledger.evidence import Evidence, standing_behind
from tests.ledger.processes import NAMES
from tests.web.houses import post, sit_down

Say = Callable[..., tuple[int, str]]
HOLD = ("ledger", "hold", F01, "--reason", "complaint", "--until", "2027-12-31")
ACTIVATE = ("policy", "activate", str(ROOT / "policies"))
LET_GO = ("ledger", "let-go", "01a00000-0000-7000-8000-000000000000")
ERASE = ("erase", F01, "--takeover-jobcenter", "Ada Muster", "--takeover-jugendamt", "Bea Muster")
WRITTEN = "select count(*) from ledger.entry"
NOW = {"wer": "F01-1", "weg": "phone", "tag": "16.11.2026", "uhrzeit": "08:00", "umfang": "alles"}


@pytest.fixture
def evidence(kreis: Kreis, tmp_path: Path) -> Iterator[Evidence]:
    """A log that both agencies cosigned."""
    with standing_behind(kreis, tmp_path) as standing:
        standing.place()
        assert standing.sign()
        yield standing


@pytest.fixture
def say(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> Say:
    """A command over this database, with the policy of both agencies, in which those named are at no address."""
    kreis = evidence.kreis
    monkeypatch.setattr(hub.exchange.evidence, "BRIEFLY", 0.0)
    offset = str((STICHTAG - datetime.now(UTC)).total_seconds())
    url = kreis.urls.url("hub_loader").replace("postgresql+psycopg", "postgresql")
    settings = {"HUB_DATABASE_URL": url, "HUB_ISSUER": ISSUER, "HUB_KEYS": str(kreis.keys), "HUB_CLOCK_OFFSET": offset}
    for name, value in {**settings, "HUB_STICHTAG": "2026-11-16"}.items():
        monkeypatch.setenv(name, value)

    def invoke(*words: str, silent: tuple[str, ...] = ()) -> tuple[int, str]:
        policy = evidence.policy.write()
        for port, name in enumerate(silent, start=1):
            policy = policy.replace(evidence.url(name), f"http://127.0.0.1:{port}/")
        path = evidence.folder / "trust.txt"
        path.write_text(policy, encoding="utf-8")
        monkeypatch.setenv("HUB_LOG_POLICY", str(path))
        result = CliRunner().invoke(command, list(words), catch_exceptions=False)
        return result.exit_code, result.output

    return invoke


@pytest.mark.parametrize("words", [HOLD, ACTIVATE, LET_GO, ERASE], ids=["hold", "activate", "let-go", "erase"])
@pytest.mark.parametrize("silent", [*[(name,) for name in NAMES], NAMES], ids="-".join)
def test_without_a_quorum_nothing_is_held_let_go_or_put_in_force(
    evidence: Evidence, say: Say, words: tuple[str, ...], silent: tuple[str, ...]
) -> None:
    """Status 3, who is silent by name, and not one entry."""
    before = evidence.kreis.superuser().execute(WRITTEN).fetchall()

    status, told = say(*words, silent=silent)

    assert 3 == status
    assert f"too few witnesses answer: {', '.join(silent)}" in told
    assert "nichts ist geändert" in told
    assert before == evidence.kreis.superuser().execute(WRITTEN).fetchall()


def test_with_both_agencies_witnesses_both_commands_work(say: Say) -> None:
    """A hold counts; the rules of the checkout are in force already."""
    assert 0 == say(*HOLD)[0]
    assert (0, True) == ((done := say(*ACTIVATE))[0], "Diese Regeln waren schon in Kraft" in done[1])


def test_a_hold_cannot_be_put_on_a_log_that_is_not_the_witnessed_one(evidence: Evidence, say: Say) -> None:
    """The end of the tree is cut off with a superuser's power: both witnesses know more."""
    superuser = evidence.kreis.superuser()
    with superuser.transaction():
        superuser.execute("set local session_replication_role = replica")
        superuser.execute("update ledger.head set size = size - 1")
    status, told = say(*HOLD)
    with superuser.transaction():  # as it was, for the check of the whole log
        superuser.execute("set local session_replication_role = replica")
        superuser.execute("update ledger.head set size = size + 1")

    assert 3 == status
    assert "a backup was put back?" in told


def test_a_withdrawal_goes_through_without_any_witness(evidence: Evidence, say: Say) -> None:
    """The same moment: the hold is stopped, and what somebody takes back is in force at once."""
    assert 3 == say(*HOLD, silent=NAMES)[0]
    evidence.silent |= set(NAMES)
    coach = sit_down(evidence.kreis, "U01", "jobcenter")

    answer = post(coach, f"/familien/{F01}/einwilligungen/C01/widerruf?zweck=fam_joint_support", **NOW)

    assert 303 == answer.status_code
    withdrawn = "select count(*) from consent.withdrawal w join consent.paper p using (tenant_id, consent_id)"
    assert [(1,)] == evidence.kreis.superuser().execute(f"{withdrawn} where p.ref = 'C01'").fetchall()
