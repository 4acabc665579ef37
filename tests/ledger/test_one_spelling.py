"""Every text format has one spelling: whatever is read at all is written again to the very same bytes."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.ledger.checkpoint import Checkpoint, parse_checkpoint
from hub.ledger.errors import EvidenceRefused
from hub.ledger.notes import Note, parse_note, sign_note
from hub.ledger.proof import LogProof, parse_proof
from hub.ledger.tiles import Tile, pack_entries, parse_path, unpack_entries
from hub.ledger.tree import TreeHead, leaf_hash
from hub.ledger.trust import parse_policy
from hub.ledger.vkeys import Kind, make_signer, parse_signer, parse_verifier
from tests.amounts import examples

AT = datetime(2026, 11, 27, 8, 0, 9, tzinfo=UTC)
LOG, WITNESS = make_signer("hub.kreis.example/log1", Kind.ED25519), make_signer("w.example/w", Kind.COSIGNATURE)
TEXT = Checkpoint(LOG.name, TreeHead(1207, leaf_hash(b"root"))).write()
NOTE = Note(TEXT, (sign_note(TEXT, LOG), sign_note(TEXT, WITNESS, AT)))
PROOF = LogProof(706, (leaf_hash(b"one"), leaf_hash(b"two")), NOTE, b"extra")
POLICY = f"log {LOG.verifier.write()}\nwitness w {WITNESS.verifier.write()}\ngroup g 1 w\nquorum g\n"

FORMATS = {
    "note": (NOTE.write(), lambda octets: parse_note(octets).write()),
    "proof": (PROOF.write(), lambda octets: parse_proof(octets).write()),
    "checkpoint": (TEXT.encode(), lambda octets: _checkpoint(octets.decode())),
    "verifier": (LOG.verifier.write().encode(), lambda octets: parse_verifier(octets.decode()).write().encode()),
    "signer": (WITNESS.write().encode(), lambda octets: parse_signer(octets.decode()).write().encode()),
    "path": (Tile(1, 1234067, 7).path.encode(), lambda octets: parse_path(octets.decode()).path.encode()),
    "bundle": (pack_entries([b"one", b"two"]), lambda octets: pack_entries(unpack_entries(octets, 2))),
}
"""A good example, and how it is read and written again."""

NASTY = [
    "\n",
    "\r",
    " ",
    "\t",
    "\0",
    "+",
    "-",
    "=",
    "0",
    "1",
    "_",
    "/",
    "—",
    "\u00a0",
    "\u2028",
    "１",
    "٣",
    "é",
    "x",
    "A",
    "B",
]


def _checkpoint(text):
    checkpoint = parse_checkpoint(text)
    return "".join(
        [Checkpoint(checkpoint.origin, checkpoint.head).write(), *(f"{x}\n" for x in checkpoint.extensions)]
    ).encode()


@st.composite
def bent(draw, good):
    """A good example with one to three things put in, taken away or replaced."""
    octets = good
    for _ in range(draw(st.integers(1, 3))):
        begin = draw(st.integers(0, len(octets)))
        end = min(len(octets), begin + draw(st.integers(0, 3)))
        put = draw(st.sampled_from(NASTY).map(str.encode) | st.binary(max_size=2) | st.just(octets[begin : begin + 40]))
        octets = octets[:begin] + put + octets[end:]
    return octets


@pytest.mark.parametrize("kind", FORMATS)
def test_a_good_example_is_read_and_written_to_the_same(kind):
    """Otherwise the refusals below would say nothing."""
    good, again = FORMATS[kind]

    assert good == again(good)


@settings(max_examples=examples(300))
@pytest.mark.parametrize("kind", FORMATS)
@given(data=st.data())
def test_what_is_read_has_one_spelling_and_the_rest_is_refused_as_evidence(kind, data):
    """Bent in whatever way: the same bytes again, or EvidenceRefused. No other error, and no second spelling."""
    good, again = FORMATS[kind]
    octets = data.draw(bent(good))

    try:
        written = again(octets)
    except (EvidenceRefused, UnicodeDecodeError):
        return

    assert octets == written


@settings(max_examples=examples(300))
@given(bent(POLICY.encode()))
def test_a_bent_policy_is_read_to_one_that_says_the_same_or_refused(octets):
    """Blanks and comments are free there; what it says survives being written."""
    try:
        policy = parse_policy(octets.decode())
    except (EvidenceRefused, UnicodeDecodeError):
        return

    assert policy == parse_policy(policy.write())
