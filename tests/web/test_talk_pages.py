"""The consent talk over the demo Kreis: prepared, held, signed; and what the other agency sees a second later."""

import re
from io import BytesIO

import pytest

from tests.web.houses import later, post, sit_down
from tests.web.talks import F07, HELP, SHEET, TALKS, YES, Z2, begin, faults, papers, seen


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


def test_a_yes_on_the_tablet_opens_exactly_that(kreis, worker):
    """Before it the Jobcoach sees nothing of the help that Beate has; a second later they do, and no more."""
    assert not seen(kreis, "help_type")
    talk = begin(worker)

    answer = post(worker, f"{talk}?{Z2}", **YES)

    assert 303 == answer.status_code, answer.text
    assert "Gespeichert. Nummer E-2026-1." in worker.get(answer.headers["Location"]).text
    assert seen(kreis, "help_type")
    assert not seen(kreis, "help_goals")


@pytest.mark.parametrize("said", ["nein", "spaeter"])
def test_neither_a_no_nor_a_later_opens_anything(kreis, worker, said):
    """A later beside a no leaves the question open; a no is kept as one."""
    talk = begin(worker)
    post(worker, f"{talk}/vorbereiten?{Z2}", **{**HELP, "kategorie": "housing"})

    post(worker, f"{talk}?{Z2}", **{**YES, "antwort-1": said, "antwort-2": "nein"})

    assert not seen(kreis, "help_type")
    assert ["E-2026-1-1", "E-2026-1-2"] == list(papers(kreis))


