"""Releases from professional secrecy: a paper of its own beside the consent (D25)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from hub.consent.coverage import Question
from hub.consent.nodes import Node, day, instant, text
from hub.consent.papers import Paper, Recipient
from hub.consent.reading import Names, read_recipient
from hub.consent.releases import work_out
from hub.terms.access import SourceRelease
from hub.terms.bound import mark_of
from hub.terms.catalogue import Catalogue
from hub.terms.ids import FieldId, PersonId

_KEYS = frozenset({"by", "bound", "recipients", "fields", "from", "to", "withdrawn_at"})


@dataclass(frozen=True)
class Release203:
    """One person releases one source, by name or function, towards recipients and for certain fields.

    An institution as such cannot be released; the text therefore names whoever is bound.
    """

    by: PersonId
    bound: str = field(repr=False)
    recipients: frozenset[Recipient]
    fields: int
    valid_from: date
    valid_to: date
    withdrawn_at: datetime | None = None


def parse_release_203(document: Mapping[str, object], ref: str, names: Names) -> Release203:
    """Read one release. What is wrong is said with its place in the document, never with its value."""
    node = Node(f"release {ref}", document)
    node.only(_KEYS)
    bits = node.some("fields", lambda word: names.catalogue.by_id[FieldId(word)].bit)
    return Release203(
        by=node.one("by", names.person),
        bound=node.one("bound", text),
        recipients=frozenset(node.some("recipients", lambda word: read_recipient(word, names))),
        fields=sum(1 << bit for bit in set(bits)),
        valid_from=node.one("from", day),
        valid_to=node.one("to", day),
        withdrawn_at=node.maybe("withdrawn_at", instant, None),
    )


def plain(papers: Iterable[Paper], bound: str) -> tuple[Paper, ...]:
    """What was signed to release one source, as texts that can be judged like any other: who signs, time, way back."""
    return tuple(replace(paper, bound=None) for paper in papers if paper.bound == bound)


def sources_signed(papers: Iterable[Paper], question: Question, catalogue: Catalogue) -> tuple[SourceRelease, ...]:
    """What the stored Schweigepflichtentbindungen release towards the principal; who must sign is as for a consent.

    Entries know their source by its mark alone, so that is what is released here.
    """
    found: list[SourceRelease] = []
    papers = tuple(papers)
    for bound in sorted({paper.bound for paper in papers if paper.bound is not None}):
        for release in work_out(plain(papers, bound), question, catalogue).releases:
            mark = mark_of(question.family.id, bound)
            found.append(SourceRelease(question.principal.id, release.person, mark, release.fields))
    return tuple(found)


def sources_open(releases: Iterable[Release203], question: Question) -> tuple[SourceRelease, ...]:
    """What is released towards the principal at the instant of the question; a withdrawal counts from its second."""
    return tuple(
        SourceRelease(question.principal.id, one.by, one.bound, one.fields)
        for one in releases
        if one.valid_from <= question.day <= one.valid_to
        and (one.withdrawn_at is None or question.at < one.withdrawn_at)
        and question.is_for(one.recipients)
    )
