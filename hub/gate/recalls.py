"""After a withdrawal, or a mistake: who had looked confirms what became of it. What has no basis left goes (D28)."""

from collections.abc import Mapping
from dataclasses import replace

from hub.consent.papers import Paper
from hub.consent.recalling.store import MISTAKE, RecallRow, load_recalls, write_recall_answer
from hub.gate.anew import asked_anew
from hub.gate.consent_view import ask_about_consents, disclose_look, sight_of, write_look
from hub.gate.gone_out import work_out_gone
from hub.gate.house import House
from hub.gate.looked import ended, in_order, key_of, meant_of
from hub.gate.onlooking import find_onlookers, tell_onlooker
from hub.gate.received import Found, work_out
from hub.gate.recipients import Sight
from hub.gate.rules import by_rules_in_force
from hub.gate.taking_back import Change, change_paper
from hub.ledger.entry import Event, Touched
from hub.ledger.shares import whose_of
from hub.terms.access import AccessRequest
from hub.terms.lists import Agency, Effect, Owner
from hub.terms.recalls import BY_HAND, Recall, RecallAnswer, RecallView, RecallWish, Received


@by_rules_in_force
@asked_anew
def look_at_recalls(house: House, request: AccessRequest) -> RecallView:
    """What is to be confirmed about one family, for whom may look at its consents; six statements, a refusal two.

    One more where own people are asked: the own register says what they received. And one for each agency of others who
    are: it says what went out to them.
    """
    judged, facts = ask_about_consents(house, request)
    family = judged.outline.family
    if family is None or judged.decision.effect is Effect.DENY:
        return RecallView(disclose_look(house, judged, write_look(house, judged, facts.ties, ())))
    sight = sight_of(house, judged, family)
    papers = {paper.ref: paper for paper in sight.papers(facts.papers)}
    ticket = write_look(house, judged, facts.ties, tuple(papers.values()))
    rows = [row for row in load_recalls(house.db, family.id) if _is_known(row, papers)]
    own = [row for row in rows if row.agency == sight.reader.agency and row.answer != RecallAnswer.NOTHING_RECEIVED]
    worked_out = work_out(house, ticket, own, papers) if own else {}
    found = tuple(_recall(row, papers[row.ref], sight, worked_out) for row in rows)
    theirs = [row for row in rows if row.agency != sight.reader.agency]
    mine = whose_of(sight.reader.agency, sight.reader.provider)
    gone = tuple(
        replace(one, told=one.told and _told(one.told, sight, ""))
        for one in (work_out_gone(house, ticket, theirs, papers, mine) if theirs else ())
    )
    at_table = find_onlookers(house, family.id, sight, papers)
    return RecallView(
        disclose_look(house, judged, ticket), is_here=True, recalls=found, gone_out=gone, at_table=at_table
    )


@by_rules_in_force
def answer_recall(house: House, request: AccessRequest, wish: RecallWish) -> bool:
    """Keep an answer for one's own agency, once. False: there is nothing of the kind to be answered."""
    view = look_at_recalls(house, request)
    if wish.answer == RecallAnswer.TOLD:
        return tell_onlooker(house, request, wish, view)
    recall = next((one for one in view.recalls if one.key == wish.key and one.can_answer), None)
    if recall is None or wish.answer not in BY_HAND:
        return False
    touched = Touched(
        Event.RECALL_ANSWERED,
        wish.number,
        consents=(recall.ref,),
        persons=frozenset(recall.persons),
        owners=frozenset({Owner.JOINT}),
        details={"answer": wish.answer},
    )
    consent, ordinal, staff = wish.key.split("|")
    row = {
        "consent": consent,
        "ordinal": int(ordinal),
        "staff": staff,
        "answer": wish.answer,
        "by": request.principal.id,
        "at": request.at.isoformat(),
    }
    change = Change(touched, lambda _: False, lambda tx, entry, *_: write_recall_answer(tx, entry, row))
    change_paper(house, request.principal, request.at, change)
    return True


def _is_known(row: RecallRow, papers: Mapping[str, Paper]) -> bool:
    """Of a withdrawal that came in between, the next look tells."""
    return row.ref in papers and ended(papers[row.ref], row.ordinal) is not None


def _recall(row: RecallRow, paper: Paper, sight: Sight, worked_out: Found) -> Recall:
    back = ended(paper, row.ordinal)
    assert back is not None
    agency = Agency(row.agency)
    received = worked_out.get(key_of(row))
    return Recall(
        key=f"{row.consent}|{row.ordinal}|{row.staff}",
        ref=paper.ref,
        staff_name=row.staff_name,
        agency=agency,
        categories=in_order(back, paper),
        persons=meant_of(back, paper, sight.known),
        first_at=row.first_at,
        last_at=row.last_at,
        taken_back_at=back.at,
        is_mistake=row.ordinal == MISTAKE,
        answer=RecallAnswer(row.answer) if row.answer else None,
        answered_at=row.answered_at,
        can_answer=row.answer is None and agency is sight.reader.agency,
        received=received and _told(received, sight, str(row.staff)),
    )


def _told(received: Received, sight: Sight, staff: str) -> Received:
    """Of people of whom whoever asks may be told; which fields, to whoever saw them and nobody beside."""
    of = {person: kinds for person, kinds in received.of.items() if person in sight.known}
    fields = received.fields if staff == sight.reader.id else {}
    return replace(received, of=of, fields={person: named for person, named in fields.items() if person in of})
