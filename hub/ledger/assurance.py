"""How sure an entry is before anything follows from it: a closed table, `schemas/assurance.toml`."""

import tomllib
from collections.abc import Mapping
from enum import IntEnum

from hub.ledger.events import Event


class Assurance(IntEnum):
    """From the weaker to the stronger; each holds what those before it hold."""

    DURABLE = 1
    """Committed and on disk."""
    SEQUENCED = 2
    """It has its place in the tree."""
    WITNESSED = 3
    """A checkpoint that the quorum of witnesses cosigned covers it."""


Vouched = frozenset[Event]
"""Kinds that are written only while a quorum of the witnesses answers."""


class AssuranceUnclear(ValueError):
    """The table leaves a kind of act out, or names one, or a level, that there is not."""


def read_levels(text: str) -> Mapping[Event, Assurance]:
    """The level of each kind of act: of all of them, or AssuranceUnclear."""
    table = tomllib.loads(text)
    levels = {level.name.lower(): level for level in Assurance}
    events: dict[str, str] = table.get("events", {})
    if set(table.get("levels", {})) != set(levels):
        raise AssuranceUnclear(f"levels: not exactly {', '.join(levels)}")
    if set(events) != set(Event):
        raise AssuranceUnclear(f"events: wrong or missing: {', '.join(sorted(set(events) ^ set(Event)))}")
    if not set(events.values()) <= set(levels):
        raise AssuranceUnclear(f"events: no such level: {', '.join(sorted(set(events.values()) - set(levels)))}")
    return {Event(event): levels[level] for event, level in events.items()}


def read_vouched(text: str) -> Vouched:
    """The kinds that wait for the witnesses before they are written, each with its reason, or AssuranceUnclear."""
    reasons: dict[str, str] = tomllib.loads(text).get("vouched", {})
    if not reasons or not all(reasons.values()) or not set(reasons) <= set(Event):
        raise AssuranceUnclear("vouched: missing, without a reason, or of no such kind")
    return frozenset(map(Event, reasons))
