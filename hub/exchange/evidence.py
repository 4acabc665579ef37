"""What a process or a command knows of the evidence behind the log, by the table of a checkout."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hub.db.database import Database
from hub.ledger.asking import fetch_quickly
from hub.ledger.assurance import read_levels, read_vouched
from hub.ledger.comparing import need_newest, need_quorum
from hub.ledger.errors import LedgerUnavailable, WitnessesSilent
from hub.ledger.freshness import Grace, judge_freshness
from hub.ledger.keyfiles import load_trust
from hub.ledger.tiling.store import load_newest, load_standing
from hub.ledger.trust import TrustPolicy
from hub.ledger.vouching import Vouching
from hub.ledger.watching import Watch

PATIENCE = 15.0
"""Seconds for a witness to come up, where all are started together."""
BRIEFLY = 5.0
"""Seconds for both, where somebody waits for a command."""


def open_watch(
    home: Path,
    db: Database,
    grace: Grace,
    hear: Callable[[float], object] = time.sleep,
    compare: Callable[[], object] = lambda: None,
) -> Watch:
    """It has looked once. A command that is soon done needs no thread: it asks when it waits.

    What has to be vouched for it refuses, until it is told whom to ask.
    """
    table = (home / "schemas" / "assurance.toml").read_text(encoding="utf-8")
    watch = Watch(db, read_levels(table), grace, hear, compare, vouching=Vouching(read_vouched(table)))
    watch.look()
    return watch


def open_vouching(home: Path, db: Database, trust: TrustPolicy) -> Vouching:
    """What has to be vouched for is written only while a quorum of the trust policy answers and knows this log."""
    kinds = read_vouched((home / "schemas" / "assurance.toml").read_text(encoding="utf-8"))
    return Vouching(kinds, partial(need_quorum, db, trust, fetch_quickly, BRIEFLY))


def need_witnessed(database_url: str, trust: TrustPolicy) -> None:
    """LedgerForked or WitnessesSilent, unless this database holds what the witnesses cosigned last."""
    db = Database(database_url, size=1)
    try:
        need_newest(db, trust, fetch_quickly, PATIENCE)
    finally:
        db.close()


def need_vouched(database_url: str, policy: Path | None, grace: Grace) -> None:
    """Before a command changes what everybody goes by: LedgerUnavailable where nobody could vouch for its entry.

    That is: the log is not the witnessed one, too few witnesses answer for a quorum, or its evidence is too old
    already. A log of which nothing was ever signed, in a checkout without a policy, has nobody to be asked.
    """
    if policy is None:
        need_own_log(database_url, None)
        return
    db = Database(database_url, size=1)
    try:
        need_quorum(db, load_trust(policy), fetch_quickly, BRIEFLY)
        stopped = judge_freshness(load_standing(db), grace).stopped
        if stopped:
            raise LedgerUnavailable(f"the evidence of the log is too old: {', '.join(sorted(stopped))}")
    finally:
        db.close()


def need_own_log(database_url: str, policy: Path | None) -> None:
    """The same for what writes and shows nothing. Of a log of which nothing was ever signed nobody need be asked."""
    if policy is not None:
        need_witnessed(database_url, load_trust(policy))
        return
    db = Database(database_url, size=1)
    try:
        if load_newest(db, published=False) is not None:
            raise WitnessesSilent("HUB_LOG_POLICY is not set: whether a backup was put back cannot be told")
    finally:
        db.close()
