"""A conference at the table: laid in the database as the planning would, and minutes written at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from hub.conference.minutes import Minutes
from hub.terms.answers import Disclosure
from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.minutes import (
    Flawed,
    MinutesFault,
    MinutesView,
    MinutesWanted,
    Section,
    Sent,
    Sentence,
    Spot,
    read_spots,
)
from hub.terms.writing import Written
from tests.kreis import F01, ROOT, Kreis

SPOTS = read_spots((ROOT / "schemas" / "minutes.toml").read_text(encoding="utf-8"))
JOINT = FieldId("fam_minutes_joint")
NUMBER = "K-2026-901"
TABLE = ("U01", "U07", "U06")


def lay_table(
    kreis: Kreis,
    staff: Sequence[str] = TABLE,
    family: FamilyNumber = F01,
    persons: Sequence[str] = (),
    guests: Sequence[str] = (),
    number: str = NUMBER,
) -> MinutesWanted:
    """A conference about one family, moderated by whoever is named last."""
    db, meeting, topic = kreis.superuser(), uuid4(), uuid4()
    [(tenant,)] = db.execute("select distinct tenant_id from identity.login").fetchall()
    who = dict(db.execute("select ref, staff_id from identity.staff").fetchall())
    people = dict(db.execute("select ref, person_id from core.person").fetchall())
    [(about,)] = db.execute("select family_id from core.family where number = %s", (family,)).fetchall()
    db.execute(
        "insert into conference.meeting (tenant_id, id, number, kind, starts, ends, agency, planned_by, moderator,"
        " state, version) values (%s, %s, %s, 'case', %s, %s, 'jobcenter', %s, %s, 'planned', 1)",
        (tenant, meeting, number, *_hours(), who[staff[-1]], who[staff[-1]]),
    )
    db.execute(
        "insert into conference.topic (tenant_id, id, meeting, position, family) values (%s, %s, %s, 1, %s)",
        (tenant, topic, meeting, about),
    )
    seats = [
        *(("staff", who[ref], kreis.principal(ref).role, None, None) for ref in staff),
        *(("person", None, None, people[ref], None) for ref in persons),
        *(("guest", None, None, None, guest) for guest in guests),
    ]
    for place, (kind, member, role, person, guest) in enumerate(seats, 1):
        db.execute(
            "insert into conference.seat (tenant_id, id, topic, position, kind, staff, role, person, guest_function)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            (tenant, uuid4(), topic, place, kind, member, role, person, guest),
        )
    return MinutesWanted(number, 1)


def _hours() -> tuple[datetime, datetime]:
    return datetime(2026, 11, 16, 6, 0, tzinfo=UTC), datetime(2026, 11, 16, 8, 0, tzinfo=UTC)


@dataclass(repr=False)
class Scribe:
    """Somebody who writes minutes."""

    kreis: Kreis
    ref: str
    wanted: MinutesWanted

    @property
    def room(self) -> Minutes:
        """The minutes of their group."""
        return Minutes(self.kreis.house(self.kreis.principal(self.ref).agency.value), SPOTS)

    def opens(self) -> MinutesView | None:
        """A look at them."""
        return self.room.open(self.kreis.principal(self.ref), self.wanted, self.kreis.at)

    def saves(self, *sentences: Sentence, **more: Any) -> Written | tuple[Flawed, ...] | None:
        """Sentences on top of what is there now."""
        if "version" not in more:
            seen = self.opens()
            more["version"] = seen.kept.version if seen is not None else 0
        sent = Sent(sentences, **{"key": uuid4().hex, **more})
        return self.room.save(self.kreis.principal(self.ref), self.wanted, sent, self.kreis.at)

    def confirms(self, version: int | None = None) -> MinutesFault | None:
        """The yes of their agency."""
        if version is None:
            seen = self.opens()
            version = seen.kept.version if seen is not None else 0
        return self.room.confirm(self.kreis.principal(self.ref), self.wanted, version, self.kreis.at)

    def reads(self) -> list[tuple[str, object]]:
        """Section and words of all that they see of the minutes."""
        seen = self.opens()
        if seen is None:
            return []
        words = said(seen.disclosure)
        return [(line.section.value, words[line.cell]) for line in seen.lines if line.section is not Section.PRESENT]


def said(disclosure: Disclosure) -> dict[Any, Any]:
    """What stands in each cell that is shown."""
    return {value.cell: value.content for value in disclosure.projection.shown}


def sentence(text: str, section: Section = Section.RESULT, field: str = JOINT, **more: Any) -> Sentence:
    """One sentence, about Sandra."""
    return Sentence(**{"spot": Spot(section, FieldId(field)), "persons": ("F01-1",), "text": text, **more})


def agreed(what: str = "Sandra fragt in der Kita", **more: Any) -> Sentence:
    """Who does what until when."""
    facts = {"who": "Frau Ahornwald", "until": date(2026, 11, 30), **more}
    return sentence(what, Section.AGREED, "fam_shared_action", **facts)


def faults(outcome: object) -> list[str]:
    """What was wrong."""
    assert isinstance(outcome, tuple), outcome
    return [one.fault.value for one in outcome]
