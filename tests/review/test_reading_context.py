"""Reading the context out of the database: one statement, for one controller, and only after an entry that says so."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.casework.mandates import enter
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.review.context.reading import read_context
from hub.review.context.store import Reading
from hub.review.log import write_down
from hub.terms.circumstances import AppointmentKind, Input, MatchKind
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Agency, Effect
from hub.terms.log import LogQuery
from hub.terms.mandates import MandateAct, Wish
from tests.attacks.by_hand import entry_of, refused
from tests.kreis import F01, ROOT

SINCE, UNTIL = datetime(2026, 8, 15, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC)
F05, F07, F10, F13 = map(FamilyNumber, ("FAM-2025-014", "FAM-2026-004", "FAM-2026-008", "FAM-2026-A05"))
CONTEXT = "select * from review.context(%s, %s, %s::jsonb)"
ASKED = '{"since": "2026-10-01T00:00:00Z", "until": "2026-10-31T00:00:00Z"}'


@pytest.fixture
def loaded(kreis):
    """With duty, absences, appointments and procedures of the demo Kreis, and none of its log."""
    history = json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8"))
    kreis.load({**history, "history": []})
    return kreis


def _reading(kreis, agency=Agency.JOBCENTER):
    officer = replace(kreis.principal("U16", "oversight"), agency=agency)
    ticket = write_down(kreis.house("oversight"), officer, LogQuery(), kreis.at)
    assert ticket is not None
    return Reading(ticket.entry, agency)


def _context(kreis, agency=Agency.JOBCENTER):
    return read_context(kreis.house("oversight"), _reading(kreis, agency), SINCE, UNTIL)


def _who(kreis, ref):
    return kreis.principal(ref).pseudonym


def _at(day, clock):
    return datetime.fromisoformat(f"2026-{day}T{clock}:00+02:00" if day < "10-25" else f"2026-{day}T{clock}:00+01:00")


def test_an_officer_knows_duty_and_absence_of_the_own_staff_and_of_providers(loaded):
    """Not of the other body's: whether somebody there was away is for its officer (H4, H8)."""
    u01, u07, u14 = (_who(loaded, one) for one in ("U01", "U07", "U14"))
    jobcenter, jugendamt = _context(loaded), _context(loaded, Agency.JUGENDAMT)
    noon = _at("10-20", "12:00")

    assert jobcenter.on_duty(u01, noon)
    assert jobcenter.absent(u01, noon)
    assert not jugendamt.absent(u01, noon)
    assert {u01, u07} & jobcenter.own == {u01}
    assert {u01, u07} & jugendamt.own == {u07}
    assert all(context.knows(Input.ROSTER, u14, noon) for context in (jobcenter, jugendamt))
    assert not jugendamt.knows(Input.ROSTER, u01, noon)
    assert not jobcenter.on_duty(u07, noon)


def test_what_explains_the_harmless_look_alikes_is_there(loaded):
    """N01 on call, N03 who stands in and who wrote it down, N04 a visit, N05 a Saturday, N06 a round on admissions."""
    jobcenter, jugendamt = _context(loaded), _context(loaded, Agency.JUGENDAMT)
    u01, u02, u06, u07, u10, u14 = (_who(loaded, f"U{one}") for one in ("01", "02", "06", "07", "10", "14"))

    night = jugendamt.on_duty(u10, _at("10-18", "01:05"))
    grant = jobcenter.deputy(u02, F01, _at("10-20", "09:10"))
    [visit] = jugendamt.appointments(_at("10-15", "19:30"), u07, F05)
    [saturday] = jobcenter.appointments(_at("10-10", "10:30"), u14, F10)
    [admissions] = jobcenter.appointments(_at("11-04", "10:00"), u06, F13)

    assert night is not None
    assert night.on_call
    assert grant is not None
    assert (u01, u06, False, False) == (
        *(grant.stands_in_for, grant.entered_by, grant.self_declared, grant.is_back_dated()),
    )
    kinds = (AppointmentKind.HOME_VISIT, AppointmentKind.AFTERCARE, AppointmentKind.ADMISSIONS)
    assert kinds == (visit.kind, saturday.kind, admissions.kind)


