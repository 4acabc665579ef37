"""Talks, sheets, requests and questions, at a login of the other agency, of another group, or of another Kreis."""

from io import BytesIO
from uuid import uuid4

import pytest

from hub.terms.ids import FamilyNumber
from tests.attacks.by_hand import family_id
from tests.attacks.by_hand import sqlstate as code
from tests.attacks.test_tenants import neighbours
from tests.web.houses import post, sit_down
from tests.web.talks import F07, HELP, SHEET, YES, Z2, begin

__all__ = ["neighbours"]
DAY = "2026-11-16"
OTHERS = ("hub_jobcenter", "hub_b_jugendamt", "hub_b_jobcenter")
NO_RIGHT = ("hub_provider", "hub_family", "hub_oversight", "hub_clerk")
TALK, SCAN, ASKED = "select * from consent.talk", "select * from consent.scan", "select * from consent.asked"
REQUEST = "select * from consent.request"


class There:
    """A sheet with its scan at the Jugendamt, a question on Nele's page, and a request of the Jobcenter."""

    def __init__(self, kreis):
        worker = sit_down(kreis, "U07", "jugendamt")
        talk = begin(worker)
        post(worker, f"{talk}?{Z2}", **{**YES, "tun": "papier"})
        post(worker, f"{talk}/scan?{Z2}", scan=(BytesIO(SHEET), "blatt.pdf"))
        asked = begin(worker, "F07-2", {**HELP, "person": "F07-2", "kategorie": "school_childcare"})
        post(worker, f"{asked}/vorbereiten?{Z2}", tun="familienseite")
        coach = sit_down(kreis, "U01", "jobcenter")
        wish = {"person": "F07-1", "kategorie": "housing", "fuer": "fam_joint_support", "bis": "6"}
        sent = post(coach, f"/familien/{F07}/einwilligungen/anfrage?{Z2}", wofuer="Wegen des Umzugs.", **wish)
        assert 200 == sent.status_code
        self.kreis, self.superuser = kreis, kreis.superuser()
        self.family, self.talk = family_id(self.superuser, FamilyNumber(F07)), talk.rsplit("/", 1)[1]
        self.staff = {ref: kreis.principal(ref).id for ref in ("U01", "U07")}
        statement = "select request_id, asked_by from consent.request"
        [(self.request, _)] = self.superuser.execute(statement).fetchall()
        self.before = self.all()

    def all(self):
        """Everything of it."""
        return [self.superuser.execute(f"{one} order by 1, 2").fetchall() for one in (TALK, SCAN, ASKED, REQUEST)]


@pytest.fixture
def there(neighbours):
    """All of it, and a second Kreis beside."""
    return There(neighbours)


@pytest.mark.parametrize("login", OTHERS)
def test_nobody_else_reads_moves_ends_or_drops_a_talk(there, login):
    """By its id, in whoever's name: as if it were not there. The same id cannot be taken either."""
    thief, talk, family = there.kreis.connect(login), there.talk, there.family

    for staff in there.staff.values():
        asked = (staff, family, DAY)
        rows = thief.execute("select talk_id::text from consent.talks(%s, %s, %s)", asked).fetchall()
        assert talk not in [one for (one,) in rows]
        held = thief.execute("select * from consent.hold_talk(%s, %s, %s, %s)", (staff, family, talk, DAY))
        assert [] == held.fetchall()
        scan = "select consent.scan(%s, %s, %s, %s)"
        assert [(None,)] == thief.execute(scan, (staff, family, talk, DAY)).fetchall()
        save = "select consent.save_talk(%s, %s, %s, '\\x00', now(), %s)"
        assert (
            code(thief, save, (staff, talk, family, DAY))
            or not thief.execute(
                "select 1 from consent.talks(%s, %s, %s) t where t.talk_id = %s", (*asked, talk)
            ).fetchall()
        )
        thief.execute("select consent.keep_scan(%s, %s, '\\x00', now())", (staff, talk))
    thief.execute("select consent.move_talk(%s, 'sheet', 'E-2026-9', '\\x00', now())", (talk,))
    thief.execute("select consent.drop_talk(%s)", (talk,))
    assert "HB012" == code(thief, "select consent.end_talk(%s, %s, 'E', '\\x00', now())", (str(uuid4()), talk))

    assert there.before == there.all()


def test_a_request_is_answered_by_the_agency_that_was_asked_alone(there):
    """Who asked cannot say that it was taken, and reads of their own sentence nothing back."""
    answer = "select consent.answer_request(%s, %s, %s, 'taken', %s)"
    for login in OTHERS:
        thief = there.kreis.connect(login)
        for staff in there.staff.values():
            asked = (staff, there.family, DAY)
            assert [(False,)] == thief.execute(answer, (staff, there.family, there.request, DAY)).fetchall()
            boxes = thief.execute("select box from consent.requests(%s, %s, %s)", asked).fetchall()
            assert all(box is None for (box,) in boxes)
            assert not boxes or login == "hub_jobcenter"

    assert there.before == there.all()
    own = there.kreis.connect("hub_jugendamt")
    stranger = there.kreis.principal("U08").id
    assert [(False,)] == own.execute(answer, (stranger, there.family, there.request, DAY)).fetchall()
    for state in ("open", "done", ""):
        wrong = "select consent.answer_request(%s, %s, %s, %s, %s)"
        asked = (there.staff["U07"], there.family, there.request, state, DAY)
        assert [(False,)] == own.execute(wrong, asked).fetchall()
    assert there.before == there.all()


@pytest.mark.parametrize("login", NO_RIGHT)
def test_other_groups_cannot_even_ask(there, login):
    """Neither providers nor families nor data protection officers nor the clerk come to talks and requests."""
    thief, staff = there.kreis.connect(login), there.staff["U07"]

    for statement, params in (
        ("select * from consent.talks(%s, %s, %s)", (staff, there.family, DAY)),
        ("select * from consent.hold_talk(%s, %s, %s, %s)", (staff, there.family, there.talk, DAY)),
        ("select consent.scan(%s, %s, %s, %s)", (staff, there.family, there.talk, DAY)),
        ("select * from consent.requests(%s, %s, %s)", (staff, there.family, DAY)),
        ("select * from consent.askable(%s, %s, %s)", (staff, there.family, DAY)),
        ("select consent.take_number(2026)", ()),
        ("select consent.drop_talk(%s)", (there.talk,)),
    ):
        assert "42501" == code(thief, statement, params), statement
    assert there.before == there.all()


def test_what_somebody_is_asked_on_their_page_is_told_to_the_families_process_alone(there):
    """And there to no other Kreis, and of nobody else."""
    [(nele,)] = there.superuser.execute("select person_id from consent.asked").fetchall()
    for login in ("hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_clerk", "hub_b_jugendamt"):
        assert "42501" == code(there.kreis.connect(login), "select * from consent.asked_of(%s)", (nele,))
    family = there.kreis.connect("hub_family")
    others = there.superuser.execute("select person_id from core.person where person_id <> %s", (nele,)).fetchall()

    assert 1 == len(family.execute("select * from consent.asked_of(%s)", (nele,)).fetchall())
    assert not any(family.execute("select * from consent.asked_of(%s)", one).fetchall() for one in others)
