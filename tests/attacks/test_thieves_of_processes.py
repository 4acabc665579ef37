"""The worst attacks against the processes themselves, as an operator starts them, with the superuser's power."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from hub.db.database import Database
from hub.ledger.asking import fetch, origin_hash
from hub.ledger.checkpoint import parse_checkpoint
from hub.ledger.keyfiles import load_trust
from hub.ledger.notes import parse_note
from hub.ledger.sequencer import sequence_once
from hub.ledger.signer_state import FILE
from hub.main.building import NEEDED
from tests.conftest import libpq
from tests.kreis import Kreis
from tests.ledger.evidence import kept_backup
from tests.ledger.processes import environment, eventually, running

PUBLISHED = "select coalesce(max(size), 0) from ledger.checkpoint where published_at is not null"
ENTRIES = "select count(*) from ledger.entry"


@pytest.mark.parametrize("memory", ["kept", "lost"])
def test_a_backup_that_outgrew_what_was_lost_stops_every_process(kreis: Kreis, tmp_path: Path, memory: str) -> None:
    """Put back, and other entries written until it is longer than what was witnessed, with the memory of the signer or
    without: no sequencer and no page starts, nothing more is published, and both witnesses stay with what they know.
    """
    environ = environment(kreis, tmp_path)
    secrets = {f"HUB_{name.upper()}": "x" for name in NEEDED}
    with running(environ):
        eventually(lambda: _all_published(kreis))
    with kept_backup(SimpleNamespace(kreis=kreis, release=lambda: _release(kreis))) as put_back:  # type: ignore[arg-type]  # all that it asks of the evidence
        with running(environ):
            kreis.open("U01")
            eventually(lambda: _all_published(kreis))
        witnessed = _number(kreis, PUBLISHED)
        put_back()
        before = _number(kreis, PUBLISHED)
        for _ in range(4):
            kreis.open("U01")
        _place_everything(kreis)
        if memory == "lost":
            (Path(environ["HUB_SIGNER"]) / FILE).unlink()
        assert _number(kreis, ENTRIES) > witnessed > before

        with running(environ) as processes:
            placing = processes.command("sequencer")
            serving = processes.command("serve", "--agency", "jobcenter", HUB_BIND="127.0.0.1:0", **secrets)
            known = _known_to_the_witnesses(environ)

        for done in (placing, serving):
            assert 1 == done.returncode
            assert "are not those" in done.stderr.splitlines()[-1]
        assert [witnessed, witnessed] == known
        assert before == _number(kreis, PUBLISHED)


def _release(kreis: Kreis) -> None:
    kreis.release()
    kreis._houses.clear()


def _number(kreis: Kreis, statement: str) -> Any:
    """Over a connection of its own: nobody may be connected when a database is put back."""
    with psycopg.connect(libpq(kreis.urls.url("postgres")), autocommit=True) as superuser:
        [(number,)] = superuser.execute(statement)
    return number


def _all_published(kreis: Kreis) -> bool:
    return bool(_number(kreis, PUBLISHED) == _number(kreis, ENTRIES))


def _place_everything(kreis: Kreis) -> None:
    """The thief's own sequencer, which asks nobody."""
    db = Database(kreis.urls.url("hub_sequencer"), size=1)
    while sequence_once(db):
        pass
    db.close()


def _known_to_the_witnesses(environ: Mapping[str, str]) -> list[int]:
    trust = load_trust(Path(environ["HUB_LOG_POLICY"]))
    replies = [fetch(f"{one.url}/{origin_hash('hub.example/log1')}/checkpoint") for one in trust.witnesses]
    return [parse_checkpoint(parse_note(reply.body).text).size for reply in replies]
