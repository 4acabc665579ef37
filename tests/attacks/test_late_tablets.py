"""A tablet that comes back after hours: what was signed on it does not overtake what the person said since."""

from datetime import timedelta

import pytest

from tests.web.houses import post, sit_down
from tests.web.talks import F07, HELP, YES, Z2, begin, faults, papers, seen

BACK = f"/familien/{F07}/einwilligungen/E-2026-1-1/widerruf?{Z2}"


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


@pytest.fixture
def again(kreis, worker):
    """Beate said yes; an hour ago she was asked the same again, and half an hour ago she took her yes back by phone."""
    post(worker, f"{begin(worker)}?{Z2}", **YES)
    talk = begin(worker, question={**HELP, "angesprochen": "ja"})
    kreis.at += timedelta(minutes=30)
    local = kreis.at + timedelta(hours=1)
    told = {"wer": "F07-1", "tag": f"{local:%d.%m.%Y}", "uhrzeit": f"{local:%H:%M}", "weg": "phone"}
    assert 303 == post(worker, BACK, **told).status_code
    kreis.at += timedelta(minutes=30)
    return talk


def test_a_yes_that_lay_on_the_tablet_since_before_a_withdrawal_opens_nothing(kreis, worker, again):
    """It was signed fifty minutes ago, twenty before she rang: her last word is that she takes it back."""
    answer = post(worker, f"{again}?{Z2}", **YES, gewartet="3000")

    assert (
        422,
        ["Seit der Unterschrift wurde etwas davon zurückgenommen. Bitte sprechen Sie noch einmal darüber."],
    ) == (
        answer.status_code,
        faults(answer),
    )
    assert ["E-2026-1-1"] == list(papers(kreis))
    assert not seen(kreis, "help_type")


@pytest.mark.parametrize("waited", ["", "0", "600"])
def test_a_yes_that_was_signed_after_it_counts(kreis, worker, again, waited):
    """She rang, and then thought better of it."""
    post(worker, f"{again}?{Z2}", **YES, gewartet=waited)

    assert seen(kreis, "help_type")


def test_a_no_that_lay_on_the_tablet_counts_from_its_arrival(kreis, worker):
    """Whatever was said meanwhile, it shuts."""
    late = begin(worker, question={**HELP, "angesprochen": "ja"})
    kreis.at += timedelta(minutes=30)
    post(worker, f"{begin(worker, question={**HELP, 'angesprochen': 'ja'})}?{Z2}", **YES)
    assert seen(kreis, "help_type")
    kreis.at += timedelta(minutes=30)

    post(worker, f"{late}?{Z2}", **{**YES, "antwort-1": "nein"}, gewartet="3000")

    assert not seen(kreis, "help_type")


@pytest.mark.parametrize("waited", ["-1", "1e9", "9" * 5000, "²", "\x00", "3000.5"])
def test_a_wait_that_is_none_breaks_nothing(kreis, worker, waited):
    """What is longer than a device keeps anything is that long; what is no number is none."""
    talk = begin(worker)

    assert 303 == post(worker, f"{talk}?{Z2}", **YES, gewartet=waited).status_code
    assert ["E-2026-1-1"] == list(papers(kreis))
