"""The command line with the demo Kreis behind it."""

import sys

import pytest

from hub.cli.commands import main


@pytest.fixture
def hub(kreis, tmp_path, monkeypatch, capsys):
    """`hub("policy", "activate")`: exit status, stdout and stderr, with the demo Kreis as its database."""
    monkeypatch.setenv("HUB_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("HUB_DATABASE_URL", kreis.urls.url("ROLE").replace("ROLE", "{role}"))
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_ISSUER", "https://issuer.invalid")

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["hub", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run
