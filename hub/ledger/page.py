"""An entry about several families: one leaf, and a part for each family that can be opened and erased alone.

The words of a part are sealed under its family's own bucket and committed to with a salt of their own; the leaf holds
the hash of all commitments in their order. So a family can be shown its part, and that it was one of this entry, and
learns nothing of the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest
from operator import attrgetter
from secrets import token_bytes

from hub.ledger.entry import Book, Entry, Segment, TicketScope
from hub.ledger.giving.boxes import About, Given, seal_given
from hub.ledger.giving.several import LaidPart
from hub.ledger.leaf import SALT, PayloadDamaged, canonical, close_segment, commit, open_segment
from hub.ledger.shares import Share
from hub.ledger.writer import Bucket, Writer
from hub.terms.access import Look
from hub.terms.ids import EntryId, FamilyId
from hub.terms.lists import Effect, Role

COMMITMENT = 32
PART_SEGMENTS = ("subject", "access", "decision", "note")


@dataclass(frozen=True)
class Part:
    """What an entry about several families says of one, kept as long as that family's own book says."""

    family: FamilyId
    family_seq: int
    role: Role
    effect: Effect
    controllers: frozenset[str]
    book: Book
    subject: Segment
    access: Segment
    decision: Segment
    ticket: TicketScope
    shares: tuple[Share, ...] = ()
    """What it says to each whom it concerns, made from subject and access (`shares_of`)."""


@dataclass(frozen=True)
class Page:
    """One entry, of no family, and its parts."""

    entry: Entry
    parts: tuple[Part, ...] = ()

    @property
    def looks(self) -> tuple[Look, ...]:
        """The values that may be read, of all families in the order of the parts."""
        return tuple(look for part in self.parts for look in part.ticket.looks)


@dataclass(frozen=True, repr=False)
class ClosedParts:
    """Parts as the database takes them."""

    facts: Sequence[Mapping[str, object]]
    boxes: Sequence[bytes]
    commitments: bytes
    buckets: Sequence[Bucket]
    given: Sequence[Given] = ()

    @property
    def marks(self) -> Mapping[str, str]:
        """What the leaf says of them: the hash of their commitments, and the book of the one that is kept longest."""
        if not self.facts:
            return {}
        books = {str(fact["book"]) for fact in self.facts}
        kept = Book.DISCLOSURE_REGISTER if Book.DISCLOSURE_REGISTER in books else Book.ACCESS_LOG
        return {"p": sha256(self.commitments).hexdigest(), "pr": kept}


def close_parts(writer: Writer, page: Page, laid: Sequence[LaidPart | None], note: bytes) -> ClosedParts:
    """Seal each part under its family's bucket, and commit to it; with what leads from its shares to the entry's note,
    whose salt is `note`. The boxes of what owners are given follow those of the parts.
    """
    facts, boxes, buckets, commitments = [], [], [], b""
    boxed: list[Given] = []
    for number, (part, shares) in enumerate(zip(page.parts, laid, strict=True), start=1):
        bucket = writer.bucket(part.family, page.entry.at, part.book)
        own = {"note": shares.words(note)} if shares else {}
        salt, text = token_bytes(SALT), canonical({**_words(part), **own})
        commitments += bytes.fromhex(commit(salt, _name(number), text))
        boxes.append(close_segment(bucket.key, page.entry.id, _name(number), salt + text))
        buckets.append(bucket)
        given = _give(writer, About(page.entry.id, part.family, page.entry.at), shares, note)
        told = {"given": [one.bucket.id for one in given], "box": len(page.parts) + len(boxed) + 1} if given else {}
        boxed += given
        facts.append(_facts(part, bucket) | told)
    return ClosedParts(facts, [*boxes, *(one.box for one in boxed)], commitments, buckets, boxed)


def open_part(key: bytes, place: tuple[EntryId, int], box: bytes, proof: tuple[str, bytes]) -> Mapping[str, Segment]:
    """The words of one part, if they are what the leaf committed to: `proof` is the leaf's hash and the commitments."""
    (entry, number), (told, commitments) = place, proof
    if not compare_digest(sha256(commitments).hexdigest(), told):
        raise PayloadDamaged(f"parts of entry {entry} are not those that its leaf committed to")
    own = commitments[COMMITMENT * (number - 1) : COMMITMENT * number].hex()
    words = open_segment(key, entry, _name(number), box, own)
    return {name: segment for name in PART_SEGMENTS if isinstance(segment := words.get(name), dict)}


def _name(number: int) -> str:
    return f"part-{number}"


def _words(part: Part) -> Segment:
    """`seq` is the number that the entry has among those of the family."""
    subject = {**part.subject, "seq": part.family_seq}
    return {"subject": subject, "access": part.access, "decision": part.decision}


def _give(writer: Writer, about: About, shares: LaidPart | None, note: bytes) -> Sequence[Given]:
    openings = shares.openings(attrgetter("holder")) if shares else ()
    return seal_given(writer, about, openings, note)


def _facts(part: Part, bucket: Bucket) -> dict[str, object]:
    return {
        "family": part.family,
        "family_seq": part.family_seq,
        "bucket": bucket.id,
        "book": part.book,
        "controllers": sorted(part.controllers),
        "role": part.role,
        "effect": part.effect,
        "epoch": part.ticket.epoch,
    }
