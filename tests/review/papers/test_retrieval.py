"""What is laid down for retrieval between the controllers follows from the rules, and says what is still open (C19)."""

import pytest

from hub.review.papers.making import make_paper, write_text
from hub.terms.lists import Purpose
from hub.terms.review_papers import SIDES, PaperKind
from tests.web.sample_papers import sources


@pytest.mark.parametrize("controller", SIDES)
def test_it_names_by_which_rules_the_other_controller_retrieves_and_nobody_else(controller):
    """Providers are no bodies of § 35 SGB I: what they get is an order's, not a retrieval."""
    own = sources(controller)
    paper = make_paper(PaperKind.RETRIEVAL, own)
    [table] = [one.table for one in paper.sections if one.table is not None]

    assert own.other == paper.facts["retrieves"]
    assert {"consent", "emergency"} <= set(paper.facts["rules"])
    assert all(who.startswith(f"{own.words.agency(own.other)}: ") for _, who, *_ in table.rows)
    assert not {Purpose.PROVIDER_SERVICE, Purpose.SGB2_SANCTION} & set(paper.facts["purposes"])


def test_what_nobody_has_agreed_on_yet_is_an_open_point():
    """Approval, notice and signatures come before the start."""
    paper = make_paper(PaperKind.RETRIEVAL, sources())

    assert {"adequacy", "supervision", "authority", "signed", "staff"} == set(paper.facts["open"])
    assert "Offener Punkt" in write_text(paper)
