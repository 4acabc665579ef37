"""What comes back as a sheet: too large, no document, two at once, a page of the web, or of somebody else."""

import re
from io import BytesIO

import pytest

from hub.casework.talks import Talks
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.talks import Answered, Reply, Signed, TalkWay, Whereabouts
from tests.kreis import books
from tests.web.houses import post, sit_down
from tests.web.talks import F07, SHEET, YES, Z2, begin, faults, papers

MOST = 10 * 1024 * 1024
FAULT = "Das ist kein PDF, oder es ist größer als 10 MB."
PAGE = b"<!doctype html><script>alert(1)</script>"
BOMB = b"%PDF-1.7\n1 0 obj<</Filter[/FlateDecode/FlateDecode]/Length 9>>stream\nxxxxxxxxx\nendstream\n%%EOF\n"


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


@pytest.fixture
def talk(worker):
    """A talk whose sheet is printed."""
    begun = begin(worker)
    post(worker, f"{begun}?{Z2}", **{**YES, "tun": "papier"})
    return begun


def _bring(worker, talk, scan):
    """As a browser sends it; put together by hand, so that no file of the test's own is left open."""
    [token] = set(re.findall('name="csrf_token" value="([^"]+)"', worker.get("/start").text))
    head = "--edge\r\nContent-Disposition: form-data; name="
    body = f'{head}"csrf_token"\r\n\r\n{token}\r\n{head}"scan"; filename="blatt.pdf"\r\n\r\n'.encode()
    kind = "multipart/form-data; boundary=edge"
    return worker.post(f"{talk}/scan?{Z2}", data=body + scan + b"\r\n--edge--\r\n", content_type=kind)


def _kept(kreis):
    return kreis.superuser().execute("select octet_length(box) from consent.scan").fetchall()


def _padded(size):
    """A document of so many bytes that looks as if it ended a little earlier too."""
    head, end = b"%PDF-1.7\n", b"%%EOF\n"
    body = bytearray(b"x" * size)
    body[: len(head)] = head
    for place in (MOST - 100, size - len(end)):
        body[place : place + len(end)] = end
    return bytes(body)


@pytest.mark.parametrize(
    "scan",
    [b"", PAGE, b"%PDF-1.7\n", PAGE + SHEET, b"\x89PNG\r\n" + SHEET, SHEET + b"x" * 5000, _padded(MOST + 1000)],
    ids=["nothing", "a page", "no end", "a page before it", "a picture", "more behind it", "a little too large"],
)
def test_what_is_no_whole_document_is_not_kept(kreis, worker, talk, scan):
    """422 with the sentence; nothing of it is kept, not even what would have had room."""
    answer = _bring(worker, talk, scan)

    assert (422, [FAULT]) == (answer.status_code, faults(answer))
    assert [] == _kept(kreis)


def test_twenty_megabytes_are_refused_before_they_are_read(kreis, worker, talk):
    """413, and nothing is kept."""
    answer = _bring(worker, talk, _padded(2 * MOST))

    assert 413 == answer.status_code
    assert [] == _kept(kreis)


def test_the_largest_that_has_room_comes_back_to_the_byte(worker, talk):
    """Ten megabytes are ten megabytes."""
    scan = _padded(MOST)

    assert 303 == _bring(worker, talk, scan).status_code
    assert scan == worker.get(f"{talk}/scan.pdf?{Z2}").data


@pytest.mark.parametrize("scan", [BOMB, SHEET + PAGE + b"%%EOF", b"%PDF-1.7 /JS(app.alert(1)) %%EOF"])
def test_whatever_a_document_holds_is_handed_back_as_a_file_and_nothing_else(worker, talk, scan):
    """This process opens nothing of it; a browser saves it, guesses no other kind and runs no script from here."""
    _bring(worker, talk, scan)

    answer = worker.get(f"{talk}/scan.pdf?{Z2}")

    assert scan == answer.data
    assert ("application/pdf", "nosniff") == (answer.content_type, answer.headers["X-Content-Type-Options"])
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "no-store" == answer.headers["Cache-Control"]


