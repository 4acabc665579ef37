"""Who sat at a shared view and has no page here: after a withdrawal or a mistake told by hand (Art. 19 GDPR)."""

from collections.abc import Mapping

from hub.consent.papers import Paper
from hub.consent.recalling.store import MISTAKE, OnlookerRow, load_onlookers, write_told
from hub.db.errors import NotThere
from hub.gate.house import House
from hub.gate.looked import ended, in_order, meant_of
from hub.gate.recipients import Sight
from hub.gate.taking_back import Change, change_paper
from hub.ledger.entry import Event, Touched
from hub.record.conferences.store import open_words
from hub.terms.access import AccessRequest
from hub.terms.conferences import GuestFunction
from hub.terms.ids import FamilyId, PersonId
from hub.terms.lists import Agency, Owner
from hub.terms.recalls import Onlooker, RecallAnswer, RecallView, RecallWish


def find_onlookers(house: House, family: FamilyId, sight: Sight, papers: Mapping[str, Paper]) -> tuple[Onlooker, ...]:
    """Of papers of which whoever asks may know. One statement."""
    found = (_onlooker(house, row, sight, papers) for row in load_onlookers(house.db, family))
    return tuple(one for one in found if one is not None)


def _onlooker(house: House, row: OnlookerRow, sight: Sight, papers: Mapping[str, Paper]) -> Onlooker | None:
    paper = papers.get(row.ref)
    back = ended(paper, row.ordinal) if paper is not None else None
    if paper is None or back is None:
        return None
    agency, person = Agency(row.agency), PersonId(str(row.person)) if row.person else None
    return Onlooker(
        key=f"{row.consent}|{row.ordinal}|{row.seat}",
        ref=paper.ref,
        conference=row.conference,
        agency=agency,
        categories=in_order(back, paper),
        persons=meant_of(back, paper, sight.known),
        last_at=row.last_at,
        taken_back_at=back.at,
        guest=GuestFunction(row.guest) if row.guest else None,
        name=open_words(house.ring, str(row.seat), row.box) if row.guest else "",
        person=person if person in sight.known else None,
        told_at=row.told_at,
        can_tell=row.told_at is None and agency is sight.reader.agency,
        is_mistake=row.ordinal == MISTAKE,
    )


def tell_onlooker(house: House, request: AccessRequest, wish: RecallWish, view: RecallView) -> bool:
    """Keep that somebody was told, once, for one's own agency. False: nobody is to be told there."""
    one = next((one for one in view.at_table if one.key == wish.key and one.can_tell), None)
    if one is None:
        return False
    touched = Touched(
        Event.RECALL_ANSWERED,
        wish.number,
        consents=(one.ref,),
        persons=frozenset(one.persons),
        owners=frozenset({Owner.JOINT}),
        details={"answer": RecallAnswer.TOLD, "conference": one.conference},
    )
    consent, ordinal, seat = one.key.split("|")
    row = {
        "consent": consent,
        "ordinal": int(ordinal),
        "seat": seat,
        "by": request.principal.id,
        "at": request.at.isoformat(),
    }
    change = Change(touched, lambda _: False, lambda tx, entry, *_: write_told(tx, entry, row))
    try:
        change_paper(house, request.principal, request.at, change)
    except NotThere:  # a colleague said so at the same moment
        return False
    return True
