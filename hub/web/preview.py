"""The Probeblick: what somebody's page shows, now and with other answers, before anything is said or taken back."""

from flask import Blueprint, abort, render_template, request, session

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.own_consents import OPEN_STANDS
from hub.terms.previews import Preview, PreviewWish
from hub.web.consents import label
from hub.web.family import Page, asked_purpose, write_page
from hub.web.here import desk, now, principal, texts
from hub.web.mine import EASY
from hub.web.own_cards import CardWriter
from hub.web.previews import Other, PreviewPage, PreviewWriter
from hub.web.speech import Speech, speech_for

preview = Blueprint("preview", __name__)


@preview.get("/familien/<number>/einwilligungen/<ref>/probeblick")
def show_paper(number: str, ref: str) -> Page:
    """What a recipient of one paper sees of one's own part, and what would be left without it."""
    purpose = asked_purpose(number, desk().consents.purposes(principal()))
    if not isinstance(purpose, Purpose):
        return purpose
    wish = PreviewWish(FamilyNumber(number), purpose, request.args.get("an"), seen_for(request.args.get("fuer")), ref)
    looked = desk().previews.open(principal(), wish, now())
    if not looked.is_there:
        abort(404)
    return write_page("preview.html", looked.disclosure, preview=looked, page=lay_out(looked, Other.NO_PAPER))


@preview.get("/meine/zustimmungen/<ref>/probeblick")
def show_own(ref: str) -> Page:
    """What the recipient sees of me, with my answer and with the other one."""
    seen = request.args.get("an"), seen_for(request.args.get("fuer"))
    looked = desk().own_previews.open(principal(), ref, seen, now())
    if not looked.is_there or looked.own is None:
        abort(404)
    is_easy = bool(session.get(EASY))
    speech = speech_for(texts(), looked.own.age, is_easy=is_easy)
    writer = CardWriter(looked.own, speech)
    [answer] = looked.own.answers
    is_yes = answer.stand in OPEN_STANDS
    laid_out = PreviewWriter(looked, desk().catalogue, speech, Other.NO_YES if is_yes else Other.MY_YES)
    page, card = laid_out.page([writer.recipient(one) for one in looked.recipients]), writer.card(answer)
    parts = {"preview": looked, "page": page, "card": card, "is_yes": is_yes, "is_easy": is_easy}
    return render_template("mine-preview.html", texts=texts(), speech=speech, **parts)


def lay_out(looked: Preview, other: Other) -> PreviewPage:
    """For staff. Whoever has a talk before them shows this page of theirs beside it."""
    writer = PreviewWriter(looked, desk().catalogue, Speech(texts()), other, principal().agency)
    return writer.page([label(one, writer.naming, texts()) for one in looked.recipients])


def seen_for(wanted: str | None) -> Purpose | None:
    """The purpose of the recipient's look, where one was chosen."""
    return Purpose(wanted) if wanted in list(Purpose) else None
