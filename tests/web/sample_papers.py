"""Papers of the repository's rules and addresses, for the tests of pages."""

from functools import cache

from hub.casework.information import read_addresses
from hub.casework.receipts.words import load_words
from hub.review.papers.making import make_paper, stamped
from hub.review.papers.sources import Sources, load_paper_words
from hub.terms.lists import Agency
from hub.terms.review_papers import WRITTEN, PaperKind
from tests.kreis import ROOT, books


@cache
def sources(controller=Agency.JUGENDAMT):
    """Of one controller, by the rules of this repository."""
    text = (ROOT / "schemas" / "information.toml").read_text(encoding="utf-8")
    addresses = read_addresses(text, load_words(ROOT).operator)
    return Sources(books().policies, load_paper_words(ROOT), addresses, controller)


class SamplePapers:
    """Those that tell of nobody; of numbers there are none."""

    def open(self, principal, kind, at):
        """By the rules of the repository."""
        own = sources(principal.agency)
        return stamped(make_paper(kind, own), own, at) if kind in WRITTEN else None

    def essence(self, at):
        """Of the arrangement of both."""
        return stamped(make_paper(PaperKind.JOINT, sources()), sources(), at)
