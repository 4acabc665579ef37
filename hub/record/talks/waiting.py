"""Questions for the family page as bytes: sealed to the families' process, bound to family and paper."""

from datetime import date
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag

from hub.record.keys import CannotOpen, Keyring
from hub.record.talks.boxes import read_question
from hub.terms.family_questions import Waiting
from hub.terms.ids import ConsentId, FamilyId
from hub.terms.lists import Agency
from hub.terms.sealing import seal

ROUNDED = 1024


def seal_waiting(ring: Keyring, family: FamilyId, consent: ConsentId, waiting: Waiting) -> bytes:
    """The question, sealed."""
    clear = orjson.dumps(waiting)
    padded = clear.ljust(-(-len(clear) // ROUNDED) * ROUNDED)
    return seal(padded, ring.public[Agency.FAMILY.value], _info(family, consent))


def open_waiting(ring: Keyring, family: FamilyId, consent: ConsentId, box: bytes) -> Waiting:
    """The question that was sealed for this paper. Raises CannotOpen."""
    if ring.private is None:
        raise CannotOpen("this process has no private key")
    try:
        document: dict[str, Any] = orjson.loads(ring.private.open(box, _info(family, consent)))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen("a question does not open with this key at this place") from error
    plain = {key: document[key] for key in ("ref", "form", "digest", "language")}
    return Waiting(
        **plain, question=read_question(document["question"]), asked_on=date.fromisoformat(document["asked_on"])
    )


def _info(family: FamilyId, consent: ConsentId) -> bytes:
    return f"fam-hub question v1|{family}|{consent}".encode()