def test_whoever_left_has_left_from_the_day_after(loaded):
    """U11, on 31 October: their last day still counts; and to the other body's officer nothing of it is told."""
    [(u11,)] = loaded.superuser().execute("select pseudonym from identity.staff where ref = 'U11'").fetchall()
    days = [_at("10-31", "23:59"), _at("11-01", "00:00")]

    assert [False, True] == [_context(loaded, Agency.JUGENDAMT).contract_ended(u11, at) for at in days]
    assert [False, False] == [_context(loaded).contract_ended(u11, at) for at in days]


def test_a_procedure_is_for_the_officer_of_the_jugendamt_alone(loaded):
    """Times and who assessed; the other officer does not even learn that there was one."""
    f08 = FamilyNumber("FAM-2026-006")
    jobcenter, jugendamt = _context(loaded), _context(loaded, Agency.JUGENDAMT)

    [case] = jugendamt.procedures_of(f08)
    assert {_who(loaded, one) for one in ("U07", "U09", "U10")} == case.team
    assert () == jobcenter.procedures_of(f08)
    assert Input.PROCEDURES in jobcenter.lacks
    assert Input.PROCEDURES not in jugendamt.lacks


def test_without_a_delivery_everything_is_lacking_and_addresses_always_are(kreis):
    """Nothing was loaded beside the Kreis: the rules have to say so."""
    assert frozenset(Input) == _context(kreis).lacks


def test_it_is_one_statement_however_many_families_there_are(loaded):
    """And however many days."""
    reading = _reading(loaded)
    loaded.statements.clear()

    read_context(loaded.house("oversight"), reading, SINCE, UNTIL)

    assert 1 == len(loaded.statements)


def test_a_workers_own_case_is_known_where_the_other_body_proposed_it(loaded):
    """Their look stands in the log of their officer; of the proposed family nothing else is known to others."""
    at = _at("11-10", "10:00")

    assert _context(loaded, Agency.JUGENDAMT).assigned(_who(loaded, "U07"), F13, at) is not None


def test_the_surname_of_a_member_of_staff_is_met_in_the_family_that_has_it(loaded):
    """L02: Haselstrauch. Of everybody else nothing is kept, and it is the officer's to know, nobody's else."""
    assert {MatchKind.SURNAME, MatchKind.SOUND} == _context(loaded).matches(_who(loaded, "U05"), F07)
    rows = loaded.superuser().execute("select distinct pseudonym from review.match where kind = 'surname'")
    assert [(_who(loaded, "U05"),)] == rows.fetchall()


def test_a_grant_by_people_says_when_and_by_whom_it_was_written_down(kreis):
    """So that standing in that was dated back after the look is seen as such (R10); by load it is unknown."""
    lead, since = kreis.principal("U06"), legal_day(kreis.at)
    ids = [kreis.principal(one).id for one in ("U04", "U01")]
    wish = Wish(MandateAct.GRANT_DEPUTY, ids[0], since, since, F01, ids[1], "Vertretung in der Woche")

    enter(kreis.house("jobcenter"), lead, wish, kreis.at)

    grant = _context(kreis).deputy(_who(kreis, "U04"), F01, kreis.at)
    assert grant is not None
    assert (kreis.at, lead.pseudonym, False) == (grant.entered, grant.entered_by, grant.is_back_dated())
    tie = _context(kreis).assigned(_who(kreis, "U01"), F01, kreis.at)
    assert tie is not None
    assert tie.entered is None


