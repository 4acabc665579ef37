"""The clerk as its process makes it: what was released comes in force only while the witnesses answer."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from hub.gate.proposals.store import load_versions
from hub.main.noticing import run_clerk
from hub.settings.operator import read_settings
from tests.kreis import Kreis, books, unproven
from tests.ledger.evidence import NAMES, standing_behind
from tests.rulebook.changing import DAY, proposed, released


@pytest.mark.parametrize("silent", NAMES)
def test_the_process_leaves_a_released_change_pending(
    kreis: Kreis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, silent: str
) -> None:
    """One witness is at no address: not in force. With both it is, at the next look."""
    monkeypatch.setattr("hub.main.noticing.prover", lambda _: unproven)
    monkeypatch.setattr("hub.exchange.evidence.BRIEFLY", 0.0)
    number = proposed(kreis)
    released(kreis, number)
    in_force: list[int] = []

    def one_look(*told: Any) -> None:
        told[-1](kreis.house("clerk"), at)
        in_force.append(len(load_versions(kreis.house("jobcenter").db)))

    monkeypatch.setattr("hub.main.noticing.keep_noticing", one_look)
    at = datetime.combine(DAY, datetime.min.time(), kreis.at.tzinfo)

    with standing_behind(kreis, tmp_path) as evidence:
        evidence.place()
        assert evidence.sign()
        both = evidence.policy.write()
        for policy in (both.replace(evidence.url(silent), "http://127.0.0.1:1/"), both):
            path = tmp_path / "trust.txt"
            path.write_text(policy, encoding="utf-8")
            url = kreis.urls.url("ROLE").replace("ROLE", "{role}")
            run_clerk(read_settings({"HUB_DATABASE_URL": url, "HUB_LOG_POLICY": str(path)}), books())

    assert [1, 2] == in_force
