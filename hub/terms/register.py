"""The disclosure register: who received what, from which controller, on which basis (H6; Art. 5, 15, 19 GDPR)."""

from dataclasses import dataclass
from datetime import datetime

from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency, Category, Purpose, Role
from hub.terms.log import Cursor


@dataclass(frozen=True)
class Disclosed:
    """What one act showed of one controller's data to another agency.

    `source` is that controller (of a provider: `provider:` and its id); `persons` are `P-1`, `P-2` as in the log.
    `provider` is the one whose people saw it, if it was one's: known of looks since shares tell providers apart.
    `consents` and `norms` are the basis. Who acted is not in it: that is the access log's, and lives six months.
    """

    entry: EntryId
    at: datetime
    source: str
    agency: Agency
    role: Role
    persons: tuple[str, ...]
    categories: tuple[Category, ...]
    levels: tuple[str, ...]
    purpose: Purpose | None
    consents: tuple[str, ...]
    norms: tuple[str, ...]
    provider: str = ""


@dataclass(frozen=True)
class Register:
    """A stretch of one family's register, newest first. `next` is what to ask `before` for older lines."""

    family: FamilyNumber
    lines: tuple[Disclosed, ...] = ()
    next: Cursor | None = None
