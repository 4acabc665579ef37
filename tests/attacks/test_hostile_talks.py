"""Hostile input to talks, by page and by program: a sentence at its place, no fault of the hub, nothing half kept."""

import json
from uuid import uuid4

import pytest

from tests.attacks.families import cell, consent, family
from tests.web.houses import post, sit_down
from tests.web.talks import F07, HELP, YES, Z2, begin, faults, papers
from tests.web.test_consents_api import _Tokens
from tests.web.test_entering_api import BODY, QUESTION, URL, enter

UNSEEN = {"zero": "\x00", "turned round": "\u202e", "line": "\n", "shut": "\u2069", "half a pair": "\ud800"}


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


@pytest.fixture
def program(worker):
    """A program that speaks for them."""
    desk = worker.application.extensions["desk"]
    with worker.session_transaction() as session:
        present = desk.sessions.load(session.pop("key"))
    vars(desk)["sessions"] = _Tokens(desk.sessions, present)
    return worker


def _kept(kreis):
    """All that a talk could leave behind."""
    tables = ("consent.talk", "consent.scan", "consent.asked", "consent.numbering")
    return {t: kreis.superuser().execute(f"select count(*) from {t}").fetchone()[0] for t in tables} | papers(kreis)


WORDS = {
    "purpose": ({"purpose": "nonsense"}, "/purpose"),
    "purpose of nobody": ({"purpose": "x\x00"}, "/purpose"),
    "person of another list": ({"by": []}, "/by"),
    "nested categories": ({"questions": [{**QUESTION, "categories": [["a"]]}]}, "/questions/0/categories/0"),
    "day before there were days": ({"questions": [{**QUESTION, "until": "0000-00-00"}]}, "/questions/0/until"),
    "day of the year one": ({"questions": [{**QUESTION, "until": "0001-01-01"}]}, "/questions/0"),
    "last day of all": ({"questions": [{**QUESTION, "until": "9999-12-31"}]}, "/questions/0"),
    "number without end": ({"signature": [[10**30, 1, 2, 3]]}, "/signature/0/0"),
    "yes for a number": ({"signature": [[True, 1, 2, 3]]}, "/signature/0/0"),
    "key that nobody knows": ({"<script>": 1}, ""),
    "the same twice": ({"questions": [QUESTION, QUESTION]}, "/questions/1"),
    "more than a talk holds": ({"questions": [QUESTION] * 31}, "/questions"),
}


@pytest.mark.unchanged
@pytest.mark.parametrize(("wrong", "place"), WORDS.values(), ids=WORDS)
def test_a_program_that_sends_nonsense_is_told_where_and_nothing_of_it_is_kept(kreis, program, wrong, place):
    """422 with a pointer; the answer repeats nothing of what was sent, and no number is used up."""
    before = _kept(kreis)

    answer = enter(program, {**BODY, **wrong})

    assert 422 == answer.status_code, answer.text
    assert place in [one["pointer"] for one in answer.json["errors"]]
    assert "script" not in answer.text
    assert before == _kept(kreis)


LINES = {"place": {}, "witnesses": {}, "interpreter": {"language": "prs"}, "reason": {"way": "oral"}}


@pytest.mark.parametrize("sign", UNSEEN.values(), ids=UNSEEN)
@pytest.mark.parametrize(("field", "more"), LINES.items(), ids=LINES)
def test_signs_that_nobody_sees_are_refused_wherever_a_line_is_typed(kreis, program, field, more, sign):
    """They could turn a name round on the copy, and a zero is nothing that the database keeps."""
    before = _kept(kreis)

    body = json.dumps({**BODY, **more, field: f"Erdachte Angabe{sign} hier"})
    headers = {"Authorization": "Bearer known", "Idempotency-Key": uuid4().hex, "Content-Type": "application/json"}
    answer = program.post(URL, data=body, headers=headers)

    assert 422 == answer.status_code, answer.text
    assert sign == UNSEEN["half a pair"] or [f"/{field}"] == [one["pointer"] for one in answer.json["errors"]]
    assert before == _kept(kreis)


def test_a_page_says_which_line_holds_signs_that_nobody_sees(kreis, worker):
    """Each has its own sentence; after it the talk is as it was."""
    talk = begin(worker)
    before = _kept(kreis)

    spoken = post(
        worker, f"{talk}?{Z2}", **{"antwort-1": "ja", "tun": "muendlich", "grund": "Telefonat am Montag\x00 ja"}
    )
    placed = post(worker, f"{talk}?{Z2}", **{**YES, "ort": "Ort\u202etrO"})
    told = post(worker, f"{talk}/vorbereiten?{Z2}", tun="sprache", sprache="prs", uebersetzt="Erd\u202eacht")

    for answer, word in ((spoken, "Der Grund"), (placed, "Der Ort"), (told, "Der Name der übersetzenden Person")):
        assert 422 == answer.status_code
        assert [f"{word} enthält Zeichen, die man nicht sieht."] == [
            one.partition(" Bitte")[0] for one in faults(answer)
        ]
    assert before == _kept(kreis)


