"""The sample that the demo's officer drew before the hub was there: taken over once, and named as that."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from hub.db.database import Database
from hub.exchange.houses import Books, open_group
from hub.exchange.samples import read_recorded
from hub.identity.sessions import seated_by_command
from hub.identity.store import load_seats_of
from hub.review.sample.drawing import drawable, show_samples
from hub.review.sample.taking_over import NotAsRecorded, take_over_sample
from hub.settings.operator import Settings
from hub.settings.place import role_url
from hub.terms.clock import legal_day
from hub.terms.principals import Seated

OFFICER, OFFICERS = "U16", "oversight"


def take_over_samples(settings: Settings, books: Books) -> None:
    """Those of which the log holds the whole month, and that were drawn before now; none a second time."""
    at, db = settings.clock(), Database(role_url(settings, f"hub_{OFFICERS}"), size=1)
    try:
        house = open_group(db, books, settings.keys, OFFICERS)
        seats = load_seats_of(db, OFFICER, legal_day(at))[:1]
        for _, principal in seats:
            with seated_by_command(db, OFFICER, principal.agency.value, at) as seated:
                if seated is not None:
                    _take_over(settings, house, seated, at)
    finally:
        db.close()


def _take_over(settings: Settings, house: Any, seated: Seated, at: datetime) -> None:
    kept = {sample.month for sample in show_samples(house, seated, at).samples}
    for one in read_recorded((settings.home / "demo" / "samples.json").read_bytes()):
        over = max([one.drawn_at, *(moment for _, moment in one.verdicts)])
        if one.month in drawable(at) and over <= at and one.month not in kept:
            with suppress(NotAsRecorded):  # somebody worked in that month of this demo: it is another one now
                take_over_sample(house, seated, one, at)
