"""Deputies, assignments and conflicts on the pages, over the real house."""

import re

import pytest

from hub.terms.lists import Role
from hub.terms.mandates import Ground, MandateAct
from hub.web.door import STAND_IN_ROLES
from tests.exchange.documents import document, family
from tests.grants import GRANTED_HERE
from tests.kreis import F01, NOWHERE, Kreis, books, load_schema
from tests.web.houses import later, post, sit_down

LOOK = f"/familien/{F01}?zweck=sgb2_integration"
TIME = {"von": "16.11.2026", "bis": "20.11.2026", "grund": "Urlaub bis Freitag"}


def _id(kreis: Kreis, ref: str) -> str:
    [(found,)] = kreis.superuser().execute("select staff_id::text from identity.staff where ref = %s", (ref,))
    return str(found)


def _lead(kreis: Kreis, client, **more: str):
    form = {"schritt": "grant_deputy", "vertretung": _id(kreis, "U02"), "fuer": _id(kreis, "U01"), "nummer": F01}
    return post(client, "/vertretungen", **{**form, **TIME, **more})


def _without_numbers(page: str) -> str:
    return re.sub(r"FAM-[0-9-]+|value=\"[^\"]*\"", "", page)


def test_the_lead_enters_a_deputy_who_then_opens_the_family(kreis):
    """Without a second sign-in; after the last day it is over by itself."""
    lead, deputy = sit_down(kreis, "U06", "jobcenter"), sit_down(kreis, "U02", "jobcenter")
    assert 404 == deputy.get(LOOK).status_code

    entered = _lead(kreis, lead)

    assert "/vertretungen?eingetragen=grant_deputy" == entered.headers["Location"]
    assert "Leyla Serçe für Jonas Kranichfeld" in lead.get(entered.headers["Location"]).text
    assert 200 == deputy.get(LOOK).status_code
    later(kreis, 5)
    assert 404 == deputy.get(LOOK).status_code


def test_the_lead_does_not_open_it(kreis):
    """Neither before nor after having entered who does."""
    lead, number = sit_down(kreis, "U06", "jobcenter"), "FAM-2025-011"
    assert _lead(kreis, lead, nummer=number).status_code == 303

    assert {404} == {
        lead.get(f"/familien/{number}?zweck={p}").status_code for p in ("fam_joint_support", "fam_admission")
    }


@pytest.mark.parametrize("number", ["FAM-2026-902", NOWHERE])
def test_an_unknown_and_a_foreign_number_are_one_page(kreis, number):
    """The same words and status, for the lead and for whoever takes over."""
    kreis.load(document(family(assignments=[{"staff": "U08"}]) | {"number": "FAM-2026-902"}))
    known = _without_numbers(_lead(kreis, sit_down(kreis, "U06", "jobcenter"), nummer="FAM-2019-001").text)

    answer = _lead(kreis, sit_down(kreis, "U06", "jobcenter"), nummer=number)

    assert 422 == answer.status_code
    assert known == _without_numbers(answer.text)
    assert "So lässt sich das nicht eintragen." in answer.text


def test_taking_over_is_for_oneself_whatever_the_form_says(kreis):
    """A field added by hand changes nothing: U04 grants nobody anything."""
    client = sit_down(kreis, "U02", "jobcenter")

    post(
        client,
        "/vertretungen",
        schritt="take_over",
        vertretung=_id(kreis, "U04"),
        fuer=_id(kreis, "U01"),
        nummer=F01,
        **TIME,
    )

    rows = (
        kreis.superuser().execute("select staff_id::text, self_declared from identity.deputy" + GRANTED_HERE).fetchall()
    )
    assert [(_id(kreis, "U02"), True)] == rows


