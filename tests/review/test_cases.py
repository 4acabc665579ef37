"""A case from the first look to its end: in order, once, each step an entry, and never by one person alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4

import pytest

from hub.identity.store import load_posts, open_session
from hub.terms.case_words import CaseFault, CaseKind, CaseState, NameState, Result, StepKind, StepReason
from hub.terms.cases import Notice, Opening, Stride
from hub.terms.lists import Agency, Purpose, Role
from tests.kreis import ISSUER, Kreis
from tests.review.at_cases import Seat, looks_of, plant, seat


@pytest.fixture
def officer(kreis: Kreis) -> Seat:
    """The data protection officer at the desk of the Jobcenter."""
    return seat(kreis, "U16", agency=Agency.JOBCENTER)


@pytest.fixture
def hit(kreis: Kreis) -> str:
    """What a rule found about the Jobcoach who made himself a deputy at night (L01)."""
    return plant(kreis, looks_of(kreis, "U04", 5))


def _events(kreis: Kreis) -> list[tuple[str, str]]:
    rows = kreis.superuser().execute(
        "select event, effect from ledger.index where event ~ '^(case|name)' order by entry_id"
    )
    return list(rows.fetchall())


def test_a_harmless_hit_is_closed_in_two_steps(kreis, officer):
    """Open the card, then „plausibel“ with the explanation that was offered; two entries and no more."""
    hit = plant(kreis, looks_of(kreis, "U02", 4), explained=("E2",))

    case = officer.read(officer.open(hit))
    done = officer.plausible(case)

    assert (CaseState.EXPLAINED, {"E2"}) == (case.state, set(case.explained))
    assert done is None
    assert (CaseState.CLOSED, Result.PLAUSIBLE) == (officer.read(case.id).state, officer.read(case.id).result)
    assert [("case.opened", "permit"), ("case.closed", "permit")] == _events(kreis)
    assert [] == [one for one in officer.cases.board(officer.principal, officer.session, kreis.at).waiting]


def test_a_hit_becomes_one_case_however_often_it_is_opened(kreis, officer, hit):
    """A double click, or a colleague at the same moment, comes to the same case."""
    assert officer.open(hit) == officer.open(hit)


def test_the_same_lines_become_one_case_as_long_as_it_is_open(kreis, officer):
    """Taken up twice by hand, or by the sample and again: it is the same case, until it is closed."""
    opening = Opening(CaseKind.LINE, entries=tuple(looks_of(kreis, "U01", 2)))

    ids = [officer.cases.open(officer.principal, officer.session, opening, kreis.at) for _ in range(2)]
    officer.take(officer.read(ids[0]), StepKind.CLOSED, result=Result.PLAUSIBLE, reason=StepReason.CONTEXT)
    third = officer.cases.open(officer.principal, officer.session, opening, kreis.at)

    assert ids[0] == ids[1] != third


def test_of_two_who_step_at_once_one_is_told_so(kreis, officer, hit):
    """Both saw the same state; one step is taken, whole, and the other not at all."""
    seen = officer.read(officer.open(hit))
    kinds = (StepKind.ASKED, StepKind.REVIEWED)

    with ThreadPoolExecutor(2) as both:
        ended = list(both.map(lambda kind: officer.take(seen, kind), kinds))

    assert {None, CaseFault.MEANWHILE} == {*ended}
    assert seen.seq + 1 == officer.read(seen.id).seq


def test_what_a_case_is_about_follows_from_its_entries(officer, hit):
    """Pseudonym, families, times and rule are the log's, not the caller's."""
    case = officer.read(officer.open(hit))

    assert str(case.who).startswith("N-")
    assert case.first <= case.last
    assert 5 == len(case.entries)
    assert [StepKind.OPENED] == [one.kind for one in case.steps]


def test_the_same_form_sent_twice_is_one_step(kreis, officer, hit):
    """The second finds that it is done; a form from an older page is told so, and nothing is half done."""
    seen = officer.read(officer.open(hit))

    first = officer.take(seen, StepKind.REVIEWED, key="00000000-0000-0000-0000-000000000001")
    second = officer.take(seen, StepKind.REVIEWED, key="00000000-0000-0000-0000-000000000001")
    older = officer.plausible(seen)

    assert (None, None, CaseFault.MEANWHILE) == (first, second, older)
    assert ["case.opened", "case.step"] == [event for event, _ in _events(kreis)]


def test_a_step_out_of_order_is_refused_and_written_down(kreis, officer, hit):
    """No notification without a breach, no confirmation of nothing, nothing after the end."""
    case = officer.read(officer.open(hit))

    early = officer.take(case, StepKind.NOTIFIED, reason=StepReason.NOTIFIED)
    officer.plausible(case)
    late = officer.take(officer.read(case.id), StepKind.REVIEWED)

    assert (CaseFault.ORDER, CaseFault.ORDER) == (early, late)
    assert [("case.notified", "deny"), ("case.step", "deny")] == [one for one in _events(kreis) if one[1] == "deny"]


def test_the_person_is_asked_neutrally_and_answers_in_their_own_words(kreis, officer, hit):
    """Five working days; the notice names no rule; the answer is sealed, and an officer reads it."""
    case = officer.read(officer.open(hit))
    assert officer.take(case, StepKind.ASKED) is None
    asked = seat(kreis, "U04", "jobcenter")

    [notice] = asked.notices.read(asked.principal, asked.session, kreis.at)
    words = "Ich habe Frau Eisvogel vertreten und es nicht eintragen lassen."
    stride = _answer(notice, words)
    done = asked.notices.answer(asked.principal, asked.session, stride, kreis.at)

    read = officer.read(case.id)
    assert (None, CaseState.IN_REVIEW, words) == (done, read.state, read.steps[-1].words)
    assert date(2026, 11, 23) == notice.due
    [(box,)] = kreis.superuser().execute("select sealed from review.case_step where kind = 'answered'").fetchall()
    assert b"vertreten" not in bytes(box)
    assert () == asked.notices.read(asked.principal, asked.session, kreis.at)


def test_nobody_answers_for_somebody_else(kreis, officer, hit):
    """Not even a colleague who knows the case's id."""
    case = officer.read(officer.open(hit))
    officer.take(case, StepKind.ASKED)
    other = seat(kreis, "U01", "jobcenter")

    assert () == other.notices.read(other.principal, other.session, kreis.at)
    assert not other.notices.has_any(other.session)
    stride = _answer(officer.read(case.id), "Das war ich.")
    assert CaseFault.GONE is other.notices.answer(other.principal, other.session, stride, kreis.at)


