"""Whoever took over a process of one agency, and writes consents, talks, requests and tasks as they like."""

from uuid import uuid4

import orjson
import pytest

from hub.db.errors import DatabaseRefused
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.terms.ids import FamilyNumber
from tests.attacks.by_hand import entry_of, family_id
from tests.kreis import F01, Kreis

F07 = FamilyNumber("FAM-2026-004")
NOTHING = {"papers": [], "declarations": [], "withdrawals": []}
PAPER = {
    "for": [],
    "signed": [],
    "categories": ["help_type"],
    "recipients": "all",
    "from": "2026-10-01",
    "to": "2027-09-30",
    "way": "tablet",
}


class Forger:
    """Somebody with the login of the Jobcenter's process, who looks behind the doors as the superuser."""

    def __init__(self, kreis: Kreis) -> None:
        self.kreis, self.superuser = kreis, kreis.superuser()
        self.here, self.there = (family_id(self.superuser, number) for number in (F01, F07))

    def person(self, family: str) -> str:
        """Somebody of a family."""
        statement = "select person_id::text from core.person where family_id = %s order by ref limit 1"
        return str(self.superuser.execute(statement, (family,)).fetchone()[0])

    def paper(self, family: str) -> tuple[str, str]:
        """A paper of a family with a yes on it, and whose that is."""
        statement = (
            "select c.consent_id::text, d.person_id::text from consent.paper c join consent.declaration d"
            " using (tenant_id, consent_id) where c.family_id = %s and d.answer = 'yes' order by c.ref limit 1"
        )
        return self.superuser.execute(statement, (family,)).fetchone()

    def tries(self, statement: str, event: Event, *params: object, group: str = "jobcenter") -> str | None:
        """A statement with an entry about F01 of this event before it, and the code with which it is refused."""
        house = self.kreis.house(group)
        try:
            with house.db.begin() as tx:
                entry = entry_of(self.kreis, group, event)
                append(tx, house.writer, entry)
                tx.rows(statement, (entry.id, *params))
        except DatabaseRefused as refusal:
            return refusal.code
        return None

    def writes(self, document: dict[str, object], event: Event = Event.CONSENT_GRANTED) -> str | None:
        """Hand `consent.write` a document of one's own."""
        text = orjson.dumps({"family": self.here, **NOTHING, **document}).decode()
        return self.tries("select consent.write(%s, %s::jsonb)", event, text)


@pytest.fixture
def forger(every_kreis):
    """At the Jobcenter."""
    return Forger(every_kreis)


def _new(family, person):
    return {"id": str(uuid4()), "family": family, "ref": "E-2026-77-1", "persons": [person], "document": PAPER}


def _yes(consent, person, ordinal=9):
    said = {"by": person, "at": "2026-11-16T07:00:00Z"}
    return {"consent": consent, "ordinal": ordinal, "person": person, "answer": "yes", "document": said}


def _back(consent, person):
    said = {"by": person, "received_at": "2026-11-16T07:00:00Z", "received_by": "jobcenter"}
    return {"consent": consent, "ordinal": 9, "person": person, "received_at": said["received_at"], "document": said}


def test_a_paper_of_another_family_is_not_written_under_this_ones_entry(forger):
    """Its log would say nothing of it, and open windows would go on with what they remember."""
    paper = _new(forger.there, forger.person(forger.there))

    assert forger.writes({"papers": [paper]}) in {"HB012", "HB032"}
    assert "HB012" == forger.writes({"papers": [{**paper, "persons": []}]})
    assert forger.writes({"papers": [_new(forger.here, forger.person(forger.here))]}) is None


@pytest.mark.parametrize(
    ("part", "event"),
    [
        ("declarations", Event.CONSENT_GRANTED),
        ("withdrawals", Event.CONSENT_WITHDRAWN),
        ("voided", Event.CONSENT_VOIDED),
        ("confirmed", Event.CONSENT_CONFIRMED),
    ],
)
def test_nothing_is_added_to_a_paper_of_another_family_or_under_an_entry_of_another_kind(forger, part, event):
    """A yes, a withdrawal, a mistake, a confirmation: each under its own kind of entry, about its own family."""
    rows = {}
    for family in (forger.here, forger.there):
        consent, person = forger.paper(family)
        rows[family] = {
            "declarations": _yes(consent, person),
            "withdrawals": _back(consent, person),
            "voided": {"consent": consent, "since": "2026-11-16", "reason": "not_said"},
            "confirmed": {"consent": consent, "written_on": "2026-11-16"},
        }[part]

    assert forger.writes({part: [rows[forger.there]]}, event) in {"HB012", "HB032"}
    for other in (Event.READ, Event.DENIED, Event.CONSENTS_READ, Event.TASK_DONE):
        assert "HB012" == forger.writes({part: [rows[forger.here]]}, other)
    assert forger.writes({part: [rows[forger.here]]}, event) is None


def test_a_paper_is_not_written_under_the_entry_of_a_withdrawal(forger):
    """Nor of a look."""
    for event in (Event.CONSENT_WITHDRAWN, Event.READ):
        assert "HB012" == forger.writes({"papers": [_new(forger.here, forger.person(forger.here))]}, event)


