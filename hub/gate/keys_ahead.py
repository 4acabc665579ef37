"""The keys of families are opened before anybody asks, so that no request waits for public-key work but its token's.

Only where the process holds its agency's private key itself: whoever reads its memory or takes it over has that key,
and with it what is opened here. Of a key service a process asks for no more than a look needs. Opening a key shows
nothing: under it lie keys, and those come out of the database against an entry alone, as ever.
"""

from hub.gate.house import House
from hub.ledger.keyfolder import KeyFolder
from hub.record.keys import REMEMBERED, CannotOpen
from hub.record.renewing.store import load_holder_keys
from hub.terms.ids import FamilyId


def open_keys_ahead(house: House) -> int:
    """Open those that this process has not opened yet; how many it holds by now. A statement for each 500."""
    if not isinstance(house.ring.private, KeyFolder):
        return 0
    opened = 0
    for boxes in load_holder_keys(house.db):
        for one in boxes:
            if opened == REMEMBERED:
                return opened  # more would put out those that were opened first
            try:
                house.ring.open_holder_key(FamilyId(one.bound[0]), one.bound[1], one.box)
            except CannotOpen:
                continue  # it is said where somebody needs it
            opened += 1
    return opened
