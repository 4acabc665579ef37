"""Vectors that others published, as data: see the README beside them for whose they are."""

import json
from base64 import b64decode
from pathlib import Path

from hub.ledger.errors import EvidenceRefused

VECTORS = Path(__file__).parent / "vectors"


def published(name):
    """One file of vectors."""
    return json.loads((VECTORS / name).read_text(encoding="utf-8"))


def octets(texts):
    """Base64, one or a list of it; nothing is an empty list."""
    return b64decode(texts) if isinstance(texts, str) else [b64decode(text) for text in texts or ()]


def is_refused(act, *given):
    """Whether it is refused as evidence. Any other error is a fault of ours and goes on."""
    try:
        act(*given)
    except EvidenceRefused:
        return True
    return False
