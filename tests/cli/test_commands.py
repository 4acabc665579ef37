"""The command `hub`: what it says, and that a fault is one plain line."""

import hashlib
import json
import os
import subprocess
import sys
from base64 import b64decode

import pytest

from hub.cli.commands import main
from hub.exchange.houses import HOLDERS, make_keys
from hub.ledger.months.keys import AHEAD
from hub.main.building import NEEDED
from tests.exchange.documents import NUMBER, cell, document, family
from tests.kreis import ROOT


@pytest.fixture
def hub(tmp_path, monkeypatch, capsys):
    """`hub("load", path)`: exit status, stdout and stderr of a command, with a state folder of its own."""
    monkeypatch.setenv("HUB_STATE", str(tmp_path / "state"))
    for name in ("HUB_DATABASE_URL", "HUB_KEYS", "HUB_ISSUER", "HUB_STICHTAG", "HUB_CLOCK_OFFSET", "HUB_SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["hub", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


@pytest.fixture
def loading(kreis, monkeypatch, hub):
    """The same, with the demo Kreis as its database."""
    monkeypatch.setenv("HUB_DATABASE_URL", kreis.urls.url("ROLE").replace("ROLE", "{role}"))
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_ISSUER", "https://issuer.invalid")
    return hub


def _one_line(text):
    assert 1 == text.count("\n"), text
    assert "Traceback" not in text
    return text.rstrip("\n")


def _file(tmp_path, content, name="kreis.json"):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize("arguments", [["--help"], ["-h"]])
def test_help_names_every_command(hub, arguments):
    """Also those that are only imported when they are asked for."""
    code, out, err = hub(*arguments)

    assert (0, "") == (code, err)
    assert {"serve", "migrate", "load", "demo", "keys"} <= set(out.split())


@pytest.mark.parametrize(
    "command", [["serve"], ["load"], ["migrate"], ["keys"], ["demo"], ["demo", "run"], ["demo", "token"]]
)
def test_every_command_explains_itself(hub, command):
    """Without a database, a key or a setting."""
    code, out, err = hub(*command, "--help")

    assert (0, "") == (code, err)
    assert len(out) > 60


def test_help_does_not_load_the_web():
    """`hub load` on a server without pages needs no Flask in memory, and starts sooner."""
    program = "import sys; import hub.cli.commands; print('flask' in sys.modules, 'gunicorn' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ)

    assert "False False" == done.stdout.strip()


def test_a_file_is_loaded_and_said(loading, kreis, tmp_path):
    """What came in, and what was there already."""
    path = _file(tmp_path, document(family([cell("sgb2_measures")])))

    first = loading("load", path)
    second = loading("load", path)

    assert (0, f"loaded: {NUMBER}\nfamilies loaded: 1, staff loaded: 0\n", "") == first
    assert (0, f"there already, left as it is: {NUMBER}\nfamilies loaded: 0, staff loaded: 0\n", "") == second
    assert 1 == len(kreis.open("U01", NUMBER).projection.shown)


def test_a_file_that_is_not_there_is_one_line(loading, tmp_path):
    """With its name."""
    code, out, err = loading("load", tmp_path / "fehlt.json")

    assert (1, "") == (code, out)
    assert "fehlt.json" in _one_line(err)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("nein", "hub: kreis.json: line 1, column 1: not JSON"),
        ({"format": 2}, "hub: kreis.json: format: must be 1"),
        (
            document(family([cell("no_such_field")])),
            "hub: kreis.json: families[0].cells[0].field: not a field of the catalogue",
        ),
    ],
)
def test_a_file_that_is_wrong_is_one_line_for_each_fault(loading, tmp_path, content, fault):
    """With file and place, and exit status 1."""
    code, out, err = loading("load", _file(tmp_path, content))

    assert (1, "") == (code, out)
    assert _one_line(err).startswith(fault)


def test_a_folder_is_not_a_file(loading, tmp_path):
    """One line, too."""
    code, _, err = loading("load", tmp_path)

    assert 1 == code
    assert _one_line(err).startswith("hub: ")


def test_a_database_that_does_not_answer_is_one_line(hub, monkeypatch, tmp_path):
    """Without its address, which may hold a password."""
    monkeypatch.setenv("HUB_DATABASE_URL", "postgresql://{role}:geheim@127.0.0.1:1/hub")
    monkeypatch.setenv("HUB_ISSUER", "https://issuer.invalid")
    hub("keys", *(word for holder in HOLDERS for word in ("--agency", holder)))

    code, _, err = hub("load", _file(tmp_path, {"format": 1}))

    assert 1 == code
    assert "hub: cannot connect to the database" == _one_line(err)


def test_migrating_where_no_database_answers_is_one_line(hub, monkeypatch):
    """Without its address, too."""
    monkeypatch.setenv("HUB_DATABASE_URL", "postgresql://hub_owner:geheim@127.0.0.1:1/hub")

    code, out, err = hub("migrate")

    assert (1, "") == (code, out)
    assert "hub: cannot connect to the database" == _one_line(err)


def test_migrating_as_somebody_else_is_one_line(kreis, hub, monkeypatch):
    """A login that owns nothing is refused by the database, with its code."""
    monkeypatch.setenv("HUB_DATABASE_URL", kreis.urls.url("hub_jobcenter"))

    code, out, err = hub("migrate")

    assert (1, "") == (code, out)
    assert "hub: the database refused (SQLSTATE 42501)" == _one_line(err)


