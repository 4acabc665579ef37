"""What was spoken is there in writing (D2). Until then it counts for fourteen days; nothing makes it count again."""

from dataclasses import replace
from datetime import date, timedelta

from hub.consent.papers import Paper, Way
from hub.consent.store import write_confirmed
from hub.db.database import Transaction
from hub.gate.consents import NoSuchConsent
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.taking_back import Change, change_paper
from hub.gate.talk_room import enter_room
from hub.ledger.entry import Touched
from hub.ledger.events import Event
from hub.terms.access import AccessRequest
from hub.terms.clock import legal_day
from hub.terms.confirming import ORAL_DAYS, ConfirmFault, ConfirmWish
from hub.terms.ids import EntryId, FamilyId
from hub.terms.lists import Owner


@by_rules_in_force
def confirm_spoken(house: House, request: AccessRequest, wish: ConfirmWish) -> ConfirmFault | None:
    """Keep the day of the signature, once. Raises NoSuchConsent for a paper that was not spoken, or is not theirs."""
    room = enter_room(house, request)
    told = room.sight.papers(room.facts.papers) if room is not None else ()
    paper = next((one for one in told if one.ref == wish.ref and one.way is Way.ORAL and one.yeses), None)
    if paper is None:
        raise NoSuchConsent(wish.ref)
    if _is_confirmed(paper):
        return None
    fault, written_on = _fault(paper, wish.written_on, legal_day(request.at)), wish.written_on
    if fault is not None or written_on is None:
        return fault
    touched = Touched(
        Event.CONSENT_CONFIRMED,
        wish.number,
        consents=(wish.ref,),
        persons=frozenset(paper.persons),
        owners=frozenset({Owner.JOINT}),
        purpose=request.purpose,
        details={"written_on": written_on.isoformat()},
    )

    def write(tx: Transaction, entry: EntryId, family: FamilyId, now: Paper) -> None:
        write_confirmed(tx, entry, family, now, written_on)

    def becomes(now: Paper) -> Paper:
        return replace(now, written_on=written_on)

    change_paper(house, request.principal, request.at, Change(touched, _is_confirmed, write, becomes))
    return None


def _is_confirmed(paper: Paper) -> bool:
    return paper.written_on is not None


def _fault(paper: Paper, written_on: date | None, today: date) -> ConfirmFault | None:
    spoken = max(said.day for said in paper.yeses)
    if written_on is None or not spoken <= written_on <= today:
        return ConfirmFault.DAY
    return ConfirmFault.LATE if written_on > spoken + timedelta(ORAL_DAYS) else None
