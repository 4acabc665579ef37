"""One evaluation: its entry first, then the log page by page, then what was found."""

from dataclasses import dataclass
from datetime import datetime

from hub.gate.clerk import CLERK
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event
from hub.review.watch.store import Run, Span, begin_run
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Agency, Effect, Purpose
from hub.terms.reasons import Reason

NORMS = ("Art. 32 Abs. 1 lit. d DSGVO", "§ 78 SGB X", "Art. 88 DSGVO")
"""On which an evaluation rests; the last with the agreement with the staff council."""


@dataclass(frozen=True)
class Wanted:
    """Which controller's log, which stretch of it, by which rules."""

    controller: Agency
    span: Span
    rules: tuple[str, ...]


@by_rules_in_force
def begin(house: House, wanted: Wanted, at: datetime) -> Run:
    """Write an evaluation down, and begin it: from here on its stretch of the log may be read. Two statements."""
    run = Run(EntryId(new_id()), wanted.controller, at, wanted.span, wanted.rules, house.policies.digest)
    with house.db.begin() as tx:
        append(tx, house.writer, _entry(house, run))
    begin_run(house.db, run)
    return run


def _entry(house: House, run: Run) -> Entry:
    """No person acts. It names the stretch and the rules, and nobody."""
    digest = house.policies.digest
    return Entry(
        id=run.id,
        event=Event.LOG_EVALUATED,
        at=run.at,
        principal=CLERK,
        effect=Effect.PERMIT,
        policies=digest,
        controllers=frozenset({run.controller.value}),
        purpose=Purpose.DPO_CONTROL,
        subject={},
        access={
            "purpose": Purpose.DPO_CONTROL,
            "action": "evaluate",
            "agency": CLERK.agency,
            "role": CLERK.role,
            "at": run.at.isoformat(timespec="milliseconds"),
            "since": run.span.since.isoformat(),
            "until": run.span.until.isoformat(),
            "rules": list(run.rules),
        },
        decision={"effect": Effect.PERMIT, "reason": Reason.CONTROL, "policies": digest, "norms": list(NORMS)},
    )
