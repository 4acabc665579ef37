"""Cases by hand: what a process that was taken over gets by SQL, with entries of its own making."""

import json
from dataclasses import replace
from hashlib import sha256
from uuid import uuid4

import pytest

from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.review.cases.entries import Deed, entry_of
from hub.terms.case_words import CaseState, StepKind, StepReason
from hub.terms.lists import Agency, Purpose, Role
from tests.attacks.by_hand import refused, sqlstate
from tests.kreis import Kreis
from tests.review.at_cases import Seat, looks_of, plant, seat

STEP = "select review.take_step(%s, %s, %s::jsonb, null)"
REVEAL = "select * from review.reveal_name(%s, %s, %s)"


@pytest.fixture
def officer(every_kreis: Kreis) -> Seat:
    """The officer whose process was taken over."""
    return seat(every_kreis, "U16", agency=Agency.JOBCENTER)


@pytest.fixture
def case(every_kreis, officer):
    """A case for whose name she has asked."""
    found = officer.read(officer.open(plant(every_kreis, looks_of(every_kreis, "U04", 2))))
    officer.take(found, StepKind.NAME_REQUESTED, reason=StepReason.SUSPICION, words="Verdacht")
    return officer.read(found.id)


def _hash(session: str) -> bytes:
    return sha256(session.encode()).digest()


def _forge(who: Seat, event: Event, step: dict[str, object], session: str | None = None) -> str | None:
    """A step under an entry that says what the attacker likes; the code with which it is refused."""
    house = who.kreis.house(who.group)
    entry = entry_of(house, Deed(who.principal, who.kreis.at), event, {})

    def act() -> None:
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            tx.rows(STEP, (entry.id, _hash(session or who.session), json.dumps(step)))

    return refused(act)


def _step(case, kind, **more):
    return {"case": case.id, "seq": case.seq, "key": str(uuid4()), "kind": kind, **more}


def test_a_step_needs_an_entry_of_its_own_kind_and_transaction(every_kreis, officer, case):
    """No entry, one of another kind, one of before: nothing moves."""
    house = every_kreis.house("oversight")
    committed = entry_of(house, Deed(officer.principal, every_kreis.at), Event.CASE_STEP, {})
    append(house.db, house.writer, committed)
    step = json.dumps(_step(case, "reviewed"))

    assert "HB012" == _forge(officer, Event.LOG_READ, _step(case, "reviewed"))
    assert "HB012" == refused(house.db.rows, STEP, (committed.id, _hash(officer.session), step))
    assert "HB012" == refused(house.db.rows, STEP, (str(uuid4()), _hash(officer.session), step))
    assert case.seq == officer.read(case.id).seq


def test_the_second_key_is_not_turned_by_an_entry_that_claims_a_role(every_kreis, officer, case):
    """The session must be that of somebody in the staff council: neither the officer's nor a foreign one will do."""
    council = seat(every_kreis, "U17", agency=Agency.JOBCENTER)
    pretending = replace(officer, principal=replace(officer.principal, role=Role.STAFF_COUNCIL))
    stolen = replace(officer, principal=council.principal)

    assert "HB030" == _forge(pretending, Event.NAME_GRANTED, _step(case, "name_granted"))
    assert "HB030" == _forge(stolen, Event.NAME_GRANTED, _step(case, "name_granted"))
    assert "HB032" == _forge(officer, Event.NAME_GRANTED, _step(case, "name_granted"))


def test_a_name_does_not_come_out_without_the_second_key(every_kreis, officer, case):
    """An entry of the showing is written easily; without a yes of the staff council it opens nothing."""
    house = every_kreis.house("oversight")
    entry = entry_of(house, Deed(officer.principal, every_kreis.at), Event.NAME_REVEALED, {"case": case.id})
    append(house.db, house.writer, entry)

    assert "HB035" == _forge(officer, Event.NAME_REVEALED, _step(case, "name_revealed"))
    assert "HB020" == refused(house.db.rows, REVEAL, (entry.id, _hash(officer.session), case.id))


