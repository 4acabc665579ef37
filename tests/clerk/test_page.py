"""The page of tasks over the demo Kreis: one's own families, and of a paper nothing to whom it is not told."""

import re
from datetime import UTC, datetime

import pytest

from hub.casework.opening import list_own
from hub.casework.tasks import Tasks
from hub.gate.clerk import notice
from hub.terms.families import Asked
from hub.terms.lists import Purpose
from hub.terms.tasks import TaskKind, TaskWish, key_of
from tests.kreis import Kreis
from tests.web.houses import later, post, sit_down


@pytest.fixture
def serce(kreis: Kreis):
    """The Jobcoach of F05 and F12."""
    return sit_down(kreis, "U02", "jobcenter")


def _forms(page: str) -> list[tuple[str, str]]:
    return re.findall(r'name="nummer" value="([^"]+)"><input type="hidden" name="was" value="([^"]+)"', page)


def test_it_says_in_plain_sentences_what_is_due_and_where_it_is_done(serce) -> None:
    """Noah's birthday with its date, the consents that run out in 14 days; the nearest first."""
    page = serce.get("/aufgaben").text

    assert "Noah wird am 08.12.2026 15 – eigene Entscheidung einholen." in page
    assert "Einwilligung C17 läuft am 30.11.2026 ab" in page
    assert "in 14 Tagen" in page
    assert "Mündliche Einwilligung C18: nicht bis 20.10.2026 schriftlich bestätigt" in page
    assert page.index("C18") < page.index("C17") < page.index("Noah")
    assert "/familien/FAM-2025-018/einwilligungen/gespraech?zweck=fam_joint_support" in page
    assert 'href="/aufgaben" aria-current="page"' in page


def test_the_page_needs_no_clerk_and_says_the_same_with_one(kreis: Kreis, serce) -> None:
    """It is worked out at the look; what the clerk adds is since when it is known."""
    without = serce.get("/aufgaben").text

    notice(kreis.house("clerk"), kreis.at)

    said = re.sub(r' <span class="tasks__since muted">Bemerkt am 16.11.2026.</span>', "", serce.get("/aufgaben").text)
    assert "Bemerkt" not in without
    assert without == said


def test_what_is_done_is_gone_for_the_own_agency_and_stays_for_the_other(kreis: Kreis, serce) -> None:
    """One press, once; the second finds nothing. The ASD has its own task, and does it itself."""
    notice(kreis.house("clerk"), kreis.at)
    [(number, key)] = [one for one in _forms(serce.get("/aufgaben").text) if "own_say_15" in one[1]]

    first = post(serce, "/aufgaben", nummer=number, was=key)
    second = post(serce, "/aufgaben", nummer=number, was=key)

    assert ["ja", "nein"] == [one.headers["Location"].rsplit("=")[-1] for one in (first, second)]
    assert "Noah" not in serce.get("/aufgaben").text
    assert "Noah" in sit_down(kreis, "U08", "jugendamt").get("/aufgaben").text
    notice(kreis.house("clerk"), kreis.at)
    assert "Noah" not in serce.get("/aufgaben").text
    later(kreis, 22)
    assert "Noah ist seit 08.12.2026 15" in serce.get("/aufgaben").text


def test_saying_that_one_is_done_reads_nothing_of_anybody(kreis: Kreis) -> None:
    """It is one entry, of the act; the names of all other families are none of its business."""
    principal = kreis.principal("U02")
    tasks = Tasks(kreis.house("jobcenter"))
    [line] = [one for one in tasks.open(principal, kreis.at).lines if one.task.kind is TaskKind.OWN_SAY_15]
    superuser = kreis.superuser()
    before = set(superuser.execute("select entry_id, event from ledger.index").fetchall())

    assert tasks.settle(principal, TaskWish(line.number, key_of(line.task).text), kreis.at)

    after = set(superuser.execute("select entry_id, event from ledger.index").fetchall())
    assert ["task.done"] == [event for _, event in after - before]


def test_what_closes_itself_has_no_button_and_is_not_closed_by_a_forged_form(kreis: Kreis) -> None:
    """A spoken consent is confirmed in writing on its page; only once nothing makes it count again it can be ticked."""
    kreis.at = datetime(2026, 11, 10, 8, tzinfo=UTC)
    coach = sit_down(kreis, "U01", "jobcenter")
    before = coach.get("/aufgaben").text
    forged = "confirmation|2026-11-12|14||C47"

    answer = post(coach, "/aufgaben", nummer="FAM-2026-004", was=forged)

    assert "Mündliche Einwilligung C47: schriftlich bestätigen bis 12.11.2026." in before
    assert "/familien/FAM-2026-004/einwilligungen/C47/bestaetigen?zweck=fam_joint_support" in before
    assert forged not in [key for _, key in _forms(before)]
    assert answer.headers["Location"].endswith("nein")
    later(kreis, 3)
    [late] = [one for one in _forms(coach.get("/aufgaben").text) if "C47" in one[1]]
    assert post(coach, "/aufgaben", nummer=late[0], was=late[1]).headers["Location"].endswith("ja")
    assert "C47" not in coach.get("/aufgaben").text


