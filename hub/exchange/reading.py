"""From the text of a load file to a document of the right shape, or to a list of what is wrong and where."""

from hub.terms import documents
from hub.terms.documents import LONGEST_FILE, MOST_ERRORS, Document, DocumentFaulty

__all__ = ["LONGEST_FILE", "MOST_ERRORS", "Document", "LoadFaulty", "read_document"]


class LoadFaulty(DocumentFaulty):
    """The file cannot be loaded; nothing was."""


def read_document(file: str, text: bytes, schema: Document) -> Document:
    """The document of a load file, once it fits its schema."""
    return documents.read_document(file, text, schema, LoadFaulty)