def test_a_name_of_a_file_goes_nowhere(kreis, worker, talk):
    """Neither as a path nor into a header."""
    sent = (BytesIO(SHEET), '../../etc/passwd"\r\nX-Evil: 1')
    assert 303 == post(worker, f"{talk}/scan?{Z2}", scan=sent).status_code

    answer = worker.get(f"{talk}/scan.pdf?{Z2}")

    assert 'attachment; filename="E-2026-1-scan.pdf"' == answer.headers["Content-Disposition"]
    assert "X-Evil" not in answer.headers


@pytest.mark.parametrize(("ref", "group"), [("U08", "jugendamt"), ("U01", "jobcenter")])
def test_nobody_else_brings_looks_at_or_checks_a_sheet(kreis, worker, talk, ref, group):
    """A colleague without the case, the other agency: 404, and the sheet is as it was."""
    other = sit_down(kreis, ref, group)

    answers = [_bring(other, talk, SHEET), post(other, f"{talk}/pruefen?{Z2}", tag="16.11.2026", unterschrieben="ja")]
    answers += [other.get(f"{talk}/{page}?{Z2}") for page in ("scan", "scan.pdf", "pruefen", "kopie", "kopie.pdf")]

    assert {404} == {answer.status_code for answer in answers}
    assert [("sheet",)] == kreis.superuser().execute("select state from consent.talk").fetchall()


CHECK = {"antwort-1": "ja", "tag": "16.11.2026", "unterschrieben": "ja"}
WRONG = {
    "a day before it was printed": {"tag": "15.11.2026"},
    "a day to come": {"tag": "17.11.2026"},
    "no day": {"tag": "31.02.2026"},
    "the first day of all": {"tag": "01.01.0001"},
    "not signed": {"unterschrieben": ""},
    "another answer": {"antwort-1": "nein"},
    "no answer": {"antwort-1": ""},
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_second_look_that_does_not_fit_opens_nothing(kreis, worker, talk, wrong):
    """422, and it waits for another look."""
    _bring(worker, talk, SHEET)

    answer = post(worker, f"{talk}/pruefen?{Z2}", **{**CHECK, **wrong})

    assert 422 == answer.status_code
    assert faults(answer)
    assert {} == papers(kreis)
    assert 303 == post(worker, f"{talk}/pruefen?{Z2}", **CHECK).status_code
    assert ["E-2026-1-1"] == list(papers(kreis))


def test_a_sheet_is_neither_signed_on_the_tablet_nor_left_on_a_page_nor_brought_after_its_end(kreis, worker, talk):
    """One way each: the other forms lead to what there is."""
    for way in (YES, {"antwort-1": "ja", "tun": "muendlich", "grund": "Telefonat am Montag"}):
        assert f"{talk}/fertig?{Z2}" == post(worker, f"{talk}?{Z2}", **way).headers["Location"]
    assert 303 == post(worker, f"{talk}/vorbereiten?{Z2}", tun="familienseite").status_code or {} == papers(kreis)
    _bring(worker, talk, SHEET)
    post(worker, f"{talk}/pruefen?{Z2}", **CHECK)

    assert 404 == _bring(worker, talk, SHEET).status_code
    assert ["E-2026-1-1"] == list(papers(kreis))


@pytest.mark.parametrize("way", [TalkWay.TABLET, TalkWay.ORAL, TalkWay.PORTAL])
def test_what_was_printed_in_another_window_is_not_signed_another_way(kreis, worker, talk, way):
    """A sheet is about, with answers of its own: they could not come in any more."""
    where = Whereabouts(FamilyNumber(F07), Purpose.FAM_JOINT_SUPPORT, talk.rsplit("/", 1)[1])
    said = Answered(Reply.LATER if way is TalkWay.PORTAL else Reply.NO)
    signed = Signed(way, (said,), strokes=((1, 2, 3, 4),), reason="Telefonat am Montag")

    outcome = Talks(kreis.house("jugendamt"), books().forms).sign(kreis.principal("U07"), where, signed, kreis.at)

    assert "way" in outcome.faults
    assert {} == papers(kreis)
    assert 303 == _bring(worker, talk, SHEET).status_code
