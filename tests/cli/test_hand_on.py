"""`hub keys hand-on` as a lead types it: without a proof nothing is handed on, and no secret stands in its words."""

import pytest
from click.testing import CliRunner, Result

from hub.cli.commands import hub
from tests.kreis import ISSUER, Kreis

REASON = "Neue Zuständigkeit; Anhaltspunkte für eine Gefährdung liegen vor."
PROPOSE = ("propose", "--family", "FAM-2026-004", "--from", "U07", "--to", "U08", "--ground", "successor")
CONFIRM = ("confirm", "01a220e1-dc7e-7535-8a0f-b69a032c872b")


@pytest.fixture
def place(kreis: Kreis, monkeypatch: pytest.MonkeyPatch) -> Kreis:
    """The key service's settings."""
    address = kreis.urls.server.url(kreis.urls.name, "ROLE").replace("ROLE", "{role}")
    monkeypatch.setenv("HUB_DATABASE_URL", address.replace("postgresql+psycopg", "postgresql"))
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_ISSUER", ISSUER)
    monkeypatch.setenv("HUB_CLIENT_ID", "hub")
    return kreis


def _type(*words: str, answers: str, agency: str = "jugendamt") -> Result:
    step, *more = words
    return CliRunner().invoke(hub, ["keys", "hand-on", step, "--agency", agency, *more], input=answers)


@pytest.mark.parametrize(
    ("words", "answers", "why"),
    [
        (PROPOSE, f"{REASON}\nno.token.atall\n", "does not prove"),
        (PROPOSE, "zu kurz\n", "30 characters"),
        (CONFIRM, "no.token.atall\n", "no such proposal"),
        ((*PROPOSE[:-1], "court"), "", "'court' is not 'successor'"),
    ],
)
def test_what_is_not_proven_is_refused_in_one_line(
    place: Kreis, words: tuple[str, ...], answers: str, why: str
) -> None:
    """A token that is none, a reason that says nothing, a proposal nobody made, another ground: status 2, no trace."""
    entries = place.superuser().execute("select count(*) from ledger.entry").fetchone()

    done = _type(*words, answers=answers)

    assert (2, True) == (done.exit_code, why in done.output), done.output
    assert "no.token.atall" not in done.output
    assert [] == list(place.keys.rglob("*.handing"))
    assert entries == place.superuser().execute("select count(*) from ledger.entry").fetchone()


def test_nothing_is_confided_to_the_jobcenter(place: Kreis) -> None:
    """It has no workers' keys, and so nothing to hand on."""
    assert 2 == _type(*PROPOSE, answers="", agency="jobcenter").exit_code
