"""„Einwilligung anfragen“: to the worker who knows the person; the family hears of it only from them (J4)."""

import re

import pytest

from tests.web.houses import later, post, sit_down
from tests.web.talks import F07, HELP, TALKS, YES, Z2, begin, faults, seen

ASK = f"/familien/{F07}/einwilligungen/anfrage?{Z2}"
WISH = {
    "person": "F07-1",
    "kategorie": "help_type",
    "fuer": "fam_joint_support",
    "wofuer": "Um Termine abzustimmen.",
    "bis": "6",
}


@pytest.fixture
def coach(kreis):
    """The Jobcoach of F07."""
    return sit_down(kreis, "U01", "jobcenter")


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


def test_a_request_goes_to_the_worker_and_onto_the_list_of_a_talk(kreis, coach, worker):
    """Sent: nothing opens. Taken over and answered with yes: it does."""
    sent = post(coach, ASK, **WISH)

    assert "Anfrage an Henrike Steinkauz gesendet." in sent.text
    assert "Sie hören bis Mo 30.11.2026 davon." in sent.text
    assert "wartet" in coach.get(ASK).text
    assert not seen(kreis, "help_type")
    said = worker.get(f"{TALKS}?{Z2}").text
    assert "Jonas Kranichfeld" in said
    assert "Um Termine abzustimmen." in said

    talk = re.sub(r"/vorbereiten.*", "", post(worker, f"{TALKS}?{Z2}", wer="F07-1").headers["Location"])
    [take] = re.findall(r'value="(uebernehmen-[^"]+)"', worker.get(f"{talk}/vorbereiten?{Z2}").text)
    assert 303 == post(worker, f"{talk}/vorbereiten?{Z2}", tun=take).status_code
    assert "steht auf der Liste" in coach.get(ASK).text
    post(worker, f"{talk}?{Z2}", **YES)
    assert seen(kreis, "help_type")


def test_the_sentence_why_is_for_the_agency_that_is_asked(kreis, coach):
    """It stands sealed in the database, and does not come back to who wrote it."""
    post(coach, ASK, **WISH)

    [(row,)] = kreis.superuser().execute("select r::text from consent.request r").fetchall()
    assert "Termine" not in row
    assert "Um Termine abzustimmen." not in coach.get(ASK).text


def test_not_now_is_said_without_a_reason(coach, worker):
    """The asker learns that the family is not asked now, and no more."""
    post(coach, ASK, **WISH)
    [path] = re.findall(r'action="([^"]*/anfrage/[^"]+)"', worker.get(f"{TALKS}?{Z2}").text)

    assert 303 == post(worker, path).status_code
    assert "wird jetzt nicht gefragt" in coach.get(ASK).text
    assert 404 == post(worker, path).status_code


def test_a_no_is_left_in_peace(kreis, coach, worker):
    """Six months, also by a request of the other agency."""
    post(worker, f"{begin(worker)}?{Z2}", **{**YES, "antwort-1": "nein"})
    later(kreis, 30)

    refused = post(coach, ASK, **WISH)

    assert 422 == refused.status_code
    assert ["Bitte nicht erneut fragen vor dem 16.05.2027: Es wurde Nein gesagt."] == faults(refused)


@pytest.mark.parametrize("wrong", ["person", "kategorie", "fuer", "wofuer", "bis"])
def test_a_request_without_one_of_its_parts_is_not_sent(coach, worker, wrong):
    """Each part is needed; and the same is not asked twice while it waits."""
    assert 422 == post(coach, ASK, **{**WISH, wrong: ""}).status_code
    assert 'class="talk-list"' not in coach.get(ASK).text


def test_the_same_is_not_asked_twice_while_it_waits(coach):
    """The second one is told so."""
    post(coach, ASK, **WISH)

    assert ["Diese Frage steht schon auf der Liste."] == faults(post(coach, ASK, **WISH))


def test_nobody_else_asks_or_answers(kreis, coach, worker):
    """A colleague without the case finds nothing; nor does the asker answer their own request."""
    post(coach, ASK, **WISH)
    [path] = re.findall(r'action="([^"]*/anfrage/[^"]+)"', worker.get(f"{TALKS}?{Z2}").text)
    stranger = sit_down(kreis, "U08", "jugendamt")

    assert 404 == stranger.get(ASK).status_code
    assert 404 == post(stranger, ASK, **WISH).status_code
    assert 404 == post(stranger, path).status_code
    assert 404 == post(coach, path).status_code
    assert HELP["wofuer"] not in stranger.get(f"{TALKS}?{Z2}").text
