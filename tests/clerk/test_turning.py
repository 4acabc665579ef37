"""Tasks are put off to a day, with a reason, never past their own; or handed to a colleague of the case; logged."""

import re

import pytest

from tests.kreis import Kreis
from tests.web.houses import later, post, sit_down

GIVEN = (
    "insert into identity.assignment (tenant_id, family_id, staff_id, since, entered_for)"
    " select x.tenant_id, x.family_id, s.staff_id, x.since, x.entered_for from identity.assignment x"
    " join identity.staff u on u.staff_id = x.staff_id and u.ref = 'U02'"
    " join core.family f on f.family_id = x.family_id and f.number = 'FAM-2025-018'"
    " join identity.staff s on s.ref = 'U01'"
)
LENT = (
    "insert into identity.deputy (tenant_id, staff_id, family_id, stands_in_for, since, until, reason, entered_for)"
    " select x.tenant_id, s.staff_id, x.family_id, x.staff_id, date '2026-11-10', date '2026-11-30', 'Urlaub',"
    " x.entered_for from identity.assignment x join identity.staff u on u.staff_id = x.staff_id and u.ref = 'U02'"
    " join core.family f on f.family_id = x.family_id and f.number = 'FAM-2025-018'"
    " join identity.staff s on s.ref = 'U04'"
)
WAITS = "family_awaited"


@pytest.fixture
def serce(kreis: Kreis):
    """The Jobcoach of F05 and F12; U01 has F12 as well."""
    kreis.superuser().execute(GIVEN)
    return sit_down(kreis, "U02", "jobcenter")


@pytest.fixture
def kranichfeld(kreis: Kreis, serce):
    """U01, who has F12 too."""
    return sit_down(kreis, "U01", "jobcenter")


def _pick(page: str, word: str = "own_say_15") -> str:
    [found] = {one for one in re.findall(r'name="auswahl" id="[^"]+" value="([^"]+)"', page) if word in one}
    return found


def _turn(client, act: str, pick: str, **more: str) -> str:
    answer = post(client, "/aufgaben/auswahl", tun=act, auswahl=pick, **more)
    assert 303 == answer.status_code, answer.text
    return client.get(answer.headers["Location"]).text


def _count(kreis: Kreis, event: str) -> int:
    [(count,)] = kreis.superuser().execute("select count(*) from ledger.index where event = %s", (event,))
    return int(count)


def test_it_is_put_off_to_a_day_with_a_reason_and_says_both(kreis: Kreis, serce) -> None:
    """Noah's is under the new day; one entry."""
    pick = _pick(serce.get("/aufgaben").text)

    page = _turn(serce, "verschieben", pick, tag="01.12.2026", grund=WAITS)

    assert "1 Aufgabe geändert." in page
    assert "Verschoben auf Di 01.12.2026: Termin mit der Familie steht aus." in page
    assert 1 == _count(kreis, "task.moved")


def test_until_that_day_it_is_not_on_the_first_page(kreis: Kreis, serce) -> None:
    """What was put off does not call every day; from the day on it does again."""
    assert "Noah wird 15" in serce.get("/start").text
    _turn(serce, "verschieben", _pick(serce.get("/aufgaben").text), tag="01.12.2026", grund=WAITS)

    assert "Noah wird 15" not in serce.get("/start").text
    later(kreis, 15)
    assert "Noah wird 15" in serce.get("/start").text


LAST = "08.12.2026"
WRONG = {
    "past the birthday": ({"tag": "09.12.2026", "grund": WAITS}, "So lange darf diese Aufgabe nicht warten."),
    "today": ({"tag": "16.11.2026", "grund": WAITS}, "der noch kommt."),
    "yesterday": ({"tag": "15.11.2026", "grund": WAITS}, "der noch kommt."),
    "no day": ({"tag": "31.11.2026", "grund": WAITS}, "der noch kommt."),
    "no reason": ({"tag": LAST, "grund": ""}, "warum verschoben wird."),
    "a reason in words": ({"tag": LAST, "grund": "weil Noah krank ist"}, "warum verschoben wird."),
}


