"""Papers by the rules in force, of the controller that an officer acts for."""

from dataclasses import replace

import pytest

from hub.review.papers.desk import Papers
from hub.terms.lists import Agency, Role
from hub.terms.review_papers import SIDES, WRITTEN, PaperKind
from tests.rulebook.rule_folders import put, without
from tests.web.sample_papers import sources


def _officer(kreis, agency=Agency.JOBCENTER):
    return replace(kreis.principal("U16", "oversight"), agency=agency)


@pytest.fixture
def papers(kreis):
    """As the officers' process has them."""
    return Papers(kreis.house("oversight"), sources().words, sources().addresses)


def test_a_paper_follows_what_is_put_in_force(kreis, papers, tmp_path):
    """With the very next opening: the recipients by consent are gone, and the digest is the new one."""
    before = papers.open(_officer(kreis), PaperKind.REGISTER, kreis.at)
    changed = without(tmp_path, "gdpr/consent")
    put(kreis, changed)

    after = papers.open(_officer(kreis), PaperKind.REGISTER, kreis.at)

    assert "consent" in {one["rule"] for one in before.facts["recipients"]}
    assert "consent" not in {one["rule"] for one in after.facts["recipients"]}
    assert (changed.policies.digest, changed.policies.digest in after.note) == (after.rules, True)


@pytest.mark.parametrize("controller", SIDES)
def test_each_officer_has_the_papers_of_the_own_controller(kreis, papers, controller):
    """All five, with its name on them (H4)."""
    for kind in PaperKind:
        paper = papers.open(_officer(kreis, controller), kind, kreis.at)
        assert controller is paper.controller
        assert sources().addresses[controller].name in paper.subtitle


@pytest.mark.parametrize("kind", PaperKind)
def test_elsewhere_there_are_none(kreis, papers, kind):
    """A provider keeps its own register."""
    assert papers.open(_officer(kreis, Agency.PROVIDER), kind, kreis.at) is None


def test_a_paper_that_tells_of_nobody_leaves_no_entry_and_takes_one_statement(kreis, papers):
    """It is made of rules, fields and settings alone."""
    officer, count = _officer(kreis), "select count(*) from ledger.entry"
    [(before,)] = kreis.superuser().execute(count).fetchall()
    del kreis.statements[:]

    for kind in WRITTEN:
        papers.open(officer, kind, kreis.at)

    assert len(WRITTEN) == len(kreis.statements)
    assert [(before,)] == kreis.superuser().execute(count).fetchall()


def test_the_numbers_are_not_for_a_lead(kreis, papers):
    """Whatever the process says: the rules decide."""
    lead = replace(_officer(kreis), role=Role.JOBCENTER_LEAD)

    assert papers.open(lead, PaperKind.COVERAGE, kreis.at) is None
