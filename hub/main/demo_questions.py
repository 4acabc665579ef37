"""What families of the demo asked about their log: asked by the page's own verbs, at the instants of the story."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from hub.db.database import Database
from hub.exchange.houses import Books, open_group
from hub.identity.store import load_posts, open_session
from hub.review.cases.families import FamilyQuestions
from hub.rights.account import OwnAccount
from hub.settings.operator import Settings
from hub.settings.place import role_url
from hub.terms.account import AccountLine
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId
from hub.terms.log import Cursor, LogQuery
from hub.terms.principals import Principal

GROUP = "family"
_LAST = EntryId("ffffffff-ffff-ffff-ffff-ffffffffffff")
Story = Mapping[str, Any]


def ask_as_told(settings: Settings, books: Books) -> None:
    """Every question of the story that lies back, unless it was asked before; one whose line is gone is left out."""
    story = json.loads((settings.home / "demo" / "questions.json").read_text(encoding="utf-8"))
    db = Database(role_url(settings, f"hub_{GROUP}"), size=1)
    try:
        house = open_group(db, books, settings.keys, GROUP)
        for told in story["questions"]:
            if datetime.fromisoformat(told["at"]) < settings.clock():
                ask_one_as_told(house, settings.issuer, told)
    finally:
        db.close()


def ask_one_as_told(house: Any, issuer: str, told: Story) -> None:
    """One question, in a session of whoever asks."""
    at = datetime.fromisoformat(told["at"])
    for post, signed_in in load_posts(house.db, issuer, told["by"], legal_day(at))[:1]:
        session = secrets.token_urlsafe(32)
        open_session(house.db, session, post.id)
        who = (signed_in.principal, session)
        desk = FamilyQuestions(house, OwnAccount(house).read)
        line = _line(desk, who, datetime.fromisoformat(told["about"]), at)
        if line is not None:
            desk.ask(*who, Cursor(line.at, line.entry), told["words"], at)


def _line(desk: FamilyQuestions, who: tuple[Principal, str], about: datetime, at: datetime) -> AccountLine | None:
    """The line of one's own list at an instant; None where there is none, or one asked about it before."""
    before = Cursor(about + timedelta(seconds=1), _LAST)
    found = desk.read(*who, LogQuery(before=before, limit=1), at)
    asked = desk.answers(who[1], found.statement).by_entry() if found.is_read else {}
    return next((line for line in found.lines if line.at == about and line.entry not in asked), None)