@pytest.mark.parametrize(
    "act",
    ["grant_deputy", "assign", "end_deputy", "end_assignment", "lift_conflict", "declare_conflict", "", "GRANT_DEPUTY"],
)
def test_a_step_that_is_not_ones_own_is_refused(kreis, act):
    """The lead's form, sent by a Jobcoach; and no step at all."""
    client = sit_down(kreis, "U02", "jobcenter")

    answer = post(
        client, "/vertretungen", schritt=act, vertretung=_id(kreis, "U02"), fuer=_id(kreis, "U01"), nummer=F01, **TIME
    )

    assert 403 == answer.status_code
    assert [] == kreis.superuser().execute("select * from identity.deputy" + GRANTED_HERE).fetchall()


@pytest.mark.parametrize("data", [{}, {"csrf_token": "forged"}])
def test_a_form_from_a_foreign_page_enters_nothing(kreis, data):
    """Neither a deputy nor a conflict."""
    client = sit_down(kreis, "U01", "jobcenter")
    form = {"schritt": "take_over", "fuer": _id(kreis, "U02"), "nummer": F01, "grund": "bias", **data}

    answers = [client.post(path, data=form).status_code for path in ("/vertretungen", f"/familien/{F01}/befangenheit")]

    assert [400, 400] == answers
    assert [] == kreis.superuser().execute("select * from identity.conflict").fetchall()


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"bis": "15.11.2026"}, "Der letzte Tag liegt vor dem ersten."),
        ({"von": "15.11.2026"}, "Der erste Tag liegt in der Vergangenheit."),
        ({"bis": ""}, "Der letzte Tag fehlt"),
        ({"bis": "31.12.9999"}, "zu lang"),
        ({"bis": "99.99.2026"}, "Der letzte Tag fehlt"),
        ({"grund": "Urlaub"}, "Der Grund ist zu kurz."),
        ({"fuer": ""}, "„Für wen?“ fehlt"),
        ({"fuer": "x' or 1=1 --"}, "So lässt sich das nicht eintragen."),
        ({"vertretung": "\x00"}, "So lässt sich das nicht eintragen."),
        ({"nummer": ""}, "So lässt sich das nicht eintragen."),
        ({"nummer": "‮" * 500}, "So lässt sich das nicht eintragen."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(kreis, more, said):
    """Nothing is entered."""
    answer = _lead(kreis, sit_down(kreis, "U06", "jobcenter"), **more)

    assert 422 == answer.status_code
    assert said in answer.text
    assert f'value="{more.get("grund", TIME["grund"])}"' in answer.text
    assert [] == kreis.superuser().execute("select * from identity.deputy" + GRANTED_HERE).fetchall()


def test_a_declared_conflict_closes_every_window(kreis):
    """The page that was open a moment ago is not found; the bytes are those of a number that is not there."""
    client, other = (sit_down(kreis, "U01", "jobcenter") for _ in range(2))
    assert 200 == other.get(LOOK).status_code

    declared = post(client, f"/familien/{F01}/befangenheit", grund="spouse")

    assert "/befangenheit" == declared.headers["Location"]
    gone = other.get(LOOK)
    assert 404 == gone.status_code
    assert gone.data.replace(F01.encode(), b"") == other.get(LOOK.replace(F01, NOWHERE)).data.replace(
        NOWHERE.encode(), b""
    )
    assert f'/familien/{F01}"' not in other.get("/start").text
    lead = sit_down(kreis, "U06", "jobcenter")
    assert "Jonas Kranichfeld hat Befangenheit erklärt." in lead.get("/vertretungen").text
    assert "spouse" not in lead.get("/vertretungen").text
    assert "verheiratet" not in lead.get("/vertretungen").text
    assert "Befangenheit" not in sit_down(kreis, "U02", "jobcenter").get("/vertretungen").text


def test_the_form_for_a_conflict_says_nothing_about_a_number(kreis):
    """Asked for by anybody, for any number, it is the same; sent for a foreign one it is not found."""
    client = sit_down(kreis, "U04", "jobcenter")

    pages = [client.get(f"/familien/{number}/befangenheit").text.replace(number, "") for number in (F01, NOWHERE)]
    sent = [post(client, f"/familien/{number}/befangenheit", grund="bias") for number in (F01, NOWHERE)]

    assert pages[0] == pages[1]
    assert [404, 404] == [answer.status_code for answer in sent]
    assert sent[0].data.replace(F01.encode(), b"") == sent[1].data.replace(NOWHERE.encode(), b"")


def test_a_conflict_without_a_ground_is_asked_for_again(kreis):
    """Nothing is closed by a click too many."""
    answer = post(sit_down(kreis, "U01", "jobcenter"), f"/familien/{F01}/befangenheit", grund="something")

    assert 422 == answer.status_code
    assert "Bitte wählen Sie, was zutrifft." in answer.text


def test_a_workers_board_shows_only_what_concerns_them(kreis):
    """Other people's leave is not everybody's business."""
    _lead(kreis, sit_down(kreis, "U06", "jobcenter"))

    boards = {ref: sit_down(kreis, ref, "jobcenter").get("/vertretungen").text for ref in ("U01", "U02", "U03")}

    assert {"U01", "U02"} == {ref for ref, page in boards.items() if TIME["grund"] in page}
    assert {"U02"} == {ref for ref, page in boards.items() if "Vertretung beenden" in page}


def test_the_board_takes_as_many_statements_whatever_is_on_it(kreis):
    """Sign-in, colleagues, grants, families without anybody."""
    lead = sit_down(kreis, "U06", "jobcenter")
    counts = []
    for _ in range(2):
        del kreis.statements[:]
        lead.get("/vertretungen")
        counts.append(len(kreis.statements))
        _lead(kreis, lead, nummer="", umfang="alle")

    assert [4, 4] == counts


def test_the_officer_reads_that_somebody_took_over_by_own_word(kreis):
    """In words, with the attempt that was refused."""
    client = sit_down(kreis, "U02", "jobcenter")
    form = {"schritt": "take_over", "fuer": _id(kreis, "U01"), **TIME}
    post(client, "/vertretungen", nummer=NOWHERE, **form)
    post(client, "/vertretungen", nummer=F01, **form)

    page = sit_down(kreis, "U16", "oversight").get("/datenschutz/protokoll").text

    assert "übernahm selbst eine Vertretung" in page
    assert "wollte selbst eine Vertretung übernehmen und wurde abgelehnt" in page


def test_the_door_and_the_table_name_the_same_roles():
    """Who may enter a deputy or end their own reaches the page; nobody else."""
    acts = {MandateAct.GRANT_DEPUTY, MandateAct.TAKE_OVER, MandateAct.END_OWN_DEPUTY}

    assert {
        role
        for role in Role
        if books().policies.mandates.roles.get(role) and books().policies.mandates.roles[role].may & acts
    } == STAND_IN_ROLES


def test_the_grounds_are_the_relations_of_a_file_and_bias():
    """One closed list."""
    relations = load_schema()["$defs"]["family"]["properties"]["relations"]["items"]["properties"]["as"]["enum"]

    assert [*relations, "bias"] == [ground.value for ground in Ground]


def test_lists_and_searches_follow_the_mandates(kreis):
    """A deputy finds the family as their own for that time; who is in conflict finds it no more."""
    owner, deputy = sit_down(kreis, "U01", "jobcenter"), sit_down(kreis, "U02", "jobcenter")
    _lead(kreis, sit_down(kreis, "U06", "jobcenter"))
    post(owner, f"/familien/{F01}/befangenheit", grund="bias")

    found = {
        (name, way): f"/familien/{F01}" in page.text
        for name, client in (("owner", owner), ("deputy", deputy))
        for way, page in (
            ("list", client.get("/familien")),
            ("number", post(client, "/familien", suche=F01)),
            ("name", post(client, "/familien", suche="Ahornwald")),
            ("start", client.get("/start")),
        )
    }

    assert {("deputy", way) for way in ("list", "number", "name")} <= {key for key, there in found.items() if there}
    assert not [key for key, there in found.items() if there and key[0] == "owner"]
