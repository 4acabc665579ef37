"""Releases from professional secrecy: a paper of its own beside the consent (D25)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from hub.consent.coverage import Question
from hub.consent.nodes import Node, day, instant, text
from hub.consent.papers import Recipient
from hub.consent.reading import Names, read_recipient
from hub.terms.access import SourceRelease
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


def sources_open(releases: Iterable[Release203], question: Question) -> tuple[SourceRelease, ...]:
    """What is released towards the principal at the instant of the question; a withdrawal counts from its second."""
    return tuple(
        SourceRelease(question.principal.id, one.by, one.bound, one.fields)
        for one in releases
        if one.valid_from <= question.day <= one.valid_to
        and (one.withdrawn_at is None or question.at < one.withdrawn_at)
        and question.is_for(one.recipients)
    )
