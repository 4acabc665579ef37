"""Whether a draw was made from the whole month and nothing else, in the strata in which its entries lie."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub.ledger.events import Event
from hub.review.sample.acts import span_of
from hub.review.sample.delivery import Delivered, Leaf
from hub.review.sample.draw import order_strata
from hub.review.sample.flaws import Findings, Flaw, Limit
from hub.review.sample.population import CONTROLLERS, LOOKS, stratum_of
from hub.review.sample.sheet import Sheet
from hub.terms.history import Action
from hub.terms.ids import EntryId
from hub.terms.lists import Effect
from hub.terms.samples import Part


def check_population(delivered: Delivered, sheet: Sheet, found: Findings) -> None:
    """Every look of the month by the own staff is in it, by the leaves; of what was taken over, by the boxes."""
    since, until = span_of(sheet.month)
    listed = {lot.entry for lot in sheet.lots}
    for entry in [*listed, *(entry for entry, _ in sheet.also)]:
        leaf = delivered.leaves.get(entry)
        if leaf is None or leaf.agency not in CONTROLLERS or not _is_possible(leaf, since, until):
            found.add(Flaw.POPULATION, f"{entry}: +")
    for leaf in delivered.leaves.values():
        is_own = leaf.agency in sheet.controllers
        if leaf.event == Event.READ and since <= leaf.at < until and is_own and leaf.entry not in listed:
            found.add(Flaw.POPULATION, f"{leaf.entry}: -")
    if set(CONTROLLERS) - set(sheet.controllers):
        found.limit(Limit.JOINT)
    _check_taken_over(delivered, sheet, found)
    _check_strata(delivered, sheet, found)


def _is_possible(leaf: Leaf, since: datetime, until: datetime) -> bool:
    """Whether its leaf lets it be of this month; of what was taken over only its box knows."""
    return leaf.event == Event.LOG_IMPORTED or (
        since <= leaf.at < until and leaf.event in (Event.READ, Event.CONSENT_GRANTED)
    )


def _check_taken_over(delivered: Delivered, sheet: Sheet, found: Findings) -> None:
    """Looks and emergency uses that were taken over are in it if they were in this month, and only then."""
    listed = {lot.entry for lot in sheet.lots}
    also = {entry for entry, part in sheet.also if part is Part.EMERGENCY}
    for leaf in delivered.leaves.values():
        if leaf.event != Event.LOG_IMPORTED or leaf.agency not in sheet.controllers:
            continue
        told, decided = delivered.opened.get(leaf.entry), delivered.decided.get(leaf.entry)
        if told is None or decided is None:
            found.limit(Limit.CLOSED)
            continue
        counts = decided.get("effect") != Effect.DENY and _is_in(sheet, told)
        if (leaf.entry in listed) != (counts and told.get("action") in LOOKS):
            found.add(Flaw.POPULATION, f"{leaf.entry}: {'+' if leaf.entry in listed else '-'}")
        if (leaf.entry in also) != (counts and told.get("action") == Action.EMERGENCY_ACCESS):
            found.add(Flaw.POPULATION, f"{leaf.entry}: {'+' if leaf.entry in also else '-'}")


def _is_in(sheet: Sheet, told: Mapping[str, Any]) -> bool:
    since, until = span_of(sheet.month)
    return since <= datetime.fromisoformat(str(told.get("at"))) < until


def _check_strata(delivered: Delivered, sheet: Sheet, found: Findings) -> None:
    """As far as boxes are open: one label a stratum, one stratum a label, in the order that the seed gives."""
    labels: dict[str, str] = {}
    for lot in sheet.lots:
        told = delivered.opened.get(lot.entry)
        if told is None:
            found.limit(Limit.CLOSED)
        elif labels.setdefault(_stratum(delivered, lot.entry, told), lot.stratum) != lot.stratum:
            found.add(Flaw.STRATA, lot.entry)
    ordered = [labels[name] for name in order_strata(sheet.seed, labels)]
    if ordered != sorted(set(ordered)):
        found.add(Flaw.STRATA, f"{sheet.month:%Y-%m}")


def _stratum(delivered: Delivered, entry: EntryId, told: Mapping[str, Any]) -> str:
    purpose = told.get("purpose")
    return stratum_of(delivered.leaves[entry].agency, str(purpose) if purpose else None, str(told.get("role", "")))