@pytest.mark.parametrize(("sent", "sentence"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_said_and_nothing_is_kept(kreis: Kreis, serce, sent, sentence) -> None:
    """Never past the day of the law, only forward, and for a reason of the list."""
    page = _turn(serce, "verschieben", _pick(serce.get("/aufgaben").text), **sent)

    assert sentence in page
    assert "Verschoben auf" not in page
    assert 0 == _count(kreis, "task.moved")


def test_its_last_day_is_the_legal_one(serce) -> None:
    """The day itself is still in time."""
    page = _turn(serce, "verschieben", _pick(serce.get("/aufgaben").text), tag=LAST, grund=WAITS)

    assert "1 Aufgabe geändert." in page


def test_what_is_late_cannot_be_put_off(serce) -> None:
    """Its day has passed: there is nowhere to put it."""
    page = _turn(serce, "verschieben", _pick(serce.get("/aufgaben").text, "C18"), tag="20.11.2026", grund=WAITS)

    assert "So lange darf diese Aufgabe nicht warten." in page


def test_handed_over_it_is_the_colleagues_and_stays_in_sight(kreis: Kreis, serce, kranichfeld) -> None:
    """For the one who gave it, it stands apart; for the other it says by whom; one entry."""
    page = _turn(serce, "abgeben", _pick(serce.get("/aufgaben").text), an="U01")

    assert "Abgegeben an Jonas Kranichfeld." in page.partition("Bei anderen")[2]
    assert "Noah wird 15" not in serce.get("/start").text
    theirs = kranichfeld.get("/aufgaben").text
    assert "Von Leyla Serçe an Sie abgegeben." in theirs
    assert "Bei anderen" not in theirs
    assert 1 == _count(kreis, "task.handed")


def test_once_the_colleague_has_the_case_no_more_it_is_everybodys_again(kreis: Kreis, serce) -> None:
    """Nothing gets lost with somebody who left."""
    _turn(serce, "abgeben", _pick(serce.get("/aufgaben").text), an="U01")
    kreis.superuser().execute(
        "update identity.assignment a set until = date '2026-11-15' from core.family f, identity.staff s"
        " where f.family_id = a.family_id and s.staff_id = a.staff_id and f.number = 'FAM-2025-018' and s.ref = 'U01'"
    )

    page = serce.get("/aufgaben").text

    assert "Abgegeben an" not in page
    assert "Noah wird am 08.12.2026 15" in page.partition("Bei anderen")[0]


def test_it_can_be_handed_to_whoever_stands_in(kreis: Kreis, serce) -> None:
    """For as long as they do; then it is everybody's again."""
    kreis.superuser().execute(LENT)

    page = _turn(serce, "abgeben", _pick(serce.get("/aufgaben").text), an="U04")

    assert "Abgegeben an Tobias Zaunkönig." in page
    later(kreis, 15)
    assert "Abgegeben an" not in serce.get("/aufgaben").text


@pytest.mark.parametrize("ref", ["U08", "U04", "U02", "", "U99"])
def test_it_is_handed_to_nobody_who_has_not_the_case_here(kreis: Kreis, serce, ref: str) -> None:
    """Neither to the other agency, nor to a colleague without the case, nor to oneself."""
    page = _turn(serce, "abgeben", _pick(serce.get("/aufgaben").text), an=ref)

    assert "der mit dieser Familie arbeitet" in page
    assert 0 == _count(kreis, "task.handed")


def test_the_other_agency_knows_nothing_of_it(kreis: Kreis, serce) -> None:
    """Each agency's tasks are its own."""
    before = sit_down(kreis, "U08", "jugendamt").get("/aufgaben").text
    pick = _pick(serce.get("/aufgaben").text)
    _turn(serce, "verschieben", pick, tag=LAST, grund=WAITS)
    _turn(serce, "abgeben", pick, an="U01")

    after = sit_down(kreis, "U08", "jugendamt").get("/aufgaben").text

    assert _without_token(before) == _without_token(after)


def _without_token(page: str) -> str:
    return re.sub('name="csrf_token" value="[^"]+"|nonce-[^"]+', "", page)


def test_a_task_of_somebody_elses_family_is_not_there(kreis: Kreis, serce) -> None:
    """What is not told cannot be turned."""
    pick = _pick(serce.get("/aufgaben").text)
    stranger = sit_down(kreis, "U04", "jobcenter")

    page = _turn(stranger, "verschieben", pick, tag=LAST, grund=WAITS)

    assert "gibt es nicht mehr" in page
    assert 422 == post(stranger, "/aufgaben/auswahl", tun="verschieben", auswahl="FAM-1").status_code
    assert 422 == post(stranger, "/aufgaben/auswahl", tun="löschen", auswahl=pick).status_code


def test_nothing_ticked_changes_nothing(kreis: Kreis, serce) -> None:
    """And says so."""
    answer = post(serce, "/aufgaben/auswahl", tun="verschieben", tag=LAST, grund=WAITS)

    assert "Nichts ausgewählt." in serce.get(answer.headers["Location"]).text
    assert 0 == _count(kreis, "task.moved")