@pytest.mark.parametrize("event", [Event.LOG_READ, Event.OWN_LOG_READ])
def test_without_the_entry_of_an_officers_reading_nothing_is_given_out(every_kreis, event):
    """Refused, of another kind of role, of the other body, not committed: HB020 or HB021, and no row."""
    house, officer = every_kreis.house("oversight"), every_kreis.principal("U16", "oversight")
    admin = replace(officer, role=every_kreis.principal("U19", "oversight").role)
    base = replace(entry_of(every_kreis, "jobcenter", event), family=None, controllers=frozenset({"jobcenter"}))
    denied = replace(base, id=EntryId(new_id()), principal=officer, effect=Effect.DENY)
    by_admin = replace(base, id=EntryId(new_id()), principal=admin, effect=Effect.PERMIT)
    of_other = replace(by_admin, id=EntryId(new_id()), principal=officer, controllers=frozenset({"jugendamt"}))
    for entry in (denied, by_admin, of_other):
        append(house.db, house.writer, entry)

    codes = [refused(house.db.rows, CONTEXT, (one.id, "jobcenter", ASKED)) for one in (denied, by_admin, of_other)]
    with house.db.begin() as tx:
        open_one = replace(of_other, id=EntryId(new_id()), event=Event.LOG_READ, controllers=frozenset({"jobcenter"}))
        append(tx, house.writer, open_one)
        uncommitted = refused(tx.rows, CONTEXT, (open_one.id, "jobcenter", ASKED))

    assert ["HB020"] * 3 == codes
    assert "HB021" == uncommitted


@pytest.mark.unchanged
@pytest.mark.parametrize("login", ["jobcenter", "jugendamt", "provider", "family", "loader", "clerk"])
def test_nobody_elses_sign_in_reads_anything_of_the_review(every_kreis, login):
    """Neither its tables nor its functions, whatever entry they hold."""
    attacker = every_kreis.house(login).db

    for table in ("duty", "absence", "appointment", "procedure", "delivered", "staff_mark", "match", "period"):
        assert "42501" == refused(attacker.rows, f"select * from review.{table}", ())
    entry = EntryId(new_id())
    assert "42501" == refused(attacker.rows, CONTEXT, (entry, "jobcenter", ASKED))
    assert "42501" == refused(attacker.rows, "select * from review.periods(%s, 'jobcenter', '{2026-Q4}')", (entry,))


def test_a_taken_over_process_of_an_agency_learns_nothing_by_comparing(every_kreis):
    """What is met is kept for the officers; whoever asks gets the same empty answer for a hit and for none."""
    house = every_kreis.house("jobcenter")

    code = refused(house.db.rows, "select record.note_matches(%s, '{}')", (EntryId(new_id()),))

    assert "HB012" == code


@pytest.mark.parametrize(("more", "is_told"), [(2, True), (3, False)])
def test_a_surname_that_many_have_says_nothing(loaded, more, is_told):
    """Up to three families always count; beyond, more than half a percent of staff and families is no finding."""
    loaded.superuser().execute(
        "insert into review.match (tenant_id, pseudonym, family_id, kind, controllers, found_at)"
        " select m.tenant_id, m.pseudonym, f.family_id, 'surname', m.controllers, m.found_at"
        " from review.match m, core.family f where m.kind = 'surname' and f.family_id <> m.family_id limit %s",
        (more,),
    )

    assert is_told is (MatchKind.SURNAME in _context(loaded).matches(_who(loaded, "U05"), F07))


def test_numbers_of_a_quarter_need_the_entry_of_a_reading_too(every_kreis):
    """Without one the secret of a quarter stays where it is."""
    house = every_kreis.house("oversight")

    code = refused(house.db.rows, "select * from review.periods(%s, 'jobcenter', '{2026-Q4}')", (EntryId(new_id()),))

    assert "HB020" == code
    assert [(0,)] == every_kreis.superuser().execute("select count(*) from review.period").fetchall()


def test_the_review_is_told_who_of_a_family_died_and_when(kreis):
    """By the person's place in the record, as entries name them; of the living nothing."""
    before = _context(kreis).died
    kreis.superuser().execute(
        "update core.person p set deceased_on = date '2026-10-01' from core.family f"
        " where f.family_id = p.family_id and f.number = %s"
        " and p.ref = (select min(ref) from core.person r where r.family_id = f.family_id)",
        (F01,),
    )

    assert F01 not in before
    assert {"P-1": date(2026, 10, 1)} == _context(kreis).died[F01]
    assert _context(kreis, Agency.JUGENDAMT).died == _context(kreis).died
