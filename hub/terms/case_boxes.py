"""Where the sealed words of a case of the review belong."""

from hub.terms.cases import CaseId


def words_place(holder: str, case: CaseId) -> bytes:
    """What a box is bound to that one holder opens, as words of this case."""
    return f"fam-hub words of a case v1|{case}|{holder}".encode()
