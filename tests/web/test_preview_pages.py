"""The pages for looking ahead, over the real house."""

import re

import pytest

from tests.kreis import F01
from tests.web.houses import sit_down

STAFF = f"/familien/{F01}/einwilligungen/{{}}/probeblick?zweck=fam_joint_support"
OWN = "/meine/zustimmungen/{}/probeblick"


@pytest.fixture
def sandra(kreis):
    """Sandra's own browser."""
    return sit_down(kreis, "sandra.ahornwald", "family")


def test_a_mother_sees_what_her_jobcoach_sees_and_what_would_go(sandra):
    """In words and with a sign; the way there stands at each of her answers."""
    consents = sandra.get("/meine/zustimmungen").text

    page = sandra.get(OWN.format("C01"))

    assert OWN.format("C01") in consents
    assert 200 == page.status_code
    assert "Das sieht Jonas Kranichfeld" in page.text
    assert "nicht mehr sichtbar" in page.text
    assert '<span class="preview__sign" aria-hidden="true">−</span>' in page.text
    assert "neu sichtbar" not in page.text


def test_another_recipient_can_be_chosen(sandra):
    """Each of those whom the paper names."""
    page = sandra.get(OWN.format("C01"), query_string={"an": "U06"})

    assert "Das sieht Dorothea Wiedehopf" in page.text


def test_a_worker_sees_their_own_part_alone(kreis):
    """Of the Jobcenter's data about Sandra nothing stands on the page of her ASD worker."""
    page = sit_down(kreis, "U07", "jugendamt").get(STAFF.format("C01"))

    assert 200 == page.status_code
    assert "Das sieht Jonas Kranichfeld" in page.text
    assert "nicht mehr sichtbar" in page.text
    assert "Gefragt ist nach:" in page.text
    assert not re.search("sgb2|Kooperationsplan", page.text)


@pytest.mark.parametrize("path", [OWN.format("C99"), OWN.format("C06"), OWN.format("x" * 50)])
def test_what_is_not_ones_own_is_not_there(sandra, path):
    """Somebody else's paper, and none: the same answer."""
    assert 404 == sandra.get(path).status_code


def test_staff_have_no_way_to_a_page_of_families_and_families_none_to_theirs(kreis, sandra):
    """Each door keeps to its own."""
    assert 403 == sit_down(kreis, "U07", "jugendamt").get(OWN.format("C01")).status_code
    assert 404 == sandra.get(STAFF.format("C01")).status_code
