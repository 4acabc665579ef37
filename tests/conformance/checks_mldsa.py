"""Another ML-DSA-44 (dilithium-py, FIPS 204 in plain Python) accepts our cosignatures, and we accept its."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from hub.ledger.checkpoint import Checkpoint
from hub.ledger.errors import SignatureFailed
from hub.ledger.notes import Signature, sign_note, verify_signature
from hub.ledger.tree import TreeHead, leaf_hash
from hub.ledger.vkeys import Kind, Verifier, make_signer

from .exported import ORIGIN, PEERS

NAME = "jugendamt.kreis.example/pq"
AT = datetime(2026, 11, 27, 8, 0, 9, tzinfo=UTC)
HEAD = TreeHead(700, leaf_hash(b"root"))
TEXT = Checkpoint(ORIGIN, HEAD).write()
JUDGE = """
import json, sys
from dilithium_py.ml_dsa import ML_DSA_44
given = {name: bytes.fromhex(text) for name, text in json.load(sys.stdin).items()}
damaged = bytes([given["signature"][0] ^ 1]) + given["signature"][1:]
public, private = ML_DSA_44.keygen()
print(json.dumps({
    "accepts": ML_DSA_44.verify(given["public"], given["message"], given["signature"]),
    "accepts_damaged": ML_DSA_44.verify(given["public"], given["message"], damaged),
    "accepts_other": ML_DSA_44.verify(given["public"], given["message"] + b"x", given["signature"]),
    "public": public.hex(),
    "signature": ML_DSA_44.sign(private, given["message"]).hex(),
}))
"""


def _message(seconds):
    """What a cosigner signs, as C2SP tlog-cosignature writes it down."""
    name, origin = NAME.encode(), ORIGIN.encode()
    parts = [b"subtree/v1\n\x00", bytes([len(name)]), name, seconds.to_bytes(8, "big"), bytes([len(origin)]), origin]
    return b"".join([*parts, (0).to_bytes(8, "big"), HEAD.size.to_bytes(8, "big"), HEAD.root])


def test_each_accepts_the_other_and_refuses_what_was_changed():
    """Key, message and signature go over as plain bytes."""
    signer, seconds = make_signer(NAME, Kind.MLDSA44), int(AT.timestamp())
    value = sign_note(TEXT, signer, AT).value
    given = {"public": signer.verifier.public, "message": _message(seconds), "signature": value[8:]}
    ran = subprocess.run(
        [sys.executable, "-c", JUDGE],
        env={**os.environ, "PYTHONPATH": str(PEERS)},
        input=json.dumps({name: octets.hex() for name, octets in given.items()}),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    theirs = json.loads(ran.stdout)
    verifier = Verifier(NAME, Kind.MLDSA44, bytes.fromhex(theirs["public"]))
    signature = Signature(NAME, verifier.key_hash, value[:8] + bytes.fromhex(theirs["signature"]))

    assert (True, False, False) == (theirs["accepts"], theirs["accepts_damaged"], theirs["accepts_other"])
    assert AT == verify_signature(TEXT, signature, verifier).at
    with pytest.raises(SignatureFailed):
        verify_signature(TEXT.replace("700", "701"), signature, verifier)