@pytest.mark.parametrize("place", ["9" * 5000, "²", "-1", "0", "1e1", "\x00"])
def test_taking_a_question_off_by_a_number_that_is_none_takes_nothing_off(worker, place):
    """However long it is."""
    talk = begin(worker)

    assert 303 == post(worker, f"{talk}/vorbereiten?{Z2}", tun=f"weg-{place}").status_code

    assert "Frage 1 entfernen" in worker.get(f"{talk}/vorbereiten?{Z2}").text


@pytest.mark.parametrize("place", ["Ort \U0001f600", "\u12a0\u12f2\u1235 \u12a0\u1260\u1263", "\u4e2d", "C:\\u0041"])
def test_a_copy_can_be_made_whatever_was_typed(worker, place):
    """What no font of the document holds is shown as missing; a signature without a copy is none (D4)."""
    talk = begin(worker)
    assert 303 == post(worker, f"{talk}?{Z2}", **{**YES, "ort": place}).status_code

    copy = worker.get(f"{talk}/kopie.pdf?{Z2}")

    assert (200, b"%PDF-") == (copy.status_code, copy.data[:5])


MOMENTS = {
    "first hour of all": ("01.01.0001", "00:00"),
    "last of all": ("31.12.9999", "23:59"),
    "none": ("1.1.1", "0:0"),
}


@pytest.mark.parametrize(("day", "hour"), MOMENTS.values(), ids=MOMENTS)
def test_a_withdrawal_at_a_time_that_cannot_be_is_a_sentence(kreis, worker, day, hour):
    """422, and what was said stays as it was."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **YES)
    path = f"/familien/{F07}/einwilligungen/E-2026-1-1/widerruf?{Z2}"

    answer = post(worker, path, wer="F07-1", tag=day, uhrzeit=hour, weg="phone")

    assert 422 == answer.status_code
    assert faults(answer)
    assert [] == kreis.superuser().execute("select 1 from consent.withdrawal where journal_seq is not null").fetchall()


@pytest.mark.unchanged
@pytest.mark.parametrize("ref", ["E-2026-1-1%00", "%F0%9F%98%80", "..%2F..%2Fetc", "x" * 3000])
@pytest.mark.parametrize("page", ["widerruf", "irrtum", "bestaetigen", "probeblick", "beleg"])
def test_a_paper_of_no_name_is_a_404_on_every_page(worker, ref, page):
    """Nothing else, and the same for all."""
    answer = worker.get(f"/familien/{F07}/einwilligungen/{ref}/{page}?{Z2}")

    assert 404 == answer.status_code
    assert worker.get(f"/familien/FAM-1999-001/einwilligungen/C1/widerruf?{Z2}").data == answer.data


MARKUP = "<img src=x onerror=alert(1)>\"'{{7*7}}#eval(1)"


def test_a_name_that_is_markup_is_shown_as_it_is_on_every_page_and_document(kreis, worker):
    """Escaped in pages, data in documents, never anything that runs."""
    name = cell("given_name", "X99-1", MARKUP, owner="jugendamt", summary=MARKUP)
    kreis.load(family("FAM-2026-799", "X99", [name], consents=[consent("X99-C", "X99-1", ["U01"])]))
    case = "/familien/FAM-2026-799/einwilligungen"
    begun = post(worker, f"{case}/gespraech?{Z2}", wer="X99-1").headers["Location"]
    talk = begun.partition("/vorbereiten")[0]
    asked = post(worker, begun, **{**HELP, "person": "X99-1", "angesprochen": "ja", "wofuer": MARKUP})
    assert 303 == asked.status_code, asked.text

    pages = [worker.get(f"{talk}{one}?{Z2}") for one in ("", "/vorbereiten", "/probeblick")]
    post(worker, f"{talk}?{Z2}", **{**YES, "ort": MARKUP})
    pages += [worker.get(f"{talk}/{one}?{Z2}") for one in ("fertig", "kopie")]
    pages += [worker.get(f"{case}{one}?{Z2}") for one in ("", "/gespraech", "/anfrage")]
    pages += [worker.get(f"{case}/{ref}/{one}?{Z2}") for ref in ("X99-C", "E-2026-1-1") for one in PAPER_PAGES]

    assert {200} == {page.status_code for page in pages}
    assert not [page.request.path for page in pages if "<img src=x" in page.text or "49#eval" in page.text]
    assert sum("&lt;img src=x" in page.text for page in pages) > len(pages) // 2
    assert b"%PDF-" == worker.get(f"{talk}/kopie.pdf?{Z2}").data[:5]


PAPER_PAGES = ("widerruf", "irrtum", "probeblick", "beleg")
