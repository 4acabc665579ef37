"""Setting the hub up: tables, fields, tenant and keys; and opening the house for whoever works in it."""

from pathlib import Path

from hub.db.database import Database
from hub.db.migrate import migrate
from hub.gate.house import House, make_key, open_house
from hub.gate.setup import set_up_tenant
from hub.policy.load import load_policies
from hub.policy.policies import PolicySet
from hub.terms.catalogue import Catalogue

HOLDERS = ("jobcenter", "jugendamt", "provider", "family", "oversight")
LOGINS = {**{f"hub_{holder}": holder for holder in HOLDERS}, "hub_loader": "loader"}

__all__ = ["HOLDERS", "House", "open_group", "prepare"]


def prepare(owner_url: str, home: Path, catalogue: Catalogue) -> None:
    """Bring a database to the newest shape and tell it the fields and who signs in. Safe to repeat."""
    migrate(owner_url, home / "migrations")
    db = Database(owner_url, size=1)
    try:
        set_up_tenant(db, catalogue, LOGINS)
    finally:
        db.close()


def make_keys(folder: Path) -> None:
    """A pair for each process group that has none yet; in production each agency makes its own and keeps it."""
    for holder in HOLDERS:
        make_key(folder, holder)


def load_rules(home: Path, catalogue: Catalogue) -> PolicySet:
    """The rules in `policies/`."""
    return load_policies(home / "policies", catalogue)


def open_group(db: Database, policies: PolicySet, keys: Path, holder: str) -> House:
    """The house of one process group, or of the loader, who holds public keys only."""
    return open_house(db, policies, keys, holder)
