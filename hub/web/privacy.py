"""What every family may read without signing in: who is responsible, what happens without a yes, which rights."""

from flask import Blueprint, render_template

from hub.web.desk import Group
from hub.web.here import desk, now, texts
from hub.web.information import RIGHTS
from hub.web.speech import Speech

privacy = Blueprint("privacy", __name__)


@privacy.get("/datenschutzhinweise")
def show_privacy() -> str:
    """The essence of the arrangement (Art. 26 Abs. 2 S. 2 GDPR); before it the same in plain words (E13, D32)."""
    return render_template(
        "privacy.html",
        texts=texts(),
        speech=Speech(texts()),
        paper=desk().papers.essence(now()),
        authority=desk().addresses["authority"],
        rights=RIGHTS,
        is_family=desk().agency is Group.FAMILY,
    )
