"""Why an entry could not be written."""

NUMBER_TAKEN = "HB010"
"""How the database says that somebody wrote about the family meanwhile."""


class LedgerUnavailable(RuntimeError):
    """The entry could not be written: nothing may be shown and nothing changed."""


class NumberTaken(LedgerUnavailable):
    """Somebody wrote about the family meanwhile, and this change must be tried again from its beginning."""


class EvidenceRefused(ValueError):
    """What was to prove something about the log proves nothing. Says what is wrong, never what it holds."""


class EvidenceMalformed(EvidenceRefused):
    """A note, checkpoint, key, policy, tile or proof that is not written as its format demands."""


class ProofFailed(EvidenceRefused):
    """Hashes that do not lead to the root they should lead to."""


class SignatureFailed(EvidenceRefused):
    """A signature of a known key that does not verify, or none of a known key at all."""