def test_once_it_is_confirmed_in_writing_it_is_gone(kreis: Kreis) -> None:
    """Entered on the page that the task leads to."""
    kreis.at = datetime(2026, 11, 10, 8, tzinfo=UTC)
    coach = sit_down(kreis, "U01", "jobcenter")

    there = "/familien/FAM-2026-004/einwilligungen/C47/bestaetigen?zweck=fam_joint_support"
    answer = post(coach, there, tag="09.11.2026")

    assert 303 == answer.status_code
    assert "C47" not in coach.get("/aufgaben").text


@pytest.mark.parametrize("who", ["U01", "U07"])
def test_tasks_of_other_families_are_not_there_and_cannot_be_done(kreis: Kreis, serce, who: str) -> None:
    """Whose case it is not sees nothing of it, and a form sent all the same does nothing."""
    [(number, key)] = [one for one in _forms(serce.get("/aufgaben").text) if "own_say_15" in one[1]]
    other = sit_down(kreis, who, "jobcenter" if who == "U01" else "jugendamt")

    answer = post(other, "/aufgaben", nummer=number, was=key)

    assert answer.headers["Location"].endswith("nein")
    assert "FAM-2025-018" not in other.get("/aufgaben").text
    assert "Noah" in serce.get("/aufgaben").text


def test_with_nothing_to_do_it_says_so(kreis: Kreis) -> None:
    """Of a Jobcoach without a family that waits for anything."""
    assert "Alles erledigt." in sit_down(kreis, "U04", "jobcenter").get("/aufgaben").text


@pytest.mark.parametrize(("who", "group", "status"), [("U06", "jobcenter", 403), ("U12", "provider", 403)])
def test_others_are_told_that_it_is_not_their_page(kreis: Kreis, who: str, group: str, status: int) -> None:
    """It names no family, so they are told."""
    assert status == sit_down(kreis, who, group).get("/aufgaben").status_code


def test_a_look_is_one_entry_and_five_statements_however_many_families(kreis: Kreis) -> None:
    """One who has many families costs no statement more than one who has few; and so does who has no task."""
    costs = {}
    for who in ("U01", "U02", "U07"):
        principal = kreis.principal(who)
        tasks = Tasks(kreis.house(principal.agency.value))
        [(before,)] = kreis.superuser().execute("select count(*) from ledger.entry")
        kreis.statements.clear()
        tasks.open(principal, kreis.at)
        costs[who] = len(kreis.statements)
        assert [(before + 1,)] == kreis.superuser().execute("select count(*) from ledger.entry").fetchall()

    assert {"U01": 5, "U02": 5, "U07": 5} == costs


def test_the_log_tells_each_family_that_its_consents_were_told_of(kreis: Kreis, serce) -> None:
    """The data protection officer finds the look as a list, and the clerk's reminders as those of the hub."""
    notice(kreis.house("clerk"), kreis.at)
    serce.get("/aufgaben")

    page = sit_down(kreis, "U16", "oversight").get("/datenschutz/protokoll").text

    assert "erinnerte an Fristen bei Einwilligungen" in page
    assert "Familien FAM-2025-014 und FAM-2025-018" in page


@pytest.mark.parametrize(("who", "group"), [("U02", "jobcenter"), ("U08", "jugendamt")])
def test_the_first_page_of_the_day_has_noahs_birthday_among_seven(kreis: Kreis, who: str, group: str) -> None:
    """Check 24 of the browser list, on the start of both; however many appointments come before."""
    page = sit_down(kreis, who, group).get("/start").text

    assert "FAM-2025-018</span> – <span>Noah wird 15: eigene Entscheidung einholen" in page
    assert page.count('<p class="agenda__when">') <= 7


def test_a_list_with_its_tasks_costs_two_statements_more_and_is_one_entry(kreis: Kreis) -> None:
    """However many families; who may look at no consents is asked for none."""
    costs = []
    for who, tasks in (("U02", False), ("U02", True), ("U01", True)):
        house, principal = kreis.house("jobcenter"), kreis.principal(who)
        [(before,)] = kreis.superuser().execute("select count(*) from ledger.entry")
        kreis.statements.clear()
        list_own(house, principal, Purpose.FAM_JOINT_SUPPORT, Asked(tasks=tasks), kreis.at)
        costs.append(len(kreis.statements))
        assert [(before + 1,)] == kreis.superuser().execute("select count(*) from ledger.entry").fetchall()

    assert [3, 5, 5] == costs
