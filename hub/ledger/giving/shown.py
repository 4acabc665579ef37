"""A person's own share of a look, made anew out of the opened entry, to be shown and taken along."""

import orjson

from hub.ledger.shares import Opening, lay_out, shares_of
from hub.ledger.store import Opened
from hub.terms.ids import PersonId


def share_of(one: Opened, person: PersonId) -> Opening | None:
    """The person's part; None where the entry has none, or was written by something that commits otherwise."""
    if not {"access", "note"} <= one.salts.keys():
        return None
    shares = shares_of(one.segments["subject"], one.segments["access"])
    laid = lay_out(one.salts["access"], shares) if shares else None
    if laid is None or one.segments["note"] != laid.note:
        return None
    return next(laid.openings(lambda share: share.of == person), None)


def written_share(opening: Opening, note: bytes) -> bytes:
    """As `verify.py` reads it: salt, salt of the note, place, path, words."""
    path = [one.hex() for one in opening.path]
    return orjson.dumps([opening.salt.hex(), note.hex(), opening.place, path, opening.share.words.decode()])
