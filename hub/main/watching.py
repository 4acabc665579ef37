"""What a process that serves pages asks of the evidence: before it serves, and as long as it does."""

from functools import partial

from hub.db.database import Database
from hub.db.listening import Listener
from hub.exchange.evidence import need_witnessed, open_vouching, open_watch
from hub.ledger.asking import fetch_quickly
from hub.ledger.comparing import compare
from hub.ledger.keyfiles import load_trust
from hub.ledger.trust import TrustPolicy
from hub.ledger.watching import Watch
from hub.settings.operator import Settings


def need_evidence(settings: Settings, database_url: str) -> TrustPolicy:
    """LedgerForked or WitnessesSilent, unless this database holds what the witnesses cosigned last. Then the policy."""
    trust = load_trust(settings.evidence.need_policy())
    need_witnessed(database_url, trust)
    return trust


def start_watching(settings: Settings, trust: TrustPolicy, database_url: str) -> Watch:
    """What this process knows of the evidence from now on. To be called after the fork."""
    db = Database(database_url, size=4)
    hear = Listener(database_url, "hub_sequenced").wait
    watch = open_watch(settings.home, db, settings.evidence.grace, hear, partial(compare, db, trust, fetch_quickly))
    watch.vouching = open_vouching(settings.home, db, trust)
    watch.start()
    return watch
