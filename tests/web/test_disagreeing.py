"""Parents who disagree: what the page says of it, and what a program reads."""

from dataclasses import replace
from datetime import date

from hub.terms.lists import BlankReason, Category
from hub.terms.reasons import Reason
from hub.web.api import write_family
from hub.web.reasons import Reasons
from hub.web.texts import load_texts

from .sample import FAMILY, MIA, PEOPLE, SANDRA, blank

NO = {"signers": (SANDRA,), "on": date(2026, 4, 28), "disagreed": True}


def _said(language, reason):
    reasons = Reasons(FAMILY, PEOPLE.__getitem__, load_texts(language))
    return reasons.why_blocked(blank(MIA, Category.HEALTH, reason, **NO))


def test_a_page_says_that_they_disagree_and_who_said_no():
    """Who said yes is not told: the no is what shuts it."""
    assert "Uneinig: abgelehnt von F01-1 am 28.04.2026." == _said("de", Reason.CONSENT_REFUSED)
    assert "Uneinig: widerrufen von F01-1 am 28.04.2026." == _said("de", Reason.CONSENT_WITHDRAWN)
    assert _said("en", Reason.CONSENT_REFUSED).startswith("They disagree: refused by F01-1")


def test_a_program_reads_the_same_reason_and_that_they_disagree():
    """The reason stays one of nine; where nobody disagrees, the key is not there."""
    blanks = (blank(MIA, Category.HEALTH, Reason.CONSENT_REFUSED, **NO), blank(MIA, Category.CONTACT))
    split, plain = write_family(replace(FAMILY, projection=replace(FAMILY.projection, blanks=blanks)))["withheld"]

    assert (BlankReason.CONSENT_REFUSED, True) == (split["reason"], split["disagreed"])
    assert "disagreed" not in plain