def test_one_goes_on_without_an_answer_only_after_the_days_are_over(kreis, officer, hit):
    """Who was asked has until the end of the fifth working day."""
    case = officer.read(officer.open(hit))
    officer.take(case, StepKind.ASKED)
    asked = officer.read(case.id)

    early = officer.take(asked, StepKind.REVIEWED, reason=StepReason.NO_ANSWER)
    kreis.at += timedelta(days=8)
    later = officer.take(asked, StepKind.REVIEWED, reason=StepReason.NO_ANSWER)

    assert (CaseFault.ORDER, None) == (early, later)


@pytest.mark.parametrize("result", [Result.TALK, Result.LEAD, Result.INCIDENT])
def test_what_has_consequences_needs_a_second_pair_of_eyes(kreis, officer, hit, result):
    """The officer cannot confirm it; where she is the only one, the staff council does, by rule and reason alone."""
    case = officer.read(officer.open(hit))
    council = seat(kreis, "U17", agency=Agency.JUGENDAMT)
    assert officer.take(case, StepKind.FOUND, result=result, words="Es passt nicht zusammen.") is None
    found = officer.read(case.id)

    alone = officer.take(found, StepKind.CONFIRMED)
    [request] = council.waiting()
    confirmed = council.turn(request, StepKind.CONFIRMED)

    assert (CaseState.CONFIRMING, CaseFault.GONE, None) == (found.state, alone, confirmed)
    assert (result, "Es passt nicht zusammen.", case.shown) == (request.result, request.words, request.who)
    after = CaseState.INCIDENT if result is Result.INCIDENT else CaseState.CLOSED
    assert after is officer.read(case.id).state


def test_where_there_is_another_officer_the_staff_council_confirms_nothing(kreis, officer, hit):
    """It keeps to the names; the other officer sees the request, and not the case where it is not theirs."""
    superuser = kreis.superuser()
    superuser.execute(
        "insert into identity.post (tenant_id, post_id, staff_id, role, unit, served_by, since)"
        " select p.tenant_id, gen_random_uuid(), s.staff_id, 'dpo', p.unit, 'oversight', '2026-01-01'"
        " from identity.post p join identity.staff s on s.tenant_id = p.tenant_id and s.ref = 'U19'"
        " where p.role = 'dpo' and p.unit = 'jugendamt' limit 1"
    )
    other = _seat_as_officer(kreis)
    case = officer.read(officer.open(hit))
    officer.take(case, StepKind.FOUND, result=Result.TALK, words="Bitte ansehen.")

    assert () == seat(kreis, "U17", agency=Agency.JOBCENTER).waiting()
    assert other.cases.read(other.principal, other.session, case.id, kreis.at) is None
    [request] = other.waiting()
    assert other.turn(request, StepKind.SENT_BACK, words="Der Dienstplan fehlt.") is None
    assert CaseState.IN_REVIEW is officer.read(case.id).state


