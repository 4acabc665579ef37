"""What the recipients of a talk would see, with the answers as they stand: before anything is signed."""

from uuid import UUID

from flask import Blueprint, abort, render_template, request

from hub.terms.previews import PreviewWish
from hub.terms.talks import Answered, Reply, TalkState, Whereabouts
from hub.web.family import Page
from hub.web.here import desk, now, principal, texts
from hub.web.preview import lay_out, seen_for
from hub.web.previews import Other
from hub.web.talk_form import REPLIES
from hub.web.talks import ONE, find

talk_preview = Blueprint("talk_preview", __name__)


@talk_preview.route(f"{ONE}/probeblick", methods=["GET", "POST"])
def show_ahead(number: str, talk: UUID) -> Page:
    """As if every question were answered with yes; with answers that were sent, with these. Nothing is kept.

    Where all is to be decided later, there is nothing to look ahead at.
    """
    found = find(number, talk)
    if not isinstance(found[0], Whereabouts):
        return found
    where, kept, _ = found
    if kept.state is not TalkState.PREPARED or not kept.talk.questions:
        abort(404)
    words = [request.form.get(f"antwort-{place}", "") for place, _ in enumerate(kept.talk.questions, start=1)]
    sent = words if request.method == "POST" else ["ja"] * len(words)
    replies = tuple(Answered(REPLIES.get(word, Reply.LATER)) for word in sent)
    wish = PreviewWish(where.number, where.purpose, request.form.get("an"), seen_for(request.form.get("fuer")))
    looked = desk().previews.open_talk(principal(), wish, (kept, replies), now())
    page = lay_out(looked, Other.ANSWERS) if looked.is_there else None
    said = dict(enumerate(sent, start=1))
    return render_template("talk-preview.html", texts=texts(), where=where, page=page, preview=looked, said=said)
