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


class LedgerForked(LedgerUnavailable):
    """The log here is not the one that was signed or witnessed: entries were changed, left out or put elsewhere."""


class LedgerBehind(LedgerForked):
    """The log here is shorter than one that was witnessed: a backup was put back, or a failover lost the end."""


class WitnessesSilent(LedgerUnavailable):
    """No witness says what it knows: whether this is the newest state of the log cannot be told."""


class StateLost(OSError):
    """What a signer or witness must remember is not there, or is older than what it signed. It never begins anew."""
