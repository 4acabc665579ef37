"""A signer that lost its memory gets it back from both witnesses: they know what it signed last."""

from datetime import datetime

from hub.db.database import Database
from hub.ledger.asking import Fetch
from hub.ledger.comparing import compare, places
from hub.ledger.errors import WitnessesSilent
from hub.ledger.signer_state import Last
from hub.ledger.tiling.store import load_edge, load_newest
from hub.ledger.trust import TrustPolicy


def find_last(db: Database, policy: TrustPolicy, fetch: Fetch, at: datetime) -> Last:
    """The largest tree that was signed, as far as witnesses and database know of it; all of them must answer.

    Raises WitnessesSilent where one does not, or forgot; LedgerForked where the log here is not the one they know.
    """
    compared = compare(db, policy, fetch)
    if set(compared.answered) != {witness.name for witness in places(policy)}:
        raise WitnessesSilent("not every witness says what it knows: what was signed last cannot be told")
    signed = load_newest(db, published=False)
    size = max(compared.size, signed.size if signed else 0)
    return Last(load_edge(db, size).head, max(at, signed.signed_at) if signed else at)
