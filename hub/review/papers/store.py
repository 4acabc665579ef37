"""Numbers over all consents. One statement."""

from collections.abc import Mapping
from datetime import datetime

import orjson

from hub.db.database import Database
from hub.terms.access import Ticket
from hub.terms.lists import Category

Numbers = Mapping[tuple[Category, str], tuple[int, int]]
"""By category and stand: of how many families and of how many persons. What is not there is nobody."""


def load_coverage(db: Database, ticket: Ticket, at: datetime, masks: Mapping[Category, str]) -> Numbers:
    """How many people these categories are open for at an instant, against the entry of this look."""
    asked = orjson.dumps([{"category": category, "mask": mask} for category, mask in masks.items()]).decode()
    rows = db.rows(
        "select category, stand, families, persons from consent.coverage(%s, %s, %s::jsonb)",
        (ticket.entry, at, asked),
    )
    return {(Category(category), stand): (families, persons) for category, stand, families, persons in rows}
