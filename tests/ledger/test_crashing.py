"""kill -9 on everything, under load: five rounds here, a hundred with `make crashes`."""

import os
import shutil
import sys
from contextlib import ExitStack

from hub.db.embedded import Durability, EmbeddedServer
from tests.conftest import Urls
from tests.kreis import Kreis, _ensure_template, demo_f01
from tests.ledger.crashing import run_rounds, write_down
from tests.whole import assert_ledger_is_whole

ROUNDS = int(os.environ.get("HUB_CRASH_ROUNDS", "5"))


def test_nothing_acknowledged_is_lost_and_every_tree_is_whole(tmp_path_factory):
    """Database, sequencers and web processes are killed in any order; what somebody was shown has its entry."""
    folder = tmp_path_factory.mktemp("crashes")
    server = EmbeddedServer(folder / "server", durable=Durability.SAFE)
    server.ensure()
    try:
        _ensure_template(server, folder, "f01", demo_f01())
        with ExitStack() as stack:
            kreis = Kreis(Urls(server, "f01"), folder / "keys", stack)
            outcome = run_rounds(kreis, folder, ROUNDS)
            assert_ledger_is_whole(kreis.superuser(), kreis.keys)
            [(version,)] = kreis.superuser().execute("show server_version").fetchall()
    finally:
        server.stop()
        shutil.rmtree(server.folder, ignore_errors=True)

    if "HUB_CRASH_ROUNDS" in os.environ:
        sys.stdout.write("\n" + "\n".join(write_down(outcome, version)) + "\n")
    assert ROUNDS == outcome.rounds
    assert outcome.acknowledged > ROUNDS
    assert [] == outcome.lost
    assert [] == outcome.wrong
