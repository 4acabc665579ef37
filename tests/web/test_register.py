"""The register of disclosures over the real house: what one agency got from the other, for both officers (H4, H6)."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from hub.gate.keeping import erase_what_is_over
from hub.review.register import open_register
from hub.terms.lists import Agency, Purpose
from tests.kreis import F01, Kreis
from tests.web.houses import sit_down

PAGE = "/datenschutz/register"


def _register(kreis: Kreis, agency: Agency):
    officer = replace(kreis.principal("U16", "oversight"), agency=agency)
    return open_register(kreis.house("oversight"), officer, F01, None, kreis.at)


def test_what_the_jobcoach_saw_of_the_youth_office_is_in_the_register_of_both(kreis):
    """From whom, to which function, of whom, for what, by which consents; not who looked."""
    kreis.open("U01")

    for agency in (Agency.JOBCENTER, Agency.JUGENDAMT):
        newest = _register(kreis, agency).lines[0]
        assert ("jugendamt", Agency.JOBCENTER) == (newest.source, newest.agency)
        assert Purpose.FAM_JOINT_SUPPORT is newest.purpose
        assert "C01" in newest.consents
        assert newest.persons


def test_a_look_at_ones_own_is_no_disclosure(kreis):
    """Neither is a refusal."""
    before = len(_register(kreis, Agency.JOBCENTER).lines)
    kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
    kreis.open("U04")

    assert before == len(_register(kreis, Agency.JOBCENTER).lines)


def test_the_register_outlives_the_log(kreis):
    """Six months later nobody can say who acted; what was disclosed, to whom and on which basis stays."""
    kreis.open("U01")
    kreis.at += timedelta(days=200)
    erase_what_is_over(kreis.house("clerk"), kreis.at)

    newest = _register(kreis, Agency.JUGENDAMT).lines[0]

    assert ("jugendamt", Agency.JOBCENTER) == (newest.source, newest.agency)
    assert "C01" in newest.consents


@pytest.mark.parametrize("ref", ["U01", "U07", "U19"])
def test_nobody_but_the_officers_has_this_page(kreis, ref):
    """Told so, without a family being named."""
    group = {"U01": "jobcenter", "U07": "jugendamt", "U19": "oversight"}[ref]

    assert 403 == sit_down(kreis, ref, group).get(f"{PAGE}?familie={F01}").status_code


def test_the_page_and_the_file_say_the_same(kreis):
    """In words, and as data; a number that is none is refused."""
    kreis.open("U01")
    officer = sit_down(kreis, "U16", "oversight")

    page = officer.get(f"{PAGE}?familie={F01}").text
    lines = officer.get(f"{PAGE}.json?familie={F01}").json["lines"]

    assert len(re.findall('<li class="own-card"', page)) == len(lines)
    assert "Jobcoach FAM, Pro Arbeit" in page
    assert 422 == officer.get(f"{PAGE}?familie=<b>").status_code
    assert 422 == officer.get(f"{PAGE}.json?familie=").status_code
