"""What the demo's colleagues told each other without names: brought and ended by the page's own verbs.

Made from the record by the gate, looked through by the gate, refused by the gate: the story has no way of its own.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from hub.conference.nameless import Nameless
from hub.conference.planning import Conferences
from hub.db.database import Database
from hub.exchange.houses import Books, open_group
from hub.identity.store import load_posts_of
from hub.settings.operator import Settings
from hub.settings.place import role_url
from hub.terms.clock import legal_day
from hub.terms.conference_ends import EndWish
from hub.terms.conferences import MeetingState
from hub.terms.ids import FamilyNumber
from hub.terms.nameless import Check, SheetState, Sitting, Wish, Words
from hub.terms.principals import Principal

GROUP = "jobcenter"
Story = Mapping[str, Any]


def bring_sheets_as_told(settings: Settings, books: Books) -> None:
    """Every sheet of the story that lies back, unless the table was used before."""
    story = json.loads((settings.home / "demo" / "sheets.json").read_text(encoding="utf-8"))
    db = Database(role_url(settings, f"hub_{GROUP}"), size=1)
    try:
        house = open_group(db, books, settings.keys, GROUP)
        for told in story["sheets"]:
            if datetime.fromisoformat(told["ends"]["at"]) < settings.clock():
                bring_one_as_told(house, told)
    finally:
        db.close()


def bring_one_as_told(house: Any, told: Story) -> None:
    """One sheet, and the end of its meeting. Raises RuntimeError where the gate refuses what the story wants."""
    at, ends = datetime.fromisoformat(told["at"]), datetime.fromisoformat(told["ends"]["at"])
    room, sitting = Nameless(house), Sitting(_who(house, told["by"], at), told["conference"], told["topic"], at)
    table = room.look(sitting)
    if table is None or table.state is not SheetState.NONE or not table.is_open:
        return
    words = Words(**told["words"])
    outcome = room.show(sitting, Wish(FamilyNumber(told["family"]), words, frozenset(map(Check, told["checked"]))))
    if outcome is None or outcome.faults:
        raise RuntimeError(f"{told['conference']}: the sheet is refused: {outcome and outcome.faults}")
    meetings, moderator = Conferences(house), _who(house, told["ends"]["by"], ends)
    [meeting] = meetings.find(moderator, told["conference"], ends).meetings
    fault = meetings.end(moderator, EndWish(meeting.number, meeting.version, MeetingState.CLOSED), ends)
    if fault is not None:
        raise RuntimeError(f"{told['conference']}: it is not ended: {fault}")


def _who(house: Any, ref: str, at: datetime) -> Principal:
    return next(iter(load_posts_of(house.db, ref, legal_day(at))))
