"""Papers by kind, with where they come from, and as text."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from hub.review.papers.dpia import dpia
from hub.review.papers.joint import joint
from hub.review.papers.register import register
from hub.review.papers.retrieval import retrieval
from hub.review.papers.sources import Sources
from hub.terms.clock import legal_day
from hub.terms.review_papers import PaperKind, PaperSection, PaperTable, ReviewPaper

MAKERS: Mapping[PaperKind, Callable[[Sources], ReviewPaper]] = {
    PaperKind.REGISTER: register,
    PaperKind.JOINT: joint,
    PaperKind.DPIA: dpia,
    PaperKind.RETRIEVAL: retrieval,
}


def make_paper(kind: PaperKind, sources: Sources) -> ReviewPaper:
    """One paper that follows from rules and settings. The same sources make the same paper."""
    return MAKERS[kind](sources)


def stamped(paper: ReviewPaper, sources: Sources, at: datetime) -> ReviewPaper:
    """The paper with the rules it was made from, and when."""
    digest = sources.policies.digest
    note = sources.say("words", "made", day=f"{legal_day(at):%d.%m.%Y}", rules=digest)
    return replace(paper, note=note, rules=digest, at=at)


def as_example(paper: ReviewPaper, sources: Sources) -> ReviewPaper:
    """The paper as an example, without a day: the same sources make the same bytes."""
    return replace(paper, note=sources.say("words", "example"))


def write_text(paper: ReviewPaper) -> str:
    """The paper as Markdown."""
    return "\n\n".join([f"# {paper.title}", paper.subtitle, f"*{paper.note}*", *_parts(paper)]) + "\n"


def _parts(paper: ReviewPaper) -> Iterator[str]:
    for section in paper.sections:
        yield f"{'#' * (section.level + 1)} {section.head}"
        yield from _section(section)


def _section(section: PaperSection) -> Iterator[str]:
    yield from section.texts
    if section.lines:
        yield "\n".join(f"- **{name}:** {text}" for name, text in section.lines)
    if section.points:
        yield "\n".join(f"- {point}" for point in section.points)
    if section.table is not None:
        yield _table(section.table)


def _table(table: PaperTable) -> str:
    lines = [table.head, tuple("---" for _ in table.head), *table.rows]
    return "\n".join([f"{table.caption}:", "", *(f"| {' | '.join(line)} |" for line in lines)])
