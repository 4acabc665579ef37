"""`hub keys workers` as it is typed: without two proofs no key is freed or ended; an exchange says what it did."""

import pytest
from click.testing import CliRunner, Result

from hub.cli.commands import hub
from hub.ledger.workerkeys import workers_of
from tests.kreis import ISSUER, Kreis

REASON = "Neues Konto beim Anbieter nach Namensänderung, Ausweis lag vor."
FALSE = f"{REASON}\nno.token.atall\nno.token.either\n"


@pytest.fixture
def place(kreis: Kreis, monkeypatch: pytest.MonkeyPatch) -> Kreis:
    """The key service's settings."""
    address = kreis.urls.server.url(kreis.urls.name, "ROLE").replace("ROLE", "{role}")
    monkeypatch.setenv("HUB_DATABASE_URL", address.replace("postgresql+psycopg", "postgresql"))
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_ISSUER", ISSUER)
    monkeypatch.setenv("HUB_CLIENT_ID", "hub")
    return kreis


def _type(*words: str, answers: str = "") -> Result:
    return CliRunner().invoke(hub, ["keys", "workers", *words, "--agency", "jugendamt"], input=answers)


@pytest.mark.parametrize(
    ("words", "answers", "why"),
    [
        (("free", "--worker", "U07"), FALSE, "does not prove"),
        (("free", "--worker", "U07"), "zu kurz\n", "30 characters"),
        (("end", "--worker", "U07", "--last-day", "2026-11-01"), FALSE, "does not prove"),
        (("exchange", "--worker", "U01"), "", "did not work here"),
        (("exchange", "--worker", "../jugendamt"), "", "did not work here"),
    ],
)
def test_what_is_not_proven_or_not_theirs_is_refused_in_one_line(
    place: Kreis, words: tuple[str, ...], answers: str, why: str
) -> None:
    """Tokens that are none, a reason that says nothing, the other agency's worker, a path: status 2, no trace."""
    folder = workers_of(place.keys, "jugendamt")
    entries, files = place.superuser().execute("select count(*) from ledger.entry").fetchone(), sorted(folder.iterdir())

    done = _type(*words, answers=answers)

    assert (2, True) == (done.exit_code, why in done.output), done.output
    assert "no.token" not in done.output
    assert files == sorted(folder.iterdir())
    assert entries == place.superuser().execute("select count(*) from ledger.entry").fetchone()


def test_nothing_is_ended_where_no_exchange_is_underway(place: Kreis) -> None:
    """Status 3: to be repeated later, or never."""
    done = _type("exchange", "--end", "00" * 32)

    assert (3, True) == (done.exit_code, "no exchange is underway" in done.output), done.output
