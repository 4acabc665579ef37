"""Looking ahead in a talk: with the answers as they stand, by the papers that come of it, and nothing is kept."""

import re

import pytest

from tests.gate.ahead import own_part
from tests.gate.asked import answer_makers
from tests.web.houses import post, sit_down
from tests.web.talks import F07, YES, Z2, begin

KEPT = """
    select (select count(*) from consent.paper), (select count(*) from record.key_wrapping),
        (select array_agg(state) from consent.talk), (select sum(consent_epoch) from core.family)
"""
NEW = '<li class="is-new">'


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


def _seen(kreis):
    return {v.cell for v in kreis.open("U01", F07).projection.shown} & own_part(kreis, "U07", F07)


def test_what_a_yes_opens_is_marked_before_it_is_signed_and_is_there_after_it(kreis, worker):
    """As many values come to the Jobcoach's page as the preview calls new, and none before the signature."""
    talk, before = begin(worker), _seen(kreis)

    page = post(worker, f"{talk}/probeblick?{Z2}", **{"antwort-1": "ja"}).text
    unsigned = _seen(kreis)
    post(worker, f"{talk}?{Z2}", **YES)
    answer_makers(kreis)

    assert "Das sieht Jonas Kranichfeld" in page
    assert "Beate Haselstrauch: Hilfen" in page
    assert unsigned == before
    assert len(_seen(kreis) - before) == page.count(NEW) > 0
    assert not before - _seen(kreis)


def test_a_no_and_a_later_open_nothing(worker):
    """Whoever answers so changes nothing here, and is told so."""
    talk = begin(worker)

    no, later = (post(worker, f"{talk}/probeblick?{Z2}", **{"antwort-1": word}).text for word in ("nein", "spaeter"))

    assert NEW not in no
    assert "Das sieht Jonas Kranichfeld" in no
    assert "Alle Fragen sind offen." in later


def test_before_the_talk_it_is_shown_as_if_all_were_answered_with_yes(worker):
    """One link from the list; the same as with every yes given."""
    talk = begin(worker)

    page = worker.get(f"{talk}/probeblick?{Z2}")

    assert f"{talk}/probeblick" in worker.get(f"{talk}/vorbereiten?{Z2}").text
    assert f"{talk}/probeblick" in worker.get(f"{talk}?{Z2}").text
    assert page.text.count(NEW) == _marks(post(worker, f"{talk}/probeblick?{Z2}", **{"antwort-1": "ja"}))


def _marks(answer):
    return answer.text.count(NEW)


def test_nothing_is_kept(kreis, worker):
    """No paper, no key, no answer: the talk is as it was."""
    talk = begin(worker)
    before = kreis.superuser().execute(KEPT).fetchall()

    post(worker, f"{talk}/probeblick?{Z2}", **{"antwort-1": "ja"})

    assert before == kreis.superuser().execute(KEPT).fetchall()


def test_of_a_talk_that_is_over_or_not_there_nothing_is_shown(worker):
    """It is signed, and stands among the consents."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **YES)
    other = re.sub("[0-9a-f]{12}$", "0" * 12, talk)

    assert 404 == worker.get(f"{talk}/probeblick?{Z2}").status_code
    assert 404 == worker.get(f"{other}/probeblick?{Z2}").status_code