def test_nobody_of_another_family_signs_takes_back_or_is_written_about(forger):
    """A grandmother of another family has no word here."""
    consent, _ = forger.paper(forger.here)
    stranger = forger.person(forger.there)

    assert "HB032" == forger.writes({"declarations": [_yes(consent, stranger)]})
    assert "HB032" == forger.writes({"withdrawals": [_back(consent, stranger)]}, Event.CONSENT_WITHDRAWN)
    assert "HB032" == forger.writes({"papers": [_new(forger.here, stranger)]})


def _request(forger, family, person, to="jugendamt"):
    staff = str(forger.kreis.principal("U01").id)
    row = {"request": str(uuid4()), "family": family, "by": staff, "to": to, "person": person, "document": {}}
    return orjson.dumps(row | {"at": "2026-11-16T07:00:00Z"}).decode()


def test_a_request_is_of_the_family_and_the_kind_that_its_entry_says(forger):
    """No sentence about a family reaches the other agency under the number of another, or under a look."""
    keep = "select consent.keep_request(%s, %s::jsonb, '\\x00')"
    mine, theirs = forger.person(forger.here), forger.person(forger.there)

    assert "HB012" == forger.tries(keep, Event.CONSENT_ASKED, _request(forger, forger.there, theirs))
    assert "HB032" == forger.tries(keep, Event.CONSENT_ASKED, _request(forger, forger.here, theirs))
    assert "HB012" == forger.tries(keep, Event.READ, _request(forger, forger.here, mine))
    assert "HB012" == forger.tries(keep, Event.CONSENT_ASKED, _request(forger, forger.here, mine, "family"))
    assert forger.tries(keep, Event.CONSENT_ASKED, _request(forger, forger.here, mine)) is None


def test_a_task_is_done_in_the_family_of_its_entry_alone(forger):
    """With a person or a paper of another family there is none."""
    settle = "select consent.settle_task(%s, %s::jsonb)"
    by, at = str(forger.kreis.principal("U01").id), "2026-11-16T07:00:00Z"
    task = {"kind": "expiry", "due": "2026-12-01", "notice": 7, "by": by, "at": at}

    def tries(event=Event.TASK_DONE, **more):
        return forger.tries(settle, event, orjson.dumps(task | more).decode())

    assert "HB032" == tries(consent=forger.paper(forger.there)[0])
    assert "HB032" == tries(person=forger.person(forger.there), kind="own_say_15")
    assert "HB032" == tries(Event.READ, consent=forger.paper(forger.here)[0])
    assert tries(consent=forger.paper(forger.here)[0]) is None


def test_a_task_is_put_off_under_an_entry_that_says_so_alone(forger):
    """And handed to nobody who has not the case."""
    turn, by = "select consent.turn_task(%s, %s::jsonb)", str(forger.kreis.principal("U01").id)
    when = {"at": "2026-11-16T07:00:00Z", "day": "2026-11-16", "due": "2026-12-01"}
    moved = {"task": "x", "until": "2026-11-20", "reason": "absence", "by": by, **when}

    for event in (Event.READ, Event.TASK_DONE, Event.CONSENT_GRANTED):
        assert "HB032" == forger.tries(turn, event, orjson.dumps(moved).decode())
    stranger = str(forger.kreis.principal("U08").id)
    assert "HB032" == forger.tries(turn, Event.TASK_HANDED, orjson.dumps(moved | {"to": stranger}).decode())
    assert forger.tries(turn, Event.TASK_MOVED, orjson.dumps(moved).decode()) is None


def test_a_talk_of_another_family_is_not_ended_and_nobody_of_another_is_asked_under_this_ones_entry(forger):
    """The entry says which family it was."""
    house, at = forger.kreis.house("jobcenter"), forger.kreis.at
    talks = {family: str(uuid4()) for family in (forger.here, forger.there)}
    for family, talk in talks.items():
        save = "select consent.save_talk(%s, %s, %s, '\\x00', %s, %s)"
        assert [(True,)] == house.db.rows(save, (forger.kreis.principal("U01").id, talk, family, at, at.date()))

    end = "select consent.end_talk(%s, %s, 'E-2026-77', '\\x00', now())"

    assert "HB033" == forger.tries(end, Event.CONSENT_GRANTED, talks[forger.there])
    assert "HB033" == forger.tries(end, Event.READ, talks[forger.here])
    assert forger.tries(end, Event.CONSENT_GRANTED, talks[forger.here]) is None
    asked = "select consent.keep_asked(%s, %s, %s, '\\x00')"
    consent, _ = forger.paper(forger.here)
    assert "HB032" == forger.tries(asked, Event.CONSENT_GRANTED, consent, forger.person(forger.there))


def test_nobody_forgets_the_talks_of_colleagues_by_a_clock_that_runs_ahead(forger):
    """What is prepared is kept for sixty days of the database's clock."""
    house, staff = forger.kreis.house("jobcenter"), forger.kreis.principal("U01").id
    at, day = forger.kreis.at, forger.kreis.at.date()
    save = "select consent.save_talk(%s, %s, %s, '\\x00', %s, %s)"
    house.db.rows(save, (staff, str(uuid4()), forger.here, at, day))

    house.db.rows(save, (staff, str(uuid4()), forger.here, at.replace(year=2036), day))

    assert [(2,)] == forger.superuser.execute("select count(*) from consent.talk").fetchall()
