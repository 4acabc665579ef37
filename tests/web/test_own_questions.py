"""„Dazu habe ich eine Frage“, what the officers answer and find, and what is told later by law (J12, check 56)."""

import re
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from hub.ledger.append import append
from hub.terms.case_words import CaseFault, CaseKind, CaseState, Result, StepKind, TellFamily, Wording
from hub.terms.cases import EmbargoWish
from hub.terms.lists import Agency, Purpose
from hub.terms.log import Cursor
from tests.attacks.by_hand import entry_of
from tests.kreis import F01, Kreis
from tests.review.at_cases import looks_of, plant, seat
from tests.web.houses import post, sit_down

PAGE = "/meine/zugriffe"
ASK = f"{PAGE}/frage"


@pytest.fixture
def sandra(kreis: Kreis):
    """Sandra's own browser."""
    return sit_down(kreis, "sandra.ahornwald", "family")


@pytest.fixture
def officer(kreis: Kreis):
    """The data protection officer at the desk of the Jobcenter."""
    return seat(kreis, "U16", agency=Agency.JOBCENTER)


def _place(page: str) -> str:
    """The newest line that somebody else stands in."""
    line = next(one for one in re.findall(r'<li class="own-card".*?</li>', page, re.S) if "Jobcoach" in one)
    found = re.search(r'href="/meine/zugriffe/frage\?zu=([^"]+)"', line)
    assert found is not None
    return found[1]


def _cases(officer):
    return officer.cases.board(officer.principal, officer.session, officer.kreis.at).cases


def test_a_question_reaches_the_officer_and_the_answer_comes_back_to_the_line(kreis, sandra, officer):
    """Within 14 days; her words are sealed, and so is the answer; nobody else of the family reads either."""
    kreis.open("U01")
    place = _place(sandra.get(PAGE).text)
    assert "30.11.2026" in sandra.get(ASK, query_string={"zu": place}).text

    assert 303 == post(sandra, ASK, zu=place, worte="Warum hat er am Montag geschaut?").status_code

    [listed] = _cases(officer)
    case = officer.read(listed.id)
    assert (CaseKind.QUESTION, date(2026, 11, 30)) == (case.kind, case.due)
    assert "Warum hat er am Montag geschaut?" == case.steps[0].words
    assert "Die Antwort steht hier spätestens am 30.11.2026" in sandra.get(PAGE).text
    done = officer.take(case, StepKind.REPLIED, result=Result.ANSWERED, words="Es ging um Ihren Termin.")
    assert (None, CaseState.CLOSED) == (done, officer.read(case.id).state)
    assert "Es ging um Ihren Termin." in sandra.get(PAGE).text
    boxes = kreis.superuser().execute("select sealed from review.case_step where sealed is not null").fetchall()
    assert not any(word in bytes(box) for (box,) in boxes for word in (b"Montag", b"Termin"))


def test_a_question_is_asked_once_and_only_about_a_line_of_ones_own_list(kreis, sandra, officer):
    """A second click makes no second case; what is not told of is not found, like what is not there (404)."""
    kreis.open("U01")
    place = _place(sandra.get(PAGE).text)
    for _ in range(2):
        post(sandra, ASK, zu=place, worte="Warum?")
    house = kreis.house("jugendamt")
    withheld = replace(entry_of(kreis, "jugendamt"), purpose=Purpose.SGB8_CHILD_PROTECTION)
    append(house.db, house.writer, withheld)

    hidden = sandra.get(ASK, query_string={"zu": str(Cursor(withheld.at, withheld.id))})
    absent = sandra.get(ASK, query_string={"zu": str(Cursor(withheld.at, str(uuid4())))})

    assert 1 == len(_cases(officer))
    assert (404, 404, True) == (hidden.status_code, absent.status_code, hidden.data == absent.data)
    assert 404 == post(sandra, ASK, zu=str(Cursor(withheld.at, withheld.id)), worte="Und das?").status_code
    assert 422 == post(sandra, ASK, zu=place, worte=" ").status_code
    assert 422 == sandra.get(ASK, query_string={"zu": "x"}).status_code


def test_of_what_was_found_only_those_concerned_are_told(kreis, sandra, officer):
    """Once it is found, and what was found: one sentence of three, to nobody else."""
    case = officer.read(officer.open(plant(kreis, looks_of(kreis, "U01", 1))))
    other = sit_down(kreis, "julia.brombeer", "family")
    sentence = "Ein Zugriff auf Ihre Angaben war nicht in Ordnung."
    assert sentence not in sandra.get(PAGE).text
    early = officer.take(case, StepKind.TOLD, told=TellFamily.YES, wording=Wording.FOUND_IMPROPER)
    officer.take(case, StepKind.FOUND, result=Result.INCIDENT, words="Es ging hinaus.")
    found = officer.read(case.id)

    untrue = officer.take(found, StepKind.TOLD, told=TellFamily.YES, wording=Wording.FOUND_PROPER)
    assert officer.take(found, StepKind.TOLD, told=TellFamily.YES, wording=Wording.FOUND_IMPROPER) is None

    assert (CaseFault.ORDER, CaseFault.ORDER) == (early, untrue)
    assert sentence in sandra.get(PAGE).text
    assert sentence not in other.get(PAGE).text
    told = kreis.superuser().execute(
        "select count(*) from review.told t join core.person p using (tenant_id, person_id)"
        " join core.family f using (tenant_id, family_id) where f.number <> %s",
        (F01,),
    )
    assert [(0,)] == told.fetchall()


