"""The key that signs reports: the officers' own, made out of the key that opens the log for them.

The entry of a draw names its public half, so whoever holds the log knows by which key its report must be signed.
"""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.ledger.errors import EvidenceRefused
from hub.ledger.notes import Note, parse_note, sign_note, verify_note
from hub.ledger.vkeys import SEED_BYTES, Kind, Signer, Verifier
from hub.review.sample.sheet import hash_of
from hub.terms.sealing import Opener

NAME = "fam-hub-review"
FIRST = "fam-hub sample report v1"


def report_signer(private: Opener, named: object = None) -> Signer:
    """The signing key: HKDF-SHA256 of the officers' private key, for this one use.

    The key that a draw named, as long as it is here: after an exchange the report of that draw is still its own.
    """
    seeds = private.derive_all(FIRST.encode(), SEED_BYTES)
    signers = [Signer(NAME, Kind.ED25519, Ed25519PrivateKey.from_private_bytes(seed)) for seed in seeds]
    return next((one for one in signers if one.verifier.write() == named), signers[0])


def sign_report(signer: Signer, month: str, report: str) -> str:
    """A C2SP signed note over the hash of a report's text."""
    text = _text(month, report)
    return Note(text, (sign_note(text, signer),)).write().decode()


def is_signed_by(verifier: Verifier, month: str, report: str, note: str) -> bool:
    """Whether this key signed this very report."""
    try:
        parsed = parse_note(note.encode())
        verify_note(parsed, [verifier])
    except EvidenceRefused:
        return False
    return parsed.text == _text(month, report)


def _text(month: str, report: str) -> str:
    return f"{FIRST}\n{month}\n{hash_of(report)}\n"
