"""Papers as an agreement lets them count: a yes from before a rule was made wider does not open what is new."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from hub.consent.papers import Answer, Paper
from hub.terms.agreed import Bound
from hub.terms.lists import Level


def as_bound(papers: Sequence[Paper], bounds: tuple[Bound, ...]) -> Sequence[Paper]:
    """Each paper cut where a bound meets its text; a no stays a no to all of it. Without bounds, the papers as such."""
    return [part for paper in papers for part in _parts(paper, bounds)] if bounds else papers


@lru_cache(maxsize=4096)
def _parts(paper: Paper, bounds: tuple[Bound, ...]) -> tuple[Paper, ...]:
    parts: tuple[Paper, ...] = (paper,)
    for bound in bounds:
        parts = tuple(piece for part in parts for piece in _cut(part, bound))
    return parts


def _cut(paper: Paper, bound: Bound) -> Iterator[Paper]:
    meant = paper.fields & bound.fields
    early = [said for said in paper.yeses if said.day < bound.before]
    if not meant or not early:
        yield paper
        return
    yield replace(paper, fields=paper.fields & ~meant)
    later = tuple(said for said in paper.declarations if said.answer is Answer.NO or said not in early)
    yield replace(paper, fields=meant, declarations=later)
    if bound.level > Level.NONE:
        yield replace(paper, fields=meant, level=min(paper.level, bound.level))
