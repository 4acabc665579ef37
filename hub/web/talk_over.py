"""Who has yet to speak after a talk was signed, and the same questions to them by one button (D17, `users.md` J2)."""

from uuid import UUID

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.talks import Answered, Reply, Signed, TalkWay, Whereabouts
from hub.web.family import asked_purpose
from hub.web.here import desk, now, principal, texts
from hub.web.naming import Naming
from hub.web.talk_list import open_desk
from hub.web.talks import ONE

talk_over = Blueprint("talk_over", __name__)

Page = Response | str | tuple[str, int]


@talk_over.post(f"{ONE}/weitere")
def ask_further(number: str, talk: UUID) -> Page:
    """The same questions to somebody else: prepared for a talk, or put on their own page."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    naming = Naming(open_desk(number, purpose).disclosure, texts())
    people = {word: person for person, word in naming.people.items()}
    by = people.get(request.form.get("wer", ""))
    where = Whereabouts(FamilyNumber(number), purpose, str(talk))
    fresh = desk().talks.carry(principal(), where, (by, naming.name(by)), now()) if by is not None else None
    if fresh is None:
        abort(404)
    page = "talk_prepare.show_list"
    if request.form.get("tun") == "familienseite" and _put_on_page(Whereabouts(where.number, purpose, fresh)):
        page = "talks.show_done"
    return redirect(url_for(page, number=number, talk=fresh, zweck=purpose.value), 303)


def _put_on_page(where: Whereabouts) -> bool:
    """Whoever is asked answers there themselves. False: it is to be looked at first."""
    kept = desk().talks.read(principal(), where, now())
    if kept is None or not kept.talk.questions:
        return False
    later = (Answered(Reply.LATER),) * len(kept.talk.questions)
    outcome = desk().talks.sign(principal(), where, Signed(TalkWay.PORTAL, later), now())
    return outcome is not None and not outcome.faults
