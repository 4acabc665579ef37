"""After a withdrawal those are asked too whom no paper names, and whose name the log has forgotten (D28)."""

from datetime import date

import orjson
import pytest

from hub.casework.withdrawing import Withdrawals
from hub.gate.keeping import erase_what_is_over
from hub.gate.received import work_out_recalls
from hub.terms.clock import day_begins
from hub.terms.ids import FieldId
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.recalls import Recall
from tests.attacks.by_hand import sqlstate
from tests.exchange.documents import NUMBER, TOGETHER, cell, document, family
from tests.kreis import F01, Kreis, books
from tests.web.houses import post, sit_down

Z2 = "zweck=fam_joint_support"
NOW = {"weg": "phone", "tag": "16.11.2026", "uhrzeit": "08:00", "umfang": "alles"}
GRANT = {"staff": "U02", "for": "U01", "from": "2026-11-10", "to": "2026-11-20", "reason": "Urlaub bis Freitag"}
HELP = cell("sgb8_help_type")
PAPER = {"id": "CX1", "for": ["X-1"], "signed": ["X-1"], "categories": ["help_type"], "deputies": True, **TOGETHER}
READINGS = (
    "select e.entry_id::text from ledger.entry e join ledger.index i using (tenant_id, entry_id)"
    " where i.event = 'consent.read' and e.agency = %s order by i.at desc, e.entry_id desc limit 1"
)
PAPER_ID = "select consent_id::text from consent.paper where ref = 'CX1'"
AFTER_SIX_MONTHS = date(2027, 5, 18)


def load(kreis: Kreis, *recipients: str) -> None:
    paper = {**PAPER, "recipients": list(recipients or ("staff:U01",))}
    kreis.load(document(family([HELP], [paper], deputies=[GRANT])))


def take_back(kreis: Kreis, number: str = NUMBER, ref: str = "CX1", who: str = "X-1", **part: str) -> None:
    """At the Jugendamt, which is no look of the Jobcenter's."""
    path = f"/familien/{number}/einwilligungen/{ref}/widerruf?{Z2}"
    answer = post(sit_down(kreis, "U07", "jugendamt"), path, **NOW | {"wer": who} | part)
    assert 303 == answer.status_code


def recalls(kreis: Kreis, ref: str, number: str = NUMBER) -> tuple[Recall, ...]:
    principal = kreis.principal(ref)
    wanted = Wanted(number, Purpose.FAM_JOINT_SUPPORT)
    return Withdrawals(kreis.house(principal.agency.value)).recalls(principal, wanted, kreis.at).recalls


def names(kreis: Kreis, found: tuple[Recall, ...]) -> list[str]:
    refs = dict(kreis.superuser().execute("select name, ref from identity.staff").fetchall())
    return [refs.get(one.staff_name, one.staff_name) for one in found]


def test_a_deputy_who_received_something_is_asked_too(kreis: Kreis) -> None:
    """Named is the colleague; who looked in their place has it in the own papers."""
    load(kreis)
    assert kreis.open("U02", NUMBER).projection.shown
    take_back(kreis)
    assert () == recalls(kreis, "U01"), "before the register was asked"

    work_out_recalls(kreis.house("jobcenter"), kreis.at)

    [recall] = found = recalls(kreis, "U01")
    assert ["U02"] == names(kreis, found)
    assert recall.can_answer
    assert recall.received is not None
    assert 1 == recall.received.looks
    assert ["U02"] == names(kreis, recalls(kreis, "U07")), "the other agency reads that somebody has to answer"


def test_which_fields_is_told_to_whoever_saw_them(kreis: Kreis) -> None:
    """Colleagues are told of categories, as the paper names them."""
    load(kreis)
    kreis.open("U01", NUMBER)
    kreis.open("U02", NUMBER)
    take_back(kreis)
    work_out_recalls(kreis.house("jobcenter"), kreis.at)

    found = recalls(kreis, "U01")
    told = {name: one.received for name, one in zip(names(kreis, found), found, strict=True)}
    page = sit_down(kreis, "U01", "jobcenter").get(f"/familien/{NUMBER}/nach-widerruf?{Z2}").text

    assert {"U01", "U02"} == set(told)
    assert told["U01"] is not None
    assert told["U02"] is not None
    assert [("sgb8_help_type",)] == list(told["U01"].fields.values())
    assert {} == told["U02"].fields
    assert told["U01"].of == told["U02"].of
    assert 1 == page.count(f"({books().catalogue.by_id[FieldId('sgb8_help_type')].label})")


