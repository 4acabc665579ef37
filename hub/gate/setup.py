"""What must be known before the first family: the fields, and which login serves which tenant and agency."""

from collections.abc import Mapping

from hub.db.database import Database
from hub.identity.store import register_logins
from hub.record.store import sync_catalogue
from hub.terms.catalogue import Catalogue


def set_up_tenant(db: Database, catalogue: Catalogue, logins: Mapping[str, str]) -> None:
    """Tell the database, as its owner, the fields and the logins. Safe to repeat; the tenant's id is made once."""
    sync_catalogue(db, catalogue)
    register_logins(db, logins)
