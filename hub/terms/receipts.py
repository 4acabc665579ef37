"""Receipts as a page offers them: which is wanted, what a look at it found, and the file that is handed out."""

from dataclasses import dataclass
from enum import StrEnum

from hub.terms.answers import Disclosure
from hub.terms.consents import Accounted, Person


class Format(StrEnum):
    """The three forms of the same content."""

    PDF = "pdf"
    TXT = "txt"
    JSONLD = "jsonld"


@dataclass(frozen=True)
class Which:
    """A paper by its number, and one of the people it is about by reference; empty leaves the choice open.

    `reads` is the language in which the reader is spoken to, where it is not plain German.
    """

    ref: str
    person: str = ""
    reads: str = ""


@dataclass(frozen=True, repr=False)
class ReceiptView:
    """A look at one paper. Without `persons` there is none, or it is not the reader's; with several, one is to choose.

    `is_own` tells only what the reader said themselves: others' answers are not in it (D8). `age`: the reader's.
    """

    disclosure: Disclosure
    persons: tuple[Person, ...] = ()
    receipt: Accounted | None = None
    is_own: bool = False
    age: int | None = None


@dataclass(frozen=True, repr=False)
class ReceiptFile:
    """What is handed out. The name holds references, never a name of somebody."""

    name: str
    media_type: str
    content: bytes
