"""What a consent opens already and does not open yet: its maker was asked to wrap the key, and did not answer."""

from dataclasses import replace

from hub.gate.house import House
from hub.record.asked.store import load_pending
from hub.terms.answers import Coming, Projection
from hub.terms.ids import FamilyId
from hub.terms.lists import Owner


def with_coming(house: House, family: FamilyId, projection: Projection) -> Projection:
    """The projection, and what of it is being unlocked; whatever else did not open is left out as before.

    One statement, and none where everything opened.
    """
    opened = {value.cell for value in projection.shown}
    missing = [place for place in (projection.frame.places if projection.frame else ()) if place.cell not in opened]
    if not missing:
        return projection
    asked = load_pending(house.db, family) - {house.ring.holder}
    waiting = [one for one in missing if one.owner in asked or (one.owner is Owner.JOINT and asked)]
    coming = tuple(dict.fromkeys(Coming(one.persons, one.category, one.owner) for one in waiting))
    return replace(projection, coming=coming)