def test_who_received_nothing_is_not_even_named(kreis: Kreis) -> None:
    """Looks for another purpose, by whom no paper names: neither a task, nor a line that anybody reads."""
    load(kreis)
    kreis.open("U02", NUMBER, Purpose.SGB2_INTEGRATION)
    take_back(kreis)

    work_out_recalls(kreis.house("jobcenter"), kreis.at)

    assert () == recalls(kreis, "U01") + recalls(kreis, "U07")
    before = kreis.superuser().execute("select count(*) from ledger.entry").fetchall()
    work_out_recalls(kreis.house("jobcenter"), kreis.at)
    assert before == kreis.superuser().execute("select count(*) from ledger.entry").fetchall(), "gone through once"


def test_whom_the_log_has_forgotten_the_agency_answers_for(kreis: Kreis) -> None:
    """After six months the log has no name any more; what was received stands in the register, and is recalled."""
    kreis.open("U01")
    erase_what_is_over(kreis.house("clerk"), day_begins(AFTER_SIX_MONTHS))
    take_back(kreis, F01, "C01", "F01-1")
    assert () == recalls(kreis, "U01", F01)

    work_out_recalls(kreis.house("jobcenter"), kreis.at)

    coach = sit_down(kreis, "U01", "jobcenter")
    [recall] = recalls(kreis, "U01", F01)
    assert ("", True) == (recall.staff_name, recall.can_answer)
    assert recall.received is not None
    assert (1, {}) == (recall.received.looks, recall.received.fields)
    page = coach.get(f"/familien/{F01}/nach-widerruf?{Z2}").text
    assert "Nicht mehr namentlich bekannt, " in page
    assert "C01" in coach.get("/aufgaben").text
    post(coach, f"/familien/{F01}/nach-widerruf?{Z2}", was=recall.key, antwort="deleted")
    assert ["deleted"] == [one.answer for one in recalls(kreis, "U07", F01)]


def test_who_is_still_named_after_a_part_was_taken_back_is_left_in_peace(kreis: Kreis) -> None:
    """Taken back from U01 alone; U06 goes on by the same paper."""
    load(kreis, "staff:U01", "staff:U06")
    superuser = kreis.superuser()
    [(coach, head)] = superuser.execute(
        "select (select staff_id from identity.staff where ref = 'U01'),"
        " (select staff_id from identity.staff where ref = 'U06')"
    ).fetchall()
    take_back(kreis)
    with superuser.transaction():
        superuser.execute("set local session_replication_role = replica")
        superuser.execute(
            "update consent.withdrawal set document = document || jsonb_build_object('recipients', %s::jsonb)"
            f" where consent_id = ({PAPER_ID})::uuid",
            (orjson.dumps([f"staff:{coach}"]).decode(),),
        )
        superuser.execute("select set_config('hub.tenant', tenant_id::text, false) from core.family limit 1")
    asks = f"select consent.is_named_still(({PAPER_ID})::uuid, 1, %s)"

    assert [(False,), (True,)] == [superuser.execute(asks, (who,)).fetchone() for who in (coach, head)]


def test_of_too_many_looks_nobody_is_missed(kreis: Kreis, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are not gone through; everybody who looked has to answer."""
    load(kreis)
    kreis.open("U02", NUMBER, Purpose.SGB2_INTEGRATION)
    kreis.open("U02", NUMBER)
    take_back(kreis)
    monkeypatch.setattr("hub.ledger.receiving.store.MOST", 1)

    work_out_recalls(kreis.house("jobcenter"), kreis.at)

    assert ["U02"] == names(kreis, recalls(kreis, "U01"))


def test_a_taken_over_process_asks_nobody_who_did_not_look(kreis: Kreis) -> None:
    """By the reading of the other agency nothing; by its own nobody of the other, and none who did not look."""
    load(kreis)
    kreis.open("U02", NUMBER)
    kreis.open("U07", NUMBER)
    take_back(kreis)
    superuser = kreis.superuser()
    [(consent,)] = superuser.execute(PAPER_ID).fetchall()
    staff = dict(superuser.execute("select ref, staff_id::text from identity.staff").fetchall())
    work_out_recalls(kreis.house("jobcenter"), kreis.at)
    superuser.execute("update consent.searched set entry_id = null")
    superuser.execute("delete from consent.recall")
    recalls(kreis, "U07")
    readings = {name: superuser.execute(READINGS, (name,)).fetchone()[0] for name in ("jobcenter", "jugendamt")}
    found = [{"consent": consent, "ordinal": 1, "staff": staff[who]} for who in ("U01", "U07", "U12")]
    document_ = orjson.dumps({"searched": [{"consent": consent, "ordinal": 1}], "found": found, "whole": False})
    taken_over, asks = kreis.connect("hub_jobcenter"), "select consent.open_recalls(%s, %s::jsonb)"

    assert "HB020" == sqlstate(taken_over, asks, (readings["jugendamt"], document_.decode()))
    assert [(0,)] == taken_over.execute(asks, (readings["jobcenter"], document_.decode())).fetchall()
    assert [] == superuser.execute("select 1 from consent.recall").fetchall()