def test_a_yes_opens_one_showing_in_one_case_to_one_session(every_kreis, officer, case):
    """Against the entry of this very showing: committed, of this case, and of whoever asked."""
    council = seat(every_kreis, "U17", agency=Agency.JOBCENTER)
    [request] = council.waiting()
    council.turn(request, StepKind.NAME_GRANTED)
    other = officer.open(plant(every_kreis, looks_of(every_kreis, "U01", 1)))
    house = every_kreis.house("oversight")
    entry = entry_of(house, Deed(officer.principal, every_kreis.at), Event.NAME_REVEALED, {"case": case.id})

    def show_at_once() -> None:
        with house.db.begin() as tx:
            append(tx, house.writer, entry)
            step = _step(officer.read(case.id), "name_revealed")
            tx.rows(STEP, (entry.id, _hash(officer.session), json.dumps(step)))
            tx.rows(REVEAL, (entry.id, _hash(officer.session), case.id))

    assert "HB021" == refused(show_at_once)
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        step = _step(officer.read(case.id), "name_revealed")
        tx.rows(STEP, (entry.id, _hash(officer.session), json.dumps(step)))
    assert "HB020" == refused(house.db.rows, REVEAL, (entry.id, _hash(officer.session), other))
    assert "HB020" == refused(house.db.rows, REVEAL, (entry.id, _hash(council.session), case.id))
    assert [("Tobias Zaunkönig", "U04")] == house.db.rows(REVEAL, (entry.id, _hash(officer.session), case.id))


def test_the_staff_council_of_another_body_turns_no_key(every_kreis, officer):
    """Whoever works for both acts for one at a time, and sees what waits there alone."""
    look = every_kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION).entry
    own = officer.read(officer.open(plant(every_kreis, [look])))
    officer.take(own, StepKind.NAME_REQUESTED, reason=StepReason.SUSPICION, words="Verdacht")
    other = seat(every_kreis, "U17", agency=Agency.JUGENDAMT)

    assert [Agency.JOBCENTER] == [*own.controllers]
    assert () == other.waiting()
    assert "HB032" == _forge(other, Event.NAME_GRANTED, _step(officer.read(own.id), "name_granted"))
    assert 1 == len(seat(every_kreis, "U17", agency=Agency.JOBCENTER).waiting())


def test_the_second_key_sees_the_number_of_the_case_whatever_a_form_says(every_kreis, officer):
    """A yes to the name of one is not got by showing another's number."""
    case = officer.read(officer.open(plant(every_kreis, looks_of(every_kreis, "U04", 1))))
    words = {"reason": StepReason.SUSPICION, "words": "Verdacht"}

    assert officer.take(case, StepKind.NAME_REQUESTED, shown="N-9999999", **words) is None

    [request] = seat(every_kreis, "U17", agency=Agency.JOBCENTER).waiting()
    assert case.shown == request.who


def test_an_officer_does_not_close_her_own_act_among_those_of_others(every_kreis, officer):
    """A case about several people names nobody; that hers is among them the entries say."""
    officer.cases.board(officer.principal, officer.session, every_kreis.at)
    read = "select entry_id::text from ledger.index where event = 'log.read' limit 1"
    [(own,)] = every_kreis.superuser().execute(read).fetchall()
    case = officer.read(officer.open(plant(every_kreis, [own, every_kreis.open("U01").entry])))

    assert case.who is None
    assert officer.plausible(case) is None
    assert CaseState.CONFIRMING is officer.read(case.id).state


def test_a_hit_of_any_size_becomes_a_case(every_kreis, officer):
    """Whoever takes everything does not get away because it is too much."""
    copy = (
        "insert into ledger.index (tenant_id, entry_id, controllers, at, event, role, effect, pseudonym, agency,"
        " outcome)"
        " select tenant_id, gen_random_uuid(), controllers, at, event, role, effect, pseudonym, agency, outcome"
        " from ledger.index, generate_series(1, 501)"
        " where entry_id = %s and part = 0 returning entry_id::text"
    )
    look = every_kreis.open("U04").entry
    many = [entry for (entry,) in every_kreis.superuser().execute(copy, (look,))]

    case = officer.read(officer.open(plant(every_kreis, many)))
    every_kreis.superuser().execute("delete from ledger.index where entry_id = any(%s::uuid[])", (many,))

    assert 501 == len(case.entries)


