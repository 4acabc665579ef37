"""Pages of a case without names: what is in them, who gets them, and how they end (users.md 43, law I3)."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.kreis import Kreis, demo
from tests.kreis_tables.seats import Seats
from tests.web.houses import post
from tests.web.tables import keep_nameless

F13 = "FAM-2026-A05"
WORDS = {
    "lage": "Die Eltern sehen das Geld als Hauptsorge, die Fachkraft die Abende mit den Kindern.",
    "versucht": "Eine Beratung wurde abgebrochen, eine Maßnahme ohne Abschluss beendet.",
    "frage": "Wie finden beide Sichten zusammen?",
}
CHECKS = ("place", "school", "work", "origin", "health", "event", "dates", "quotes", "small_area")


@pytest.fixture
def at_table(kreis: Kreis) -> tuple[Seats, str]:
    """Everybody's browser, and the address of a table like that of K-33."""
    meeting = keep_nameless(kreis)
    return Seats(kreis), f"/konferenzen/{meeting.number}/ohne-namen"


def test_the_page_says_familie_a_and_age_groups_and_so_does_the_print(at_table: tuple[Seats, str]) -> None:
    """43: „Familie A“, age groups, no town, the same in print; for everybody at the table of either agency."""
    seats, path = at_table
    assert 303 == _bring(seats, path).status_code

    for who in ("U01", "U07", "U03", "U09"):
        pages = [seats.client(who).get(path + under) for under in ("", "/druck")]
        for page in pages:
            assert 200 == page.status_code
            assert "Familie A" in page.text
            assert "Mutter, 35 bis 44 Jahre" in page.text
            assert "Kind, 6 bis 9 Jahre" in page.text
            assert WORDS["lage"] in page.text
            assert [] == [said for said in said_of(F13) if said.casefold() in page.text.casefold()]
        assert _sheet(pages[0].text) == _sheet(pages[1].text)


def test_a_text_with_a_name_is_refused_and_the_name_is_named(at_table: tuple[Seats, str]) -> None:
    """The error says what and where; nobody else gets any of it."""
    seats, path = at_table

    answer = _bring(seats, path, lage="Rico zieht sich zurück. Sie wohnen in Birkenfurt.", versucht="Seit 03.11.2026")

    assert 422 == answer.status_code
    assert "„rico“ ist ein Name aus der Akte" in answer.text
    assert "„birkenfurt“ gehört zur Anschrift" in answer.text
    assert "„03.11.2026“ ist ein genauer Tag" in answer.text
    assert "noch kein Fallblatt" in seats.client("U07").get(path).text


def test_nothing_is_shown_before_every_point_was_checked(at_table: tuple[Seats, str]) -> None:
    """The list by hand is part of the law's „truly anonymised“: no tick, no sheet."""
    seats, path = at_table

    answer = _bring(seats, path, geprueft=list(CHECKS[:-1]))

    assert 422 == answer.status_code
    assert "Bitte prüfen Sie jeden Punkt" in answer.text


def test_the_draft_is_shown_with_what_may_give_the_family_away(at_table: tuple[Seats, str]) -> None:
    """Also that U07, who works for this family, sits at the table: to her it has a name."""
    seats, path = at_table

    answer = post(seats.client("U01"), path, familie=F13, tun="pruefen", **WORDS)

    assert 200 == answer.status_code
    assert "Das sehen im Moment nur Sie" in answer.text
    assert "noch jemand, der für diese Familie zuständig ist" in answer.text
    assert "Schule oder Kita" not in answer.text or "Nennen Sie weder Einrichtung" in answer.text


def test_before_consent_the_page_says_what_may_stand_there_and_when_to_wait(at_table: tuple[Seats, str]) -> None:
    """I3: only what is truly anonymous; in a small area with shared teams, wait."""
    seats, path = at_table
    page = seats.client("U03").get(path).text

    assert "was wirklich niemanden erkennen lässt" in page
    assert "Dann warten Sie auf die Einwilligung" in page


def test_recognising_the_family_ends_it_for_everybody_and_says_not_by_whom(at_table: tuple[Seats, str]) -> None:
    """The sheet is gone on every screen; nobody reads who recognised it; nothing can be brought there again."""
    seats, path = at_table
    _bring(seats, path)

    assert 303 == post(seats.client("U03"), f"{path}/erkannt").status_code

    for who in ("U01", "U07", "U03", "U09"):
        page = seats.client(who).get(path).text
        assert "hat jemand am Tisch die Familie erkannt" in page
        assert WORDS["lage"] not in page
        assert "Eisvogel" not in page.replace("Miriam Eisvogel</span>", "")
        assert "stopped" == seats.client(who).get(f"{path}/stand").get_json()["state"]
        assert 303 == seats.client(who).get(f"{path}/druck").status_code
    assert "weil jemand die Familie erkannt hat" in _bring(seats, path).text


