"""What was shown on a paper entered by mistake is asked about like what was shown before a withdrawal (D28)."""

import psycopg
import pytest

from hub.gate.received import work_out_recalls
from hub.terms.lists import Purpose
from hub.terms.recalls import Recall
from tests.gate.test_unlisted import NUMBER, Z2, load, names, recalls
from tests.kreis import F01, Kreis
from tests.web.houses import post, sit_down

PAGE = f"/familien/{F01}/nach-widerruf?{Z2}"


def _call_a_mistake(kreis: Kreis, number: str = NUMBER, ref: str = "CX1") -> None:
    """At the Jugendamt, which is no look of the Jobcenter's."""
    path = f"/familien/{number}/einwilligungen/{ref}/irrtum?{Z2}"
    assert 303 == post(sit_down(kreis, "U07", "jugendamt"), path, grund="not_said").status_code


def test_whom_the_paper_names_is_asked_at_once_and_says_what_became_of_it(kreis: Kreis) -> None:
    """Before any process went through the register; a task as long as nobody answered, told to the other agency."""
    kreis.open("U01")
    coach = sit_down(kreis, "U01", "jobcenter")
    assert "C01" not in coach.get("/aufgaben").text

    _call_a_mistake(kreis, F01, "C01")

    [recall] = recalls(kreis, "U01", F01)
    page = coach.get(PAGE).text
    assert (True, True) == (recall.is_mistake, recall.can_answer)
    assert recall.received is not None
    assert 1 == recall.received.looks
    assert "C01 war irrtümlich erfasst und gilt nicht seit Mo 16.11.2026" in page
    assert "Art. 17 Abs. 1, Art. 19 DSGVO" in page
    assert "zurückgenommen" not in page
    assert "C01" in coach.get("/aufgaben").text
    post(coach, PAGE, was=recall.key, antwort="deleted")
    assert ["deleted"] == [one.answer for one in recalls(kreis, "U07", F01)]
    assert "C01" not in coach.get("/aufgaben").text


def test_the_register_finds_a_deputy_and_whoever_received_nothing(kreis: Kreis) -> None:
    """Named is the colleague, who looked for another purpose; the deputy saw it."""
    load(kreis)
    kreis.open("U01", NUMBER, Purpose.SGB2_INTEGRATION)
    kreis.open("U02", NUMBER)
    _call_a_mistake(kreis)
    assert ["U01"] == names(kreis, recalls(kreis, "U01"))

    assert 1 == work_out_recalls(kreis.house("jobcenter"), kreis.at)

    found = recalls(kreis, "U01")
    assert {"U01": "nothing_received", "U02": None} == _answers(kreis, found)
    assert 0 == work_out_recalls(kreis.house("jobcenter"), kreis.at), "gone through once"


def _answers(kreis: Kreis, found: tuple[Recall, ...]) -> dict[str, str | None]:
    return {name: one.answer for name, one in zip(names(kreis, found), found, strict=True)}


def test_a_mistake_that_nobody_looked_on_asks_nobody(kreis: Kreis) -> None:
    """Neither a task nor a line."""
    load(kreis)

    _call_a_mistake(kreis)
    work_out_recalls(kreis.house("jobcenter"), kreis.at)

    assert () == recalls(kreis, "U01") + recalls(kreis, "U07")


def test_nobody_is_asked_about_a_mistake_that_there_is_not(kreis: Kreis) -> None:
    """Not even by a superuser: number 0 of a paper is there when it was called a mistake."""
    kreis.open("U01")
    superuser = kreis.superuser()

    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        superuser.execute(
            "insert into consent.searched (tenant_id, consent_id, ordinal, agency, family_id)"
            " select c.tenant_id, c.consent_id, 0, 'jobcenter', c.family_id from consent.paper c"
            " join core.family f using (tenant_id, family_id) where f.number = %s limit 1",
            (F01,),
        )