def test_a_breach_has_72_hours_from_becoming_aware(kreis, officer, hit):
    """The clock does not wait for the second look, and ends with what became of the notification (H9)."""
    case = officer.read(officer.open(hit))
    aware = kreis.at - timedelta(hours=5)
    officer.take(case, StepKind.FOUND, result=Result.INCIDENT, words="Daten gingen hinaus.", aware=aware)

    found = officer.read(case.id)
    assert aware + timedelta(hours=72) == found.notify_until
    assert officer.take(found, StepKind.NOTIFIED, reason=StepReason.NOTIFIED) is None
    council = seat(kreis, "U17", agency=Agency.JOBCENTER)
    [request] = council.waiting()
    council.turn(request, StepKind.CONFIRMED)

    done = officer.read(case.id)
    assert (CaseState.CLOSED, None, kreis.at) == (done.state, done.notify_until, done.notified)


def test_a_breach_sent_back_and_found_again_keeps_its_clock(kreis, officer, hit):
    """Whoever became aware on Monday has not become aware on Wednesday."""
    case = officer.read(officer.open(hit))
    aware, council = kreis.at - timedelta(hours=5), seat(kreis, "U17", agency=Agency.JOBCENTER)
    officer.take(case, StepKind.FOUND, result=Result.INCIDENT, words="Daten gingen hinaus.", aware=aware)
    [request] = council.waiting()
    council.turn(request, StepKind.SENT_BACK, words="Bitte genauer.")
    kreis.at += timedelta(days=1)

    officer.take(officer.read(case.id), StepKind.FOUND, result=Result.INCIDENT, words="Daten gingen hinaus.")

    assert aware + timedelta(hours=72) == officer.read(case.id).notify_until


@pytest.mark.parametrize("reason", [StepReason.NO_ANSWER, StepReason.EXPLAINED, StepReason.NOTIFIED])
def test_a_name_is_asked_for_with_a_reason_that_is_one(officer, hit, reason):
    """That nobody answered is none, whatever form is sent."""
    case = officer.read(officer.open(hit))

    assert CaseFault.REASON is officer.take(case, StepKind.NAME_REQUESTED, reason=reason, words="Wer ist es?")


def test_nobody_finds_their_own_act_in_order_alone(kreis, officer):
    """What nothing explains about the officer herself needs somebody else; nobody asks or reveals themself either."""
    for _ in range(3):
        officer.cases.board(officer.principal, officer.session, kreis.at)
    read = kreis.superuser().execute("select entry_id::text from ledger.index where event = 'log.read'").fetchall()
    own = plant(kreis, [entry for (entry,) in read])
    case = officer.read(officer.open(own))

    assert case.is_own
    assert CaseFault.ORDER is officer.take(case, StepKind.ASKED)
    assert officer.plausible(case) is None
    assert CaseState.CONFIRMING is officer.read(case.id).state
    council = seat(kreis, "U17", agency=Agency.JOBCENTER)
    [request] = council.waiting()
    assert council.turn(request, StepKind.CONFIRMED) is None
    assert CaseState.CLOSED is officer.read(case.id).state


def test_a_joint_event_opens_both_sides_and_another_none(kreis, officer):
    """A look at the other agency's data is both officers'; one within the own part is not (H4)."""
    joint = kreis.open("U07").entry
    own = kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION).entry
    other = seat(kreis, "U16", agency=Agency.JUGENDAMT)

    both = officer.read(officer.open(plant(kreis, [joint])))
    alone = officer.read(officer.open(plant(kreis, [own])))

    assert (True, False) == (both.is_joint, alone.is_joint)
    assert both.id == other.read(both.id).id
    assert other.cases.read(other.principal, other.session, alone.id, kreis.at) is None
    assert NameState.NONE is both.name


def _answer(asked, words):
    case = asked.case if isinstance(asked, Notice) else asked.id
    return Stride(case, asked.seq, str(uuid4()), StepKind.ANSWERED, words=words)


def _seat_as_officer(kreis):
    house = kreis.house("oversight")
    posts = load_posts(house.db, ISSUER, "U19", kreis.at.date())
    post, signed_in = next(one for one in posts if one[1].principal.role is Role.DPO)
    open_session(house.db, "the other officer's", post.id)
    return Seat(kreis, signed_in.principal, "the other officer's", "oversight")