def test_the_record_of_stopping_knows_no_family(at_table: tuple[Seats, str], kreis: Kreis) -> None:
    """Neither the entry nor the row says of which family it was; the words are gone."""
    seats, path = at_table
    _bring(seats, path)
    post(seats.client("U03"), f"{path}/erkannt")
    look = kreis.superuser().execute

    assert [(None,)] == look("select family_id from ledger.index where event = 'conference.recognised'").fetchall()
    assert [(None, "stopped")] == look("select family, state from conference.sheet").fetchall()
    assert [(0,)] == look("select count(*) from conference.sheet_box").fetchall()


def test_looks_at_a_sheet_name_no_family_and_bringing_it_names_its_own(
    at_table: tuple[Seats, str], kreis: Kreis
) -> None:
    """Whoever reads the log of U03's agency does not learn from it whose case it was; the family can."""
    seats, path = at_table
    _bring(seats, path)
    seats.client("U03").get(path)
    rows = kreis.superuser().execute(
        "select event, family_id is null from ledger.index where event like 'conference.sheet%' order by event"
    )

    assert [("conference.sheet", False), ("conference.sheet_read", True)] == rows.fetchall()


@pytest.mark.parametrize("who", ["U16", "U17", "U19"])
def test_who_works_with_no_family_is_told_so(at_table: tuple[Seats, str], who: str) -> None:
    """403: the page names no family."""
    seats, path = at_table

    assert 403 == seats.client(who).get(path).status_code


@pytest.mark.parametrize("who", ["U02", "U12"])
def test_who_does_not_sit_there_finds_nothing(at_table: tuple[Seats, str], who: str) -> None:
    """Same as for a meeting that there is not, on every way; nothing is stopped by strangers."""
    seats, path = at_table
    _bring(seats, path)
    client = seats.client(who)
    answers = [client.get(path + under) for under in ("", "/druck", "/stand")]
    answers += [post(client, path), post(client, f"{path}/erkannt")]

    assert {404} == {answer.status_code for answer in answers}
    assert 404 == client.get("/konferenzen/K-2026-999/ohne-namen").status_code
    assert "shown" == seats.client("U01").get(f"{path}/stand").get_json()["state"]


@pytest.mark.parametrize("path", ["K-33", "K-2026-1", "x", "K-2026-00000000", "%00"])
def test_what_is_no_number_of_a_meeting_is_not_found(kreis: Kreis, path: str) -> None:
    """404, and nothing is asked of anybody."""
    assert 404 == Seats(kreis).client("U01").get(f"/konferenzen/{path}/ohne-namen").status_code


@pytest.mark.parametrize("position", ["0", "2", "99", "-1", "x", "²", ""])
def test_a_topic_that_there_is_not_is_not_found(at_table: tuple[Seats, str], position: str) -> None:
    """404."""
    seats, path = at_table

    assert 404 == seats.client("U01").get(f"{path}?thema={position}").status_code


def test_a_case_of_somebody_else_cannot_be_brought(at_table: tuple[Seats, str]) -> None:
    """F05 is none of U01's: refused like a number that there is not."""
    seats, path = at_table
    answers = [_bring(seats, path, familie=number) for number in ("FAM-2025-014", "FAM-2025-999", "")]

    assert {422} == {answer.status_code for answer in answers}
    assert all("einen Ihrer Fälle" in answer.text for answer in answers)


def test_a_second_sheet_is_refused(at_table: tuple[Seats, str]) -> None:
    """One for each topic; another topic has its own."""
    seats, path = at_table
    _bring(seats, path)

    assert "liegt schon ein Fallblatt" in _bring(seats, path).text


def _bring(seats: Seats, path: str, **other: Any) -> TestResponse:
    form = {"familie": F13, "tun": "zeigen", "geprueft": list(CHECKS), **WORDS, **other}
    return post(seats.client("U01"), path, **form)


def _sheet(page: str) -> str:
    found = re.search(r'<dl class="nameless-sheet">.*?</dl>', page, re.DOTALL)
    assert found
    return found[0]


def said_of(number: str) -> list[str]:
    """What a sheet of this family must not say: names, days, places, and every longer text of its record."""
    [family] = [one for one in demo()["families"] if one["number"] == number]
    found = [number]
    for cell in family["cells"]:
        found += _said(cell)
    return found


def _said(cell: Mapping[str, Any]) -> list[str]:
    value = cell.get("value")
    match cell["field"]:
        case "given_name" | "family_name" | "phone" | "email":
            return [str(value)]
        case "birth_date":
            year, month, day = str(value).split("-")
            return [str(value), f"{day}.{month}.{year}", year]
        case "address":
            return [value["town"], value["street"]]
        case "responsible_jobcoach" | "responsible_asd_worker":  # they are signed in: the head of the page names them
            return []
    return [value] if isinstance(value, str) and len(value) > 12 else []
