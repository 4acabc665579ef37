"""What was confided to one worker goes to another: the statements. Refused by the database unless two people say so."""

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from hub.db.database import Database, Transaction
from hub.record.confiding.store import Anew
from hub.terms.handing import Handing
from hub.terms.ids import EntryId, FamilyId, StaffId
from hub.terms.sealing import NOBODY


def load_confided_to(
    db: Database, family: FamilyId, fields: Sequence[str], lead: tuple[StaffId, date]
) -> Mapping[str, str]:
    """To whom of a body that somebody leads on a day something of a family was confided: ids by reference, of nobody
    `NOBODY`.
    """
    rows = db.rows("select * from record.confided_to(%s, %s::text[], %s, %s)", (family, list(fields), *lead))
    return {str(ref) if staff else NOBODY: str(staff) if staff else NOBODY for staff, ref in rows}


def hand_on(tx: Transaction, entries: tuple[EntryId, EntryId], handing: Handing, anew: Anew) -> None:
    """Entries of a family with their boxes, in the transaction of the second of these entries: that of whoever confirms
    what the first proposed. Raises CellChanged, NotYours; DatabaseRefused where the entries are not of two people.
    """
    before = None if handing.before == NOBODY else handing.before
    boxes = [one for one, _ in anew]
    columns = [one.key for one in boxes], [sha256(one.box).digest() for one in boxes], [box for _, box in anew]
    statement = "select record.hand_on(%s::uuid[], %s, %s, %s::uuid[], %s::bytea[], %s::bytea[])"
    tx.rows(statement, (list(entries), before, handing.after, *columns))