@pytest.mark.parametrize(
    ("kind", "event", "more"),
    [
        ("closed", Event.CASE_CLOSED, {"result": "plausible"}),
        ("found", Event.CASE_FOUND, {"result": "talk"}),
        ("told", Event.CASE_TOLD, {"told": "no"}),
        ("asked", Event.CASE_ASKED, {"due": "2026-12-31"}),
    ],
)
def test_a_question_of_a_family_ends_with_an_answer_and_not_otherwise(every_kreis, officer, kind, event, more):
    """Who asked would wait for ever, and read that it is over."""
    sandra, case = seat(every_kreis, "sandra.ahornwald", "family"), str(uuid4())
    house, words = every_kreis.house("family"), {"case": case, "key": str(uuid4()), "due": "2026-11-30"}
    entry = entry_of(house, Deed(sandra.principal, every_kreis.at), Event.CASE_QUESTION, {})
    ask, told = "select review.ask_about(%s, %s, %s::jsonb, %b, null)", words | {"about": every_kreis.open("U01").entry}
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        tx.rows(ask, (entry.id, _hash(sandra.session), json.dumps(told), b"sealed"))
    step = {"case": case, "seq": 1, "key": str(uuid4()), "kind": kind, **more}

    assert "HB035" == _forge(officer, event, step)


def test_the_process_of_the_jobcenter_takes_no_step_but_its_people_s_answers(every_kreis, officer, case):
    """Its login may call the function, and no officer's or council's session is at its address."""
    worker = seat(every_kreis, "U04", "jobcenter")
    officer_here = replace(worker, principal=officer.principal, session=officer.session)

    assert "HB030" == _forge(officer_here, Event.CASE_CLOSED, _step(case, "closed", result="plausible"))
    assert "HB032" == _forge(worker, Event.CASE_CLOSED, _step(case, "closed", result="plausible"))
    assert "HB035" == _forge(worker, Event.CASE_ANSWERED, _step(case, "answered")), "nobody asked"
    connection = every_kreis.connect("hub_jobcenter")
    for call in (
        "select review.read_cases(gen_random_uuid(), '', null)",
        "select review.read_requests(gen_random_uuid(), '')",
        "select review.reveal_name(gen_random_uuid(), '', gen_random_uuid())",
        "select review.open_case(gen_random_uuid(), '', '{}')",
        "select * from review.case_file",
        "select * from review.name_request",
    ):
        assert "42501" == sqlstate(connection, call)


def test_a_case_is_opened_about_entries_of_the_own_controller_alone(every_kreis, officer):
    """Ids of entries that the officer may not read, or that are not there, make no case."""
    internal = every_kreis.open("U07", purpose="sgb8_help_planning").entry
    house = every_kreis.house("oversight")

    for entries in ([internal], [str(uuid4())], []):
        entry = entry_of(house, Deed(officer.principal, every_kreis.at), Event.CASE_OPENED, {})
        words = {"case": str(uuid4()), "key": str(uuid4()), "kind": "line", "entries": entries}

        def act(entry=entry, words=words) -> None:
            with house.db.begin() as tx:
                append(tx, house.writer, entry)
                tx.rows(
                    "select review.open_case(%s, %s, %s::jsonb)", (entry.id, _hash(officer.session), json.dumps(words))
                )

        assert "HB032" == refused(act)


def test_the_process_of_the_families_asks_and_reads_for_its_session_alone(every_kreis: Kreis) -> None:
    """Not about another family's entry, not with a foreign session, and not for somebody of the same family either."""
    sandra, julia = (seat(every_kreis, one, "family") for one in ("sandra.ahornwald", "julia.brombeer"))
    house, about = every_kreis.house("family"), every_kreis.open("U01").entry
    ask = "select review.ask_about(%s, %s, %s::jsonb, %b, null)"

    def asked(who: Seat, session: str) -> str | None:
        entry = entry_of(house, Deed(who.principal, every_kreis.at), Event.CASE_QUESTION, {})
        words = {"case": str(uuid4()), "key": str(uuid4()), "about": about, "due": "2026-11-30"}

        def act() -> None:
            with house.db.begin() as tx:
                append(tx, house.writer, entry)
                tx.rows(ask, (entry.id, _hash(session), json.dumps(words), b"sealed"))

        return refused(act)

    assert "HB032" == asked(julia, julia.session)
    assert "HB030" == asked(sandra, julia.session)
    assert asked(sandra, sandra.session) is None
    statement = entry_of(house, Deed(sandra.principal, every_kreis.at), Event.STATEMENT, {})
    append(house.db, house.writer, statement)
    for call in ("select review.own_answers(%s, %s)", "select * from review.embargo_ends(%s, %s)"):
        assert "HB020" == refused(house.db.rows, call, (statement.id, _hash(julia.session)))
    [(mine,)] = house.db.rows("select review.own_answers(%s, %s)", (statement.id, _hash(sandra.session)))
    assert [about] == [one["entry"] for one in mine["asked"]]
