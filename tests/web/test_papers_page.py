"""Papers of accountability as pages and files: for data protection officers, of the office they act for."""

import json
from dataclasses import replace

import pytest

from hub.terms.review_papers import WRITTEN, PaperKind
from tests.web.apps import app_at
from tests.web.sample import DPO, JOBCOACH, post, sample_desk
from tests.web.sample_papers import SamplePapers, sources
from tests.web.tagged import expect_accessible

PATH = "/datenschutz/nachweise"


@pytest.fixture
def coach():
    """A Jobcoach's browser."""
    app = app_at(sample_desk())
    client = app.test_client()
    with client.session_transaction() as session:
        session["key"] = app.extensions["desk"].sessions.open(post(JOBCOACH).id)
    return client


def test_the_list_offers_each_paper_three_ways(dpo):
    """To read, as PDF, as data; in the menu of officers."""
    page = dpo.get(PATH).text

    for kind in PaperKind:
        for ending in ("", ".pdf", ".json"):
            assert f'href="{PATH}/{kind}{ending}"' in page
    assert f'href="{PATH}" aria-current="page"' in page


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_paper_is_read_on_the_page_with_the_rules_it_comes_from(dpo, kind):
    """One heading of the first level, each section below it, and the digest."""
    page = dpo.get(f"{PATH}/{kind}").text

    assert 1 == page.count("<h1")
    assert page.count("<h2") > 4
    assert sources().policies.digest in page
    assert "style=" not in page


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_paper_is_an_accessible_document(dpo, kind):
    """PDF/UA-1 and PDF/A-2a in one file, tagged, in German, with headings that can be jumped to."""
    answer = dpo.get(f"{PATH}/{kind}.pdf")

    assert "application/pdf" == answer.mimetype
    expect_accessible(answer.data, "")
    assert b"/Outlines" in answer.data
    assert f'filename="{kind}-' in answer.headers["Content-Disposition"]


def test_a_paper_is_data(dpo):
    """With ids of fields, roles and rules, and from which rules it was made."""
    told = json.loads(dpo.get(f"{PATH}/{PaperKind.REGISTER}.json").data)

    assert sources().policies.digest == told["rules"]
    assert {"activities", "recipients", "retention", "third_countries"} <= set(told["facts"])
    assert "consent" in [one["rule"] for one in told["facts"]["recipients"]]


@pytest.mark.parametrize("path", ["", "/verzeichnis", "/verzeichnis.pdf", "/verzeichnis.json", "/einwilligungsstand"])
def test_nobody_but_officers_opens_them(coach, path):
    """They are told so: the pages name no family."""
    assert 403 == coach.get(PATH + path).status_code


@pytest.mark.parametrize("path", ["/anderes", "/anderes.pdf", "/verzeichnis.exe"])
def test_another_paper_is_not_there(dpo, path):
    """Neither as a page nor as a file."""
    assert 404 == dpo.get(PATH + path).status_code


def test_where_no_rule_lets_there_is_no_paper():
    """Refused and absent look alike."""

    class Nothing(SamplePapers):
        def open(self, principal, kind, at):
            return None

    app = app_at(replace(sample_desk(), papers=Nothing()))
    client = app.test_client()
    with client.session_transaction() as session:
        session["key"] = app.extensions["desk"].sessions.open(post(DPO).id)

    assert 404 == client.get(f"{PATH}/{PaperKind.REGISTER}").status_code