def test_signing_twice_is_one_consent(kreis, worker):
    """The second click is led to the same number."""
    talk = begin(worker)

    first, second = (post(worker, f"{talk}?{Z2}", **YES) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert ["E-2026-1-1"] == list(papers(kreis))


def test_paper_stays_open_until_the_scan_is_in_and_looked_at(kreis, worker):
    """Printed: open. Scanned: open. Read once more, and it says the same: it counts."""
    talk = begin(worker)
    sheet = post(worker, f"{talk}?{Z2}", **{**YES, "tun": "papier"})
    assert "offen" in worker.get(sheet.headers["Location"]).text
    assert worker.get(f"{talk}/kopie.pdf?{Z2}").data.startswith(b"%PDF-")
    assert not seen(kreis, "help_type")

    scan = post(worker, f"{talk}/scan?{Z2}", scan=(BytesIO(SHEET), "blatt.pdf"))
    assert 303 == scan.status_code, scan.text
    assert not seen(kreis, "help_type")
    assert SHEET == worker.get(f"{talk}/scan.pdf?{Z2}").data

    checked = {"antwort-1": "ja", "unterschrieben": "ja", "tag": "16.11.2026"}
    assert 303 == post(worker, f"{talk}/pruefen?{Z2}", **checked).status_code
    assert seen(kreis, "help_type")
    assert "paper" == papers(kreis)["E-2026-1-1"]["way"]


def test_a_second_look_that_finds_something_else_opens_nothing(kreis, worker):
    """The page does not show what was noted; another answer, no signature or another day is refused."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **{**YES, "tun": "papier"})
    assert "kein PDF" in faults(post(worker, f"{talk}/scan?{Z2}", scan=(BytesIO(b"GIF89a"), "blatt.pdf")))[0]
    post(worker, f"{talk}/scan?{Z2}", scan=(BytesIO(SHEET), "blatt.pdf"))
    form = worker.get(f"{talk}/pruefen?{Z2}").text
    assert "checked" not in form

    checked = {"antwort-1": "ja", "unterschrieben": "ja", "tag": "16.11.2026"}
    for wrong in ({"antwort-1": "nein"}, {"unterschrieben": ""}, {"tag": "15.11.2026"}, {"tag": "17.11.2026"}):
        assert 422 == post(worker, f"{talk}/pruefen?{Z2}", **{**checked, **wrong}).status_code
    assert {} == papers(kreis)


def test_spoken_words_need_a_reason_and_count_fourteen_days_unless_confirmed(kreis, worker):
    """Check 22: a reason, „Schriftlich bestätigen bis“, nothing after the fourteenth day; confirmed it goes on."""
    talk = begin(worker)
    spoken = {"antwort-1": "ja", "tun": "muendlich"}
    assert ["Bitte schreiben Sie, warum es nicht schriftlich geht (mindestens zehn Zeichen)."] == faults(
        post(worker, f"{talk}?{Z2}", **spoken)
    )

    done = post(worker, f"{talk}?{Z2}", **spoken, grund="Hand gebrochen, Termin eilt")

    assert "Schriftlich bestätigen bis Mo 30.11.2026." in worker.get(done.headers["Location"]).text
    assert seen(kreis, "help_type")
    later(kreis, 14)
    assert seen(kreis, "help_type")
    paper = f"/familien/{F07}/einwilligungen/E-2026-1-1/bestaetigen?{Z2}"
    assert 422 == post(worker, paper, tag="15.11.2026").status_code
    assert 303 == post(worker, paper, tag="30.11.2026").status_code
    later(kreis, 1)
    assert seen(kreis, "help_type")


def test_unconfirmed_spoken_words_end_and_are_not_brought_back(kreis, worker):
    """On the fifteenth day they count no more, and a confirmation then is too late."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **{"antwort-1": "ja", "tun": "muendlich"}, grund="Hand gebrochen, Termin eilt")
    later(kreis, 15)
    assert not seen(kreis, "help_type")

    answer = post(worker, f"/familien/{F07}/einwilligungen/E-2026-1-1/bestaetigen?{Z2}", tag="01.12.2026")

    assert "Die 14 Tage sind vorbei" in answer.text
    assert not seen(kreis, "help_type")


def test_health_is_never_opened_by_word_of_mouth(kreis, worker):
    """§ 67b Abs. 2 S. 2 SGB X; on the tablet it is possible."""
    talk = begin(worker, question={**HELP, "kategorie": "health", "angesprochen": "ja"})

    answer = post(worker, f"{talk}?{Z2}", **{"antwort-1": "ja", "tun": "muendlich"}, grund="Hand gebrochen, eilt")

    assert "Zur Gesundheit reicht ein gesprochenes Ja nicht" in faults(answer)[0]
    assert {} == papers(kreis)


def test_who_said_no_is_left_in_peace_for_six_months(kreis, worker):
    """A question that was refused is not put on the list again, unless the person brings it up."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **{**YES, "antwort-1": "nein"})
    later(kreis, 30)
    again = re.sub(r"/vorbereiten.*", "", post(worker, f"{TALKS}?{Z2}", wer="F07-1").headers["Location"])

    refused = post(worker, f"{again}/vorbereiten?{Z2}", **HELP)

    assert ["Bitte nicht erneut fragen vor dem 16.05.2027: Es wurde Nein gesagt."] == faults(refused)
    assert 303 == post(worker, f"{again}/vorbereiten?{Z2}", **HELP, angesprochen="ja").status_code


def test_a_talk_of_one_agency_is_not_there_for_the_other_and_for_colleagues(kreis, worker):
    """404 for who has not the case; the Jobcoach of the family finds no talk of the Jugendamt."""
    talk = begin(worker)
    coach, stranger = sit_down(kreis, "U01", "jobcenter"), sit_down(kreis, "U08", "jugendamt")

    assert 404 == coach.get(f"{talk}?{Z2}").status_code
    assert 404 == coach.get(f"{talk}/kopie.pdf?{Z2}").status_code
    assert 404 == stranger.get(f"{TALKS}?{Z2}").status_code
    assert 404 == stranger.get(f"{talk}?{Z2}").status_code
    assert "Beate" not in re.sub(r"(?s).*<h2", "", coach.get(f"{TALKS}?{Z2}").text)
    assert 404 == post(coach, f"{talk}?{Z2}", **YES).status_code


def test_what_is_sent_after_a_withdrawal_of_the_case_is_kept_nowhere(kreis, worker):
    """The tablet was offline; meanwhile the case went to somebody else."""
    talk = begin(worker)
    kreis.superuser().execute(
        "delete from identity.assignment a using identity.staff s where s.staff_id = a.staff_id and s.ref = 'U07'"
    )
    assert 404 == post(worker, f"{talk}?{Z2}", **YES).status_code
    assert {} == papers(kreis)


def test_nine_questions_draw_a_hint_and_going_on_is_possible(worker):
    """Check 16: what of it is really necessary? With eight nothing is said."""
    talk = begin(worker)
    more = ("housing", "contact", "family_relations", "health", "school_childcare", "appointments", "fam_joint")
    for category in more:
        post(worker, f"{talk}/vorbereiten?{Z2}", **{**HELP, "kategorie": category, "angesprochen": "ja"})
    eight = worker.get(f"{talk}/vorbereiten?{Z2}").text
    post(worker, f"{talk}/vorbereiten?{Z2}", **{**HELP, "kategorie": "provider_reports", "angesprochen": "ja"})
    nine = worker.get(f"{talk}/vorbereiten?{Z2}").text

    assert "Frage 8 entfernen" in eight
    assert "Mehr als acht Fragen" not in eight
    assert "Mehr als acht Fragen – was davon ist wirklich nötig?" in nine
    assert "Gespräch beginnen" in nine
    assert "Frage 9 von 9" in worker.get(f"{talk}?{Z2}").text
