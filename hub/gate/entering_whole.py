"""A whole talk by a program: questions, answers and signature in one message; all of it is kept, or nothing."""

from dataclasses import replace

from hub.db.errors import SentBefore, ThereAlready
from hub.gate.entering import complete
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.signing import Forms
from hub.gate.talk_questions import find_question_faults, make_question
from hub.gate.talk_room import Room, enter_room
from hub.gate.talking import answerers, find_talk
from hub.ledger.append import TRIES
from hub.ledger.errors import NumberTaken
from hub.record.receipts.store import keep_receipt, load_receipt
from hub.record.talks.store import hold_talk, save_talk
from hub.terms.access import AccessRequest
from hub.terms.clock import age_on
from hub.terms.consent_forms import Form
from hub.terms.ids import EntryId
from hub.terms.talk_faults import SignFault
from hub.terms.talks import Entered, Talk, TalkOutcome
from hub.terms.writing import Written


class _Wrong(Exception):
    """What is wrong with it: nothing is kept."""

    def __init__(self, outcome: TalkOutcome) -> None:
        super().__init__()
        self.outcome = outcome


@by_rules_in_force
def enter_talk(house: House, request: AccessRequest, forms: Forms, form: Form, entered: Entered) -> TalkOutcome | None:
    """Keep it; or what is wrong, with the place of the question. Sent again under its key it is answered as before.

    None: the family is not there, or not theirs.
    """
    for _ in range(TRIES - 1):
        try:
            return _enter_once(house, request, forms, form, entered)
        except (NumberTaken, SentBefore, ThereAlready):  # somebody was first: what they wrote is there to be looked at
            continue
    return _enter_once(house, request, forms, form, entered)


def _enter_once(house: House, request: AccessRequest, forms: Forms, form: Form, entered: Entered) -> TalkOutcome | None:
    room = enter_room(house, request)
    if room is None:
        return None
    kept = find_talk(house, request, room, entered.id)  # before its receipt: they came together, if at this moment
    receipt = load_receipt(house.db, room.whose, entered.sent, request.at)
    if receipt is not None and receipt.is_same and kept is not None:
        return TalkOutcome(kept.number, count=len(kept.talk.questions))
    if receipt is not None or kept is not None:  # of a talk that was sent long ago the receipt is forgotten
        return _faulty(SignFault.KEY_USED)
    talk = _talk(room, form, entered)
    if isinstance(talk, TalkOutcome):
        return talk
    try:
        return _keep(house, room, forms, (talk, entered))
    except _Wrong as wrong:
        return wrong.outcome


def _talk(room: Room, form: Form, entered: Entered) -> Talk | TalkOutcome:
    """The talk with its questions, each looked at as on the page; or the first that is wrong."""
    people = {one.id: one for one in answerers(room)}
    if entered.by not in people:
        return _faulty(SignFault.POWER)
    born = people[entered.by].born
    age = age_on(born, room.ground.day) if born else None
    talk = Talk(entered.id, entered.by, entered.by_name, room.judged.request.purpose, form.version, form.digest, age)
    talk = replace(talk, language=entered.language, interpreter=entered.interpreter)
    for place, new in enumerate(entered.questions):
        faults = find_question_faults(room.ground, form, talk, new)
        if faults:
            return TalkOutcome(faults=tuple(fault.value for fault in faults), at=place)
        talk = replace(talk, questions=(*talk.questions, make_question(room.ground, new)))
    return talk


def _keep(house: House, room: Room, forms: Forms, made: tuple[Talk, Entered]) -> TalkOutcome:
    talk, entered = made
    at = room.judged.request.at
    with house.db.begin() as tx:
        if not save_talk(tx, house.ring, room.whose, talk, at):
            raise ThereAlready("HB033")
        kept = hold_talk(tx, house.ring, room.whose, talk.id, at)
        assert kept is not None
        outcome, entry = complete(house, tx, room, forms, (kept, entered.signed))
        if entry is None:
            raise _Wrong(outcome)
        keep_receipt(tx, room.whose, entered.sent, Written(EntryId(entry), ()), at)
    return replace(outcome, count=len(talk.questions))


def _faulty(fault: SignFault) -> TalkOutcome:
    return TalkOutcome(faults=(fault.value,))
