"""Who is told of which task: as on the page of consents; and each agency reads its own rows alone."""

import html
import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from hub.gate.clerk import notice
from hub.terms.ids import FamilyNumber
from hub.terms.tasks import TaskKind, TaskView
from tests.attacks.by_hand import sqlstate
from tests.clerk.situations import tasks_of
from tests.gate.ahead import answer, persons, really
from tests.kreis import F01, Kreis
from tests.web.houses import post, sit_down

DAY = datetime(2027, 6, 20, 9, tzinfo=UTC)
C01 = f"/familien/{F01}/einwilligungen/C01/widerruf?zweck=fam_joint_support"
BY_PHONE = {"wer": "F01-1", "weg": "phone", "tag": "16.11.2026", "uhrzeit": "08:00", "umfang": "alles"}


def _about(view: TaskView, number: str) -> set[str]:
    return {ref for line in view.lines if line.number == number for ref in line.task.consents}


def test_a_consent_that_names_a_provider_is_told_to_nobody_who_may_not_know_of_the_help(kreis: Kreis) -> None:
    """C32 of F10 names the provider of the aftercare and nobody else; the Jobcoach was not told which help there is."""
    kreis.at = DAY
    [number] = _families_of(kreis, "C32")
    jobcoach, asd = tasks_of(kreis, "U03"), tasks_of(kreis, "U08")

    assert kreis.open("U03", number).projection.shown
    assert "C32" not in _about(jobcoach, number)
    assert "C32" in _about(asd, number)


def test_a_birthday_names_no_paper_that_is_not_told(kreis: Kreis) -> None:
    """Noah's parents let a provider see something too: his Jobcoach reads of the birthday, and of no help (K8)."""
    family, people = FamilyNumber("FAM-2025-018"), persons(kreis, FamilyNumber("FAM-2025-018"))
    noah = people["F12-3"]
    said = dict.fromkeys([noah, people["F12-1"]], True)
    really(kreis, "U08", family, [("E-2026-900-1", answer(kreis, [noah], said, "U14"))])

    told = {
        ref: {one for line in tasks_of(kreis, ref).lines if line.task.person == noah for one in line.task.consents}
        for ref in ("U02", "U08")
    }

    assert "E-2026-900-1" in told["U08"]
    assert told["U02"]
    assert "E-2026-900-1" not in told["U02"]


def test_after_a_withdrawal_both_pages_of_tasks_ask_their_own_people(kreis: Kreis) -> None:
    """The Jobcoach had looked, so Pro Arbeit answers; once it has, the task is gone. The ASD owes nothing here."""
    kreis.open("U01")
    coach = sit_down(kreis, "U01", "jobcenter")
    post(coach, C01, **BY_PHONE)

    page = coach.get("/aufgaben").text
    asd = tasks_of(kreis, "U07")

    assert "Einwilligung C01 ist widerrufen oder war ein Irrtum – bis 30.11.2026 angeben" in page
    assert not [line for line in asd.lines if line.task.kind is TaskKind.RECALL]
    assert "/familien/FAM-2025-003/nach-widerruf?zweck=fam_joint_support" in page
    _answer_all(coach)
    assert "C01" not in coach.get("/aufgaben").text


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("sheet", "Blatt E-2026-001 ist gedruckt – unterschrieben einscannen bis 26.11.2026."),
        ("scanned", "Der Scan zu Blatt E-2026-001 wartet bis 26.11.2026 auf den zweiten Blick."),
        ("prepared", ""),
    ],
)
def test_a_sheet_that_is_not_in_is_a_task_of_the_agency_that_printed_it(kreis: Kreis, state: str, said: str) -> None:
    """Neither the other agency nor another family's worker is told, and nobody ticks it away."""
    kreis.superuser().execute(
        "insert into consent.talk (tenant_id, talk_id, family_id, agency, state, number, box, saved_at)"
        " select tenant_id, gen_random_uuid(), family_id, 'jobcenter', %s, 'E-2026-001', 'x', '2026-11-12 10:00+01'"
        " from core.family where number = %s",
        (state, F01),
    )

    page = sit_down(kreis, "U01", "jobcenter").get("/aufgaben").text

    assert (said in page) if said else ("E-2026-001" not in page)
    assert 'name="was" value="sheet|' not in page
    assert not [line for ref in ("U02", "U07") for line in tasks_of(kreis, ref).lines if line.number == F01]


@pytest.mark.parametrize("agency", ["jobcenter", "jugendamt"])
def test_the_rows_of_the_other_agency_are_not_there(every_kreis: Kreis, agency: str) -> None:
    """Row policies: whatever a function forgot to ask."""
    notice(every_kreis.house("clerk"), every_kreis.at)
    superuser = every_kreis.superuser()
    [(tenant,)] = superuser.execute("select distinct tenant_id::text from core.family")
    for name, word in {"hub.tenant": tenant, "hub.agency": agency}.items():
        superuser.execute("select set_config(%s, %s, false)", (name, word))
    superuser.execute("set role hub_reads")

    seen = {found for (found,) in superuser.execute("select distinct agency from consent.task")}

    assert {agency} == seen


def test_an_agency_settles_nothing_without_an_entry_and_keeps_no_reminder(kreis: Kreis) -> None:
    """Who has taken over its process calls the functions by hand: refused, and the clerk's are not its to call."""
    attacker = kreis.connect("hub_jobcenter")
    nobody = "00000000-0000-0000-0000-000000000000"

    codes = [
        sqlstate(attacker, "select consent.settle_task(%s, '{}')", (nobody,)),
        sqlstate(attacker, "select consent.keep_tasks(%s, '{}')", (nobody,)),
        sqlstate(attacker, "select * from consent.clerk_page('', 10, null, current_date)"),
        sqlstate(attacker, "select * from consent.tasks_at_hand(%s, current_date)", (nobody,)),
    ]

    assert ["HB012", "42501", "42501", None] == codes
    assert 0 == attacker.execute("select * from consent.tasks_at_hand(%s, current_date)", (nobody,)).rowcount


def test_the_clerk_reads_no_cell_and_no_key(kreis: Kreis) -> None:
    """Of the record it may call nothing at all, and its papers and people hold no value."""
    attacker = kreis.connect("hub_clerk")
    nobody = "00000000-0000-0000-0000-000000000000"

    codes = [
        sqlstate(attacker, "select * from record.outline(%s)", (nobody,)),
        sqlstate(attacker, "select * from record.read_cells(%s)", (nobody,)),
        sqlstate(attacker, "select * from record.load_keys(%s)", (nobody,)),
        sqlstate(attacker, "select * from identity.posts('x', 'y', current_date)"),
    ]

    assert ["42501"] * 4 == codes


def _answer_all(coach: FlaskClient) -> None:
    """As the page asks: one by one."""
    path = f"/familien/{F01}/nach-widerruf?zweck=fam_joint_support"
    for key in re.findall(r'name="was" value="([^"]+)"', coach.get(path).text):
        post(coach, path, was=html.unescape(key), antwort="nothing_kept")


def _families_of(kreis: Kreis, ref: str) -> list[str]:
    rows = kreis.superuser().execute(
        "select f.number from consent.paper p join core.family f using (tenant_id, family_id) where p.ref = %s", (ref,)
    )
    return [number for (number,) in rows]
