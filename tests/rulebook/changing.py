"""A change of the rules as people make it: who proposes, states and releases in the demo Kreis."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hub.gate.proposals.store import load_proposals
from hub.rulebook.changes.coming import bring_about
from hub.rulebook.changes.proposing import Workshop, propose
from hub.rulebook.changes.stepping import take_step
from hub.rulebook.wording import load_wording
from hub.terms.agreed import Value
from hub.terms.clock import day_begins
from hub.terms.lists import Category, Purpose, Role
from hub.terms.rule_changes import Opinion, Proposal, StepFault, StepKind, StepWish
from hub.terms.rule_wishes import CellWish, Fault
from tests.kreis import ROOT, Kreis, unproven

DAY = date(2026, 12, 1)
HEALTH = CellWish(
    Category.HEALTH,
    Role.JOBCOACH_U25,
    Purpose.SCHOOL_TO_WORK,
    Value.NEVER,
    "Für die Vermittlung genügt die Auskunft der Ärztin.",
    DAY,
)
"""Nothing about health to the coach of the young, for the way into work."""
WORDS = "Geprüft und für richtig befunden."
DPIA = "Folgenabschätzung ergänzt um diesen Empfänger."


def workshop() -> Workshop:
    """The words of the repository, and no proof: `tests/policies` and one test here prove."""
    return Workshop(load_wording(ROOT), unproven)


def proposed(kreis: Kreis, wish: CellWish = HEALTH, by: str = "U06") -> str:
    """The number of a new proposal."""
    who = kreis.principal(by)
    found = propose(kreis.house(who.agency.value), who, workshop(), wish, kreis.at)
    assert found.number, found.faults
    return found.number


def refused(kreis: Kreis, wish: CellWish, by: str = "U06") -> tuple[Fault, ...]:
    """What is wrong with a wish."""
    who = kreis.principal(by)
    return propose(kreis.house(who.agency.value), who, workshop(), wish, kreis.at).faults


def step(kreis: Kreis, by: str, what: StepKind, number: str, **said: Any) -> StepFault | None:
    """One step by a member of staff at their own address; `said` are `opinion`, `words` and `dpia`."""
    group = "oversight" if by in ("U16", "U17") else None
    who = kreis.principal(by, group)
    usual = {"opinion": Opinion.AGREED if what is StepKind.STATED else None, "words": WORDS, "dpia": DPIA}
    house = kreis.house(group or who.agency.value)
    return take_step(house, who, StepWish(number, what, **(usual | said)), kreis.at)


def stated(kreis: Kreis, number: str) -> None:
    """The officer of both agencies agreed."""
    assert step(kreis, "U16", StepKind.STATED, number) is None


def released(kreis: Kreis, number: str, by: Sequence[str] = ("U21", "U22")) -> None:
    """Stated, and released by both leads."""
    stated(kreis, number)
    for lead in by:
        assert step(kreis, lead, StepKind.RELEASED, number) is None


def tick(kreis: Kreis, at: datetime | None = None) -> None:
    """What the clerk does at an instant."""
    bring_about(kreis.house("clerk"), unproven, at or kreis.at)


def on_its_day(kreis: Kreis, day: date = DAY) -> None:
    """The clerk, at the first second of a day; the clock of the test stands there from now on."""
    kreis.at = day_begins(day) + timedelta(seconds=20)
    tick(kreis)


def in_force(kreis: Kreis, wish: CellWish = HEALTH) -> str:
    """The number of a change that went all the way and is in force."""
    number = proposed(kreis, wish)
    released(kreis, number)
    assert wish.valid_from is not None
    on_its_day(kreis, wish.valid_from)
    return number


def one(kreis: Kreis, number: str) -> Proposal:
    """A proposal as the database keeps it."""
    [found] = load_proposals(kreis.house("jobcenter").db, number)
    return found


def wider(wish: CellWish, day: date) -> CellWish:
    """The same cell, as far as a consent can open it, from a later day on."""
    return replace(wish, value=Value.CONSENT, valid_from=day)
