"""A witness's key of ML-DSA-44 by the commands and processes of an operator: made, used, exchanged, switched off."""

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from hub.ledger.asking import fetch, origin_hash
from hub.ledger.keyfiles import load_trust
from hub.ledger.notes import parse_note
from hub.ledger.trust import TrustPolicy, judge
from tests.kreis import Kreis
from tests.ledger.processes import Processes, environment, eventually, running

ORIGIN = "hub.example/log1"
PUBLISHED = "select note from ledger.checkpoint where published_at is not null order by signed_at desc limit 1"
SIGNED = "select note from ledger.checkpoint order by signed_at desc limit 1"
SIZE = "select count(*) from ledger.entry"
FOUR = ("jobcenter", "jobcenter-ml-dsa", "jugendamt", "jugendamt-ml-dsa")
WITNESS = ("witness", "--agency", "jobcenter")


@pytest.fixture
def environ(kreis: Kreis, tmp_path: Path) -> dict[str, str]:
    """Both witnesses begun with the switch on, and a policy that asks for both keys of each."""
    made = environment(kreis, tmp_path, HUB_LOG_ML_DSA="1")
    _ask_for(made, f"group both all {' '.join(FOUR)}")
    return made


def _ask_for(environ: Mapping[str, str], *groups: str, drop: str = "", add: str = "") -> None:
    """The trust policy with other groups; without the witness of one name, and with one more line."""
    path = Path(environ["HUB_LOG_POLICY"])
    keys = [one for one in path.read_text().splitlines() if one.startswith(("log ", "witness "))]
    kept = [one for one in keys if not drop or not one.startswith(f"witness {drop} ")]
    path.write_text("\n".join([*kept, *([add] if add else []), *groups, "quorum both", ""]))


def _trust(environ: Mapping[str, str]) -> TrustPolicy:
    return load_trust(Path(environ["HUB_LOG_POLICY"]))


def _cosigned(kreis: Kreis, environ: Mapping[str, str], statement: str = PUBLISHED) -> set[str]:
    """Who cosigned the newest checkpoint that covers everything; nobody as long as there is none."""
    for (note,) in kreis.superuser().execute(statement).fetchall():
        judged = judge(_trust(environ), parse_note(note.encode()))
        if kreis.superuser().execute(SIZE).fetchall() == [(judged.checkpoint.size,)]:
            return set(judged.cosigned)
    return set()


def _go_on(kreis: Kreis, environ: Mapping[str, str], names: set[str], statement: str = PUBLISHED) -> None:
    """One more look; it is signed, and by these alone."""
    kreis.open("U01")
    with running(environ):
        eventually(lambda: _cosigned(kreis, environ, statement) == names)


def _own(environ: Mapping[str, str]) -> dict[str, str]:
    """The settings of the Jobcenter's witness."""
    return {key.removeprefix("jobcenter."): value for key, value in environ.items() if key.startswith("jobcenter.")}


def test_begun_exchanged_and_ended_by_commands(kreis: Kreis, environ: dict[str, str]) -> None:
    """The month with both keys, then the new one alone; the old one is in no note and in no file any more."""
    hub = partial(Processes({}, environ).command, *WITNESS, **_own(environ))
    _go_on(kreis, environ, set(FOUR))
    [old] = [one.verifier for one in _trust(environ).witnesses if one.name == "jobcenter-ml-dsa"]

    line, again, early = hub("--rotate", "--ml-dsa"), hub("--rotate", "--ml-dsa"), hub("--retire", "--ml-dsa")
    assert (0, line.stdout) == (again.returncode, again.stdout), line.stderr
    assert (1, "") == (early.returncode, early.stdout)
    assert "names the old key" in early.stderr
    new = line.stdout.split()[1]

    either = f"group either any jobcenter-ml-dsa {new}"
    _ask_for(environ, either, "group both all jobcenter either jugendamt jugendamt-ml-dsa", add=line.stdout.strip())
    _go_on(kreis, environ, {*FOUR, new})

    _ask_for(environ, f"group both all jobcenter {new} jugendamt jugendamt-ml-dsa", drop="jobcenter-ml-dsa")
    done = hub("--retire", "--ml-dsa")
    assert (0, line.stdout) == (done.returncode, done.stdout), done.stderr
    _go_on(kreis, environ, {"jobcenter", new, "jugendamt", "jugendamt-ml-dsa"})

    [(note,)] = kreis.superuser().execute(PUBLISHED).fetchall()
    assert old.key_hash not in {one.key_hash for one in parse_note(note.encode()).signatures}
    files = [path for path in Path(_own(environ)["HUB_WITNESS"]).iterdir() if "sqlite" not in path.name]
    assert not [path for path in files if old.key_hash.hex() in path.read_text(errors="replace")]


def test_switched_off_it_cosigns_by_ed25519_alone(kreis: Kreis, environ: dict[str, str]) -> None:
    """A policy that asks for ML-DSA gets no quorum then, and nothing is published; one that does not, goes on."""
    off = {name: value for name, value in environ.items() if name != "HUB_LOG_ML_DSA"}

    _go_on(kreis, off, {"jobcenter", "jugendamt"}, SIGNED)
    assert set() == _cosigned(kreis, off)

    _ask_for(environ, "group both all jobcenter jugendamt")
    _go_on(kreis, off, {"jobcenter", "jugendamt"})
    _go_on(kreis, environ, set(FOUR))


def test_the_switch_needs_the_key(kreis: Kreis, tmp_path: Path) -> None:
    """A witness that was begun without does not start with it, and says which file is not there."""
    environ = environment(kreis, tmp_path)
    hub = Processes({}, environ).command

    done = hub(*WITNESS, HUB_LOG_ML_DSA="1", **_own(environ))

    assert 1 == done.returncode
    assert ".mldsa44 is not there" in done.stderr.splitlines()[-1]


def test_the_option_alone_does_nothing(environ: dict[str, str]) -> None:
    """It says which key is exchanged, and is no way to start."""
    done = Processes({}, environ).command(*WITNESS, "--ml-dsa", **_own(environ))

    assert 2 == done.returncode
    assert "--ml-dsa goes with --rotate or --retire" in done.stderr


def test_a_witness_shows_both_of_its_signatures_to_everybody(kreis: Kreis, environ: dict[str, str]) -> None:
    """At its own address, as whoever mirrors it reads it."""
    kreis.open("U01")
    trust = _trust(environ)
    [url] = {one.url for one in trust.witnesses if one.name == "jobcenter"}

    def shown() -> set[str]:
        with suppress(ValueError):
            reply = fetch(f"{url}/{origin_hash(ORIGIN)}/checkpoint")
            return set(judge(trust, parse_note(reply.body)).cosigned)
        return set()

    with running(environ):
        eventually(lambda: shown() >= {"jobcenter", "jobcenter-ml-dsa"})
