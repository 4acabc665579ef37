"""By what an entry remembers from whom it came, where that one is bound to secrecy (§ 76 Abs. 1 SGB X, § 203 StGB)."""

from hashlib import sha256
from unicodedata import normalize

from hub.terms.ids import FamilyId


def mark_of(family: FamilyId, name: str) -> str:
    """A mark that is the same for the same name or function in one family, however it is spaced or capitalised.

    It keeps the name out of the columns of which others are told. It is no secret: who guesses a name can try it.
    """
    folded = " ".join(normalize("NFKC", name).split()).casefold()
    return sha256(f"{family}|{folded}".encode()).hexdigest()[:32]
