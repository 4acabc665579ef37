"""Papers of accountability as files: PDF for people (PDF/UA-1, PDF/A-2a), JSON for programs."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from hub.terms.clock import legal_day
from hub.terms.review_papers import ReviewPaper
from hub.web.documents import make_pdf

TEMPLATE = Path(__file__).with_name("review-paper.typ")


def paper_pdf(paper: ReviewPaper, page: str, at: datetime) -> bytes:
    """The document; `page` is the word before the number of a page."""
    day = legal_day(at)
    data = {**asdict(paper), "page": page, "date": [day.year, day.month, day.day], "at": None, "facts": None}
    return make_pdf(TEMPLATE, data, at)


def paper_data(paper: ReviewPaper) -> bytes:
    """Its words by section, and its facts with ids."""
    at = paper.at.isoformat(timespec="seconds") if paper.at is not None else None
    return json.dumps({**asdict(paper), "at": at}, ensure_ascii=False, indent=1).encode()
