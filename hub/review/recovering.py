"""A log that lost its end gets it back: entries from the witnesses, an entry about the incident, all or nothing."""

from dataclasses import replace

from hub.gate.house import House
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.erasing.store import listed
from hub.ledger.errors import LedgerForked
from hub.ledger.restoring.finding import Lost
from hub.ledger.restoring.store import begin_recovery, put_back, put_back_checkpoints, regrow
from hub.review.incidents import Approved, entry_about_the_log

AT_ONCE = 4096


def recover(house: House, lost: Lost, approved: Approved) -> int:
    """Put back what the witnesses kept, in one transaction; of how many entries the words are lost.

    The checkpoints in between come back too.

    Who only waited here for a place keeps the words and gets the place. Raises LedgerForked where something waits of
    which the witnesses do not know: it was written after the backup was put back, and took numbers of what was lost.
    """
    ids = lost.entries
    with house.db.begin() as tx:
        waiting = begin_recovery(tx, lost.here)
        since = waiting.difference(ids)
        if since:
            raise LedgerForked(f"{len(since)} entries were written since the backup was put back, {min(since)} first")
        gone = tuple(one for one in ids if one not in waiting)
        told = {"from": lost.here.size, "to": lost.grown.edge.size, "lost": len(gone)}
        entry = replace(entry_about_the_log(house, approved, Event.LOG_INCIDENT, told), erases=listed(gone))
        append(tx, house.writer, entry)
        for start in range(0, len(ids), AT_ONCE):
            put_back(tx, entry.id, lost.here.size + start, lost.leaves[start : start + AT_ONCE])
        words = regrow(tx, entry.id, lost.here.size, lost.grown)
        put_back_checkpoints(tx, entry.id, lost.checkpoints)
        return words
