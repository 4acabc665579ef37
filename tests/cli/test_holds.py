"""`hub ledger hold`, `holds`, `let-go` on a database: what is held back, for whom, and what is no such thing."""

from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from tests.kreis import F01, ISSUER, STICHTAG, Kreis


@pytest.fixture
def say(kreis: Kreis, monkeypatch: pytest.MonkeyPatch):
    """A command over this database, at the Stichtag: its status and what it says."""
    kreis.house("loader")
    url = kreis.urls.url("hub_loader").replace("postgresql+psycopg", "postgresql")
    offset = str((STICHTAG - datetime.now(UTC)).total_seconds())
    environ = {"HUB_DATABASE_URL": url, "HUB_CLOCK_OFFSET": offset, "HUB_ISSUER": ISSUER, "HUB_KEYS": str(kreis.keys)}
    for name, value in {**environ, "HUB_STICHTAG": "2026-11-16"}.items():
        monkeypatch.setenv(name, value)

    def invoke(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(hub, ["ledger", *words], catch_exceptions=False)
        return result.exit_code, result.output

    return invoke


def test_a_hold_is_named_listed_and_ended(say):
    """By its number; the list keeps it when it is over."""
    status, told = say("hold", F01, "--reason", "complaint", "--until", "2027-12-31")
    number = told.split()[-1]

    assert (0, f"Ausgesetzt bis 31.12.2027, Nummer {number}\n") == (status, told)
    assert (0, f"{number}  {F01}  Beschwerde  bis 31.12.2027\n") == say("holds")
    assert (0, "Aufgehoben.\n") == say("let-go", number)
    assert (0, f"{number}  {F01}  Beschwerde  beendet\n") == say("holds")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("hold", "FAM-1900-001", "--reason", "court", "--until", "2027-01-01"), "so heißt keine Familie"),
        (("hold", F01, "--reason", "court", "--until", "2026-11-15"), "--until 2026-11-15: dieser Tag ist vorbei"),
        (("hold", "fam; drop", "--reason", "court", "--until", "2027-01-01"), "weder Nummer einer Familie"),
        (("hold", F01, "--reason", "curiosity", "--until", "2027-01-01"), "curiosity"),
        (("let-go", "7"), "unter dieser Nummer ist nichts ausgesetzt"),
    ],
)
def test_what_cannot_be_held_is_said_and_nothing_is(say, words, message):
    """With status 2."""
    status, told = say(*words)

    assert 2 == status
    assert message in told
    assert (0, "") == say("holds")