def test_what_is_told_later_is_told_from_its_day_on(kreis, sandra):
    """An officer of the agency whose procedure it was gives it an end; before that day nothing is on the list."""
    worker = seat(kreis, "U16", agency=Agency.JUGENDAMT)
    house = kreis.house("jugendamt")
    person = (
        kreis.superuser()
        .execute(
            "select p.person_id::text from core.person p join core.family f using (tenant_id,"
            " family_id) where f.number = %s and p.ref = 'F01-1'",
            (F01,),
        )
        .fetchone()
    )
    entry = replace(
        entry_of(kreis, "jugendamt"),
        purpose=Purpose.SGB8_CHILD_PROTECTION,
        subject={"number": F01, "persons": [[person[0], "P-1"]]},
        access={"cells": [["jobcenter", ["full"], [person[0]], ["address@1"]]]},
    )
    append(house.db, house.writer, entry)
    assert "Kinderschutz" not in sandra.get(PAGE).text
    today = date(2026, 11, 16)

    kreis.at += timedelta(minutes=5)
    wish = EmbargoWish(F01, 1, Purpose.SGB8_CHILD_PROTECTION, today, today + timedelta(days=2))
    assert worker.cases.tell_later(worker.principal, worker.session, wish, kreis.at) is None
    before = sandra.get(PAGE).text
    kreis.at += timedelta(days=2)
    after = sandra.get(PAGE).text

    assert "Kinderschutz" not in before
    assert "Wofür: Kinderschutz" in after


ASKED = "/meine/fragen"


def test_ones_own_questions_stand_on_a_page_of_their_own_with_words_state_and_answer(kreis, sandra, officer):
    """`users.md` names it: what one asked, until when the answer comes, and the answer."""
    assert "Sie haben noch nichts gefragt." in sandra.get(ASKED).text
    kreis.open("U01")
    post(sandra, ASK, zu=_place(sandra.get(PAGE).text), worte="Warum hat er am Montag geschaut?")

    waiting = sandra.get(ASKED).text
    case = officer.read(_cases(officer)[0].id)
    officer.take(case, StepKind.REPLIED, result=Result.ANSWERED, words="Es ging um Ihren Termin.")
    answered = sandra.get(ASKED).text

    assert all(one in waiting for one in (case.number, "Warum hat er am Montag geschaut?", "spätestens am 30.11.2026"))
    assert "Es ging um Ihren Termin." in answered
    assert "Noch nicht beantwortet" not in answered
    kreis.at += timedelta(days=15)
    assert "Noch nicht beantwortet" not in sandra.get(ASKED).text


def test_how_long_a_question_stands_there_is_what_the_rules_say(kreis, sandra):
    """The page says six months: whoever changes the months in `policies/retention.toml` changes the words."""
    assert "bis sechs Monate nach der Antwort" in sandra.get(ASKED).text
    assert 6 == kreis.house("family").policies.retention.review_case.months


def test_nobody_else_of_the_family_reads_a_question_and_staff_find_no_such_page(kreis, sandra):
    """Not the other parent, and not a Jobcoach; and what is late says whom to call."""
    kreis.open("U01")
    post(sandra, ASK, zu=_place(sandra.get(PAGE).text), worte="Warum?")
    others = [sit_down(kreis, one, "family") for one in ("julia.brombeer",)]

    assert all("Warum?" not in one.get(ASKED).text for one in others)
    assert 403 == sit_down(kreis, "U01", "jobcenter").get(ASKED).status_code
    kreis.at += timedelta(days=15)
    assert "sollte am 30.11.2026 hier stehen" in sandra.get(ASKED).text


def test_what_is_told_later_is_told_to_the_person_alone_for_whom_it_was_decided(kreis, sandra):
    """The end for P-2 shows P-1 nothing; and a person who is not there is said not to be."""
    worker, house = seat(kreis, "U16", agency=Agency.JUGENDAMT), kreis.house("jugendamt")
    rows = kreis.superuser().execute(
        "select p.person_id::text, p.ref from core.person p join core.family f using (tenant_id, family_id)"
        " where f.number = %s order by p.ref",
        (F01,),
    )
    people = [key for key, _ in rows.fetchall()]
    entry = replace(
        entry_of(kreis, "jugendamt"),
        purpose=Purpose.SGB8_CHILD_PROTECTION,
        subject={"number": F01, "persons": [[one, f"P-{n}"] for n, one in enumerate(people, start=1)]},
        access={"cells": [["jobcenter", ["full"], people, ["address@1"]]]},
    )
    append(house.db, house.writer, entry)
    kreis.at += timedelta(minutes=5)
    today = date(2026, 11, 16)
    ends = [EmbargoWish(F01, n, Purpose.SGB8_CHILD_PROTECTION, today, today) for n in (2, 99, 1)]

    other, nobody = (worker.cases.tell_later(worker.principal, worker.session, one, kreis.at) for one in ends[:2])
    untold = sandra.get(PAGE).text
    assert worker.cases.tell_later(worker.principal, worker.session, ends[2], kreis.at) is None

    assert (None, CaseFault.GONE) == (other, nobody)
    assert "Wofür: Kinderschutz" not in untold
    assert "Wofür: Kinderschutz" in sandra.get(PAGE).text
