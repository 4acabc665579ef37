"""Duty, absences and appointments as a load file brings them: a change with its entry; nothing where nothing is new."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from hub.db.database import Transaction
from hub.gate.house import House
from hub.gate.inputs.store import count_new, write_inputs
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Owner
from hub.terms.principals import Principal

Inputs = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by list: duty, absence, appointment, procedure, delivered. Staff by id, families by number."""


def contribute_inputs(house: House, tx: Transaction, principal: Principal, at: datetime, inputs: Inputs) -> int:
    """Add what is not there yet; how many rows. The entry says how many of which list, and of nobody in particular."""
    count = count_new(tx, inputs)
    if not count:
        return 0
    touched = Touched(
        Event.INPUTS_BROUGHT,
        FamilyNumber(""),
        owners=frozenset({Owner.JOINT}),
        details={"lists": {name: len(rows) for name, rows in inputs.items() if rows}},
    )
    entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    append(tx, house.writer, entry)
    write_inputs(tx, entry.id, {**inputs, "at": at.isoformat()})
    return count
