"""The processes behind the log: sequencer, signer, witness."""

import os
import signal
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from threading import Event, Thread

import structlog
from flask import Flask

from hub.db.database import Database
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.db.listening import Listener
from hub.ledger.asking import fetch, fetch_quickly, post
from hub.ledger.beginning import alone
from hub.ledger.comparing import need_newest
from hub.ledger.errors import EvidenceRefused, LedgerForked, LedgerUnavailable, StateLost, WitnessesSilent
from hub.ledger.keyfiles import load_trust
from hub.ledger.mirror import open_mirror
from hub.ledger.rotating import signing_keys
from hub.ledger.sequencer import keep_sequencing
from hub.ledger.signer import Office, Pace, sign_when_due
from hub.ledger.signer_state import load_last
from hub.ledger.tiling.source import LogSource
from hub.ledger.trust import TrustPolicy
from hub.ledger.vkeys import Kind, Signer, Verifier
from hub.ledger.witness import Witness
from hub.main.serving import Served
from hub.main.witnessing import make_log_app, make_witness_app, pull_from
from hub.settings.operator import Settings
from hub.settings.place import role_url

log = structlog.get_logger()
PATIENCE = 15.0
"""Seconds for a witness to come up, where all are started together."""
TURN, TROUBLE = 0.25, 5.0


def now() -> datetime:
    """The real time: evidence knows no demonstration's clock."""
    return datetime.now(UTC)


def run_sequencer(settings: Settings, stop: Event | None = None) -> None:
    """Until told to stop. Refuses to start where the log is behind its witnesses, or another one."""
    trust = load_trust(settings.evidence.need_policy())
    db = Database(role_url(settings, "hub_sequencer"), size=2)
    try:
        need_newest(db, trust, fetch_quickly, PATIENCE)
        keep_sequencing(db, stop or Event())
    finally:
        db.close()


def run_signer(settings: Settings) -> None:
    """Sign, and serve the log to its witnesses, until told to stop. What is missing is said before a server starts."""
    trust = load_trust(settings.evidence.need_policy())
    _log_keys(settings, trust)
    load_last(settings.evidence.signer)
    url = role_url(settings, "hub_signer")
    with alone(settings.evidence.signer):
        Served(partial(_make_signer_app, settings, url, trust), settings.evidence.signer_bind, 1).run()


def _log_keys(settings: Settings, trust: TrustPolicy) -> tuple[Signer, ...]:
    """The log's key, then the one that follows it. StateLost where the policy does not name the first."""
    keys = signing_keys(settings.evidence.signer, Kind.ED25519, trust)
    if keys[0].verifier not in trust.verifiers:
        raise StateLost(f"the key in {settings.evidence.signer} is of no log of the trust policy")
    return keys


def _make_signer_app(settings: Settings, url: str, trust: TrustPolicy) -> Flask:
    """In the worker, after the fork: the server, and beside it the thread that signs."""
    key, *also = _log_keys(settings, trust)
    db = Database(url, size=4)
    office = Office(db, key, settings.evidence.signer, trust, post, fetch_quickly, also=tuple(also))
    wanted = Listener(url, "hub_witnesses_wanted")
    Thread(target=_sign_or_end, args=(office, settings.evidence.pace, wanted.wait), name="signing", daemon=True).start()
    return make_log_app(lambda: LogSource(Database(url, size=4)))


def _sign_or_end(office: Office, pace: Pace, wanted: Callable[[float], bool]) -> None:
    """A signer whose thread ended must not look alive: its process ends too, and is started anew."""
    try:
        keep_signing(office, pace, wanted)
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


def keep_signing(office: Office, pace: Pace, wanted: Callable[[float], bool], stop: Event | None = None) -> None:
    """Look whether it is time, until told to stop; sooner where somebody waits. What is refused is said."""
    stop = stop or Event()
    try:
        need_newest(office.db, office.policy, office.fetch, PATIENCE)
    except (WitnessesSilent, LedgerUnavailable, DatabaseUnavailable) as trouble:
        log.error("the signer begins without its witnesses", trouble=str(trouble))
    asked = False
    while not stop.is_set():
        try:
            sign_when_due(office, now(), pace, asked=asked)
        except (OSError, sqlite3.Error, LedgerForked, EvidenceRefused) as fault:
            log.error("nothing is signed", fault=str(fault))
            stop.wait(TROUBLE)
        except (DatabaseUnavailable, DatabaseRefused) as trouble:
            log.warning("the signer could not work now", trouble=type(trouble).__name__)
            stop.wait(TROUBLE)
        asked = wanted(TURN)


def run_witness(settings: Settings) -> None:
    """Take checkpoints and serve the copy, until told to stop. Never begins anew: StateLost without its memory."""
    trust = load_trust(settings.evidence.need_policy())
    make_witness(settings, trust)
    with alone(settings.evidence.witness):
        Served(lambda: make_witness_app(make_witness(settings, trust)), settings.evidence.witness_bind, 1).run()


def make_witness(settings: Settings, trust: TrustPolicy) -> Witness:
    """The witness of this folder, for the logs of the policy."""
    keys = list(signing_keys(settings.evidence.witness, Kind.COSIGNATURE, trust))
    if settings.evidence.quantum:
        keys += signing_keys(settings.evidence.witness, Kind.MLDSA44, trust)
    logs: dict[str, tuple[Verifier, ...]] = {}
    for one in trust.logs:  # of a log that changes its key both count
        logs[one.verifier.name] = (*logs.get(one.verifier.name, ()), one.verifier)
    addresses = {one.verifier.name: one.url for one in trust.logs}
    mirror = open_mirror(settings.evidence.witness, keys[0].verifier)
    return Witness(keys, logs, mirror, now, pull_from(addresses, fetch))
