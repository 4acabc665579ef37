"""A task is put off, or handed to a colleague: kept with an entry of its own, and never past the day of the law."""

from dataclasses import replace
from datetime import datetime

from hub.consent.tasks.store import write_turned
from hub.db.errors import DatabaseUnavailable, NotThere
from hub.gate.house import House
from hub.gate.lists import Asker
from hub.gate.rules import by_rules_in_force
from hub.gate.tasks import TRIES, find_line
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.policy.consent_sight import consent_purposes
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Owner, Purpose
from hub.terms.principals import Principal
from hub.terms.task_turns import Turned, TurnFault, TurnReason, TurnWish
from hub.terms.tasks import TaskLine, key_of


@by_rules_in_force
def turn_task(house: House, principal: Principal, purpose: Purpose, wish: TurnWish, at: datetime) -> TurnFault | None:
    """Keep it; or what is wrong, and then nothing was kept. What is not told to whoever asks is gone for them.

    Raises LedgerUnavailable and DatabaseUnavailable: then nothing was written.
    """
    if purpose not in consent_purposes(house.policies, principal.role):
        return TurnFault.GONE
    line = find_line(house, Asker(principal, purpose, at, "tasks"), wish.number, wish.key)
    if line is None or not line.can_be_turned:
        return TurnFault.GONE
    turned = _read(line, principal, wish, at)
    if isinstance(turned, TurnFault):
        return turned
    for _ in range(TRIES):
        try:
            _keep(house, principal, line, turned, at)
        except NumberTaken:  # somebody wrote about the family meanwhile
            continue
        except NotThere:  # they gave the case away at the same moment
            return TurnFault.COLLEAGUE
        return None
    raise DatabaseUnavailable("this family keeps changing")


def _read(line: TaskLine, principal: Principal, wish: TurnWish, at: datetime) -> Turned | TurnFault:
    """To whom, or to which day: after today, and no later than its own."""
    if wish.to is not None:
        to = next((one.id for one in line.colleagues if one.ref == wish.to), None)
        return Turned(principal.id, to=to) if to is not None else TurnFault.COLLEAGUE
    if wish.until is None or wish.until <= legal_day(at):
        return TurnFault.DAY
    if wish.until > line.task.due:
        return TurnFault.PAST_DUE
    reason = next((one for one in TurnReason if one.value == wish.reason), None)
    return Turned(principal.id, wish.until, reason) if reason is not None else TurnFault.REASON


def _keep(house: House, principal: Principal, line: TaskLine, turned: Turned, at: datetime) -> None:
    key, task = key_of(line.task), line.task
    details = {"task": f"{key.kind}@{key.due}"}
    if turned.until is not None and turned.reason is not None:
        details |= {"until": turned.until.isoformat(), "reason": turned.reason.value}
    touched = Touched(
        Event.TASK_MOVED if turned.until is not None else Event.TASK_HANDED,
        line.number,
        consents=task.consents,
        persons=frozenset({task.person} if task.person else ()),
        owners=frozenset({Owner(principal.agency.value)}),
        details=details,
    )
    ties = load_ties(house.db, line.number, (principal,), at)
    if ties.family is None:
        raise NotThere("HB032")
    entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
        write_turned(tx, entry.id, key, turned, at)