@pytest.mark.parametrize("port", ["-5", "0", "1023", "65531", "65533", "99999", "drei"])
def test_a_demo_begins_at_a_port_that_leaves_room_for_all(hub, tmp_path, port):
    """Said before anything is started."""
    code, _, err = hub("demo", "run", "--port", port)

    assert 2 == code
    assert "--port" in err
    assert not (tmp_path / "state").exists()


def test_loading_without_keys_is_one_line(hub, monkeypatch, tmp_path):
    """It names the file that is missing, before anything is sent."""
    monkeypatch.setenv("HUB_DATABASE_URL", "postgresql://{role}:geheim@127.0.0.1:1/hub")
    monkeypatch.setenv("HUB_ISSUER", "https://issuer.invalid")

    code, _, err = hub("load", _file(tmp_path, {"format": 1}))

    assert 1 == code
    assert _one_line(err).startswith("hub: jobcenter.pub is not in the folder of keys")


def test_loading_needs_the_issuer(hub, tmp_path):
    """Accounts without one sign in nowhere, ever; it is said before a server is started."""
    code, out, err = hub("load", _file(tmp_path, {"format": 1}))

    assert (1, "") == (code, out)
    assert "hub: not set: HUB_ISSUER" == _one_line(err)
    assert not (tmp_path / "state").exists()


def test_a_token_needs_a_demo(hub):
    """And is told what to do."""
    code, out, err = hub("demo", "token", "U01")

    assert (1, "") == (code, out)
    assert "make demo" in _one_line(err)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HUB_STICHTAG", "morgen"),
        ("HUB_CLOCK_OFFSET", "bald"),
        ("HUB_CLOCK_OFFSET", "1e300"),
        ("HUB_CLOCK_OFFSET", "nan"),
    ],
)
def test_a_setting_that_makes_no_sense_is_one_line(hub, monkeypatch, name, value):
    """It names the setting."""
    monkeypatch.setenv(name, value)

    code, _, err = hub("keys", "--agency", "jobcenter")

    assert 1 == code
    assert name in _one_line(err)


def _serve(state, **settings):
    program = [sys.executable, "-c", "from hub.cli.commands import main; main()", "serve", "--agency", "jobcenter"]
    environ = {"PATH": os.environ["PATH"], "HUB_STATE": str(state), "HUB_BIND": "127.0.0.1:0", **settings}
    return subprocess.run(program, capture_output=True, text=True, check=False, env=environ, cwd=ROOT, timeout=120)


def test_serving_needs_every_secret(tmp_path):
    """Nothing is served with a default; what is missing is named, all at once, before anything is started."""
    done = _serve(tmp_path / "state", HUB_CLIENT_ID="hub-jobcenter")

    assert (1, "") == (done.returncode, done.stdout)
    assert "hub: not set: HUB_ISSUER, HUB_CLIENT_SECRET, HUB_SECRET_KEY, HUB_BASE_URL" == _one_line(done.stderr)
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize("missing", ["jobcenter.key", "jugendamt.pub"])
def test_serving_needs_its_private_key_and_every_public_one(tmp_path, missing):
    """Without it the record would look empty; the file is named before anything is started."""
    make_keys(tmp_path / "keys")
    (tmp_path / "keys" / missing).unlink()
    secrets = {f"HUB_{name.upper()}": "x" for name in NEEDED}

    done = _serve(tmp_path / "state", HUB_KEYS=str(tmp_path / "keys"), **secrets)

    assert (1, "") == (done.returncode, done.stdout)
    assert missing in _one_line(done.stderr)
    assert not (tmp_path / "state").exists()


def test_nobody_serves_an_agency_that_is_none(hub):
    """The choice is closed."""
    code, _, err = hub("serve", "--agency", "polizei")

    assert 2 == code
    assert "jobcenter" in err


def test_a_private_key_is_made_for_the_named_agency_alone_and_once(hub, tmp_path):
    """Each agency makes its own on its own machine; a second call changes nothing."""
    first = hub("keys", "--agency", "jobcenter")
    keys = tmp_path / "state" / "keys"
    made = _files(keys)

    assert first == hub("keys", "--agency", "jobcenter")
    months = {name for name in made if name.startswith("jobcenter.log/")}
    assert {"jobcenter.index", "jobcenter.key", "jobcenter.pub"} == set(made) - months
    assert 2 * AHEAD == len(months)
    assert made == _files(keys)


def _files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_keys_are_made_for_nobody_by_default(hub, tmp_path):
    """All private keys on one machine would open everything there."""
    code, _, err = hub("keys")

    assert 2 == code
    assert "--agency" in err
    assert not (tmp_path / "state").exists()


def test_the_fingerprint_of_each_public_key_is_said(hub, tmp_path):
    """Also of those that were received; another program finds it as the SHA-256 of the file in DER."""
    _, out, _ = hub("keys", "--agency", "jobcenter", "--agency", "jugendamt")

    said = dict(line.split(maxsplit=1) for line in out.splitlines())
    assert ["jobcenter", "jugendamt", "jobcenter-signs", "jugendamt-signs"] == list(said)
    for key, fingerprint in said.items():
        agency, signs = key.removesuffix("-signs"), key.endswith("-signs")
        path = tmp_path / "state" / "keys" / f"{agency}.pub"
        der = "".join(path.read_text().split("-----END PUBLIC KEY-----\n")[signs].splitlines()[1:])
        assert hashlib.sha256(b64decode(der)).hexdigest() == fingerprint.replace(" ", "")
        assert 16 == len(fingerprint.split())
