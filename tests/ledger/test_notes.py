"""Signed notes, keys and cosignatures: published ones, and every trap in how they are written."""

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.ledger.checkpoint import Checkpoint, parse_checkpoint
from hub.ledger.errors import EvidenceMalformed, SignatureFailed
from hub.ledger.notes import Note, parse_note, parse_signatures, sign_note, verify_note
from hub.ledger.tree import TreeHead, leaf_hash
from hub.ledger.vkeys import Kind, Verifier, make_signer, parse_signer, parse_verifier

from .published import is_refused, octets, published

NOTES = published("signed-notes.json")
COSIGNED = published("checkpoints-cosignatures.json")
AT = datetime(2026, 11, 27, 8, 0, 7, tzinfo=UTC)
CHECKPOINT = Checkpoint("hub.kreis.example/log1", TreeHead(12, leaf_hash(b"root")))
SIGNERS = {kind: make_signer("hub.kreis.example/log1", kind) for kind in Kind}
GOOD = Note(CHECKPOINT.write(), (sign_note(CHECKPOINT.write(), SIGNERS[Kind.ED25519]),)).write().decode()
TEXT, LINE = GOOD.split("\n\n")


def _names(note, vkeys):
    return [signed.verifier.name for signed in verify_note(parse_note(note), map(parse_verifier, vkeys))]


@pytest.mark.parametrize("case", NOTES["notes"], ids=lambda case: case["name"])
def test_published_notes_are_accepted_and_refused_as_published(case):
    """Of the Go checksum database's own tests and of the specification; more than 100 signatures are too many."""
    note = case["note"].encode()

    assert case["accept"] != is_refused(_names, note, case["vkeys"])
    if case["accept"]:
        assert case["verified_names"] == _names(note, case["vkeys"])


def test_a_published_note_that_is_not_utf8_is_refused():
    """Its signature would even verify."""
    with pytest.raises(EvidenceMalformed):
        parse_note(octets(NOTES["note_invalid_utf8_base64"]))


@pytest.mark.parametrize("vkey", NOTES["bad_vkeys"])
def test_published_bad_keys_are_refused(vkey):
    """Too long, and of a kind that nobody knows."""
    with pytest.raises(EvidenceMalformed):
        parse_verifier(vkey)


def test_a_published_private_key_signs_what_its_public_key_verifies():
    """Written and read as the Go tools write it; the very signature that they made (Ed25519 has only one)."""
    signer = parse_signer(NOTES["published_test_signing_key"])
    known = parse_note(NOTES["notes"][0]["note"].encode())

    assert NOTES["published_test_signing_key"] == signer.write()
    assert NOTES["notes"][0]["vkeys"] == [signer.verifier.write()]
    assert known.signatures[0] == sign_note(known.text, signer)


@pytest.mark.parametrize("case", COSIGNED["cases"], ids=lambda case: case["name"])
def test_published_cosignatures_are_accepted_and_refused_as_published(case):
    """Beside a signature of a kind we do not know; a witness, a mirror, and the Go checksum database."""
    note = case["checkpoint"].encode()

    assert case["accept"] != is_refused(_names, note, case["vkeys"])
    assert case["size"] == parse_checkpoint(parse_note(note).text).size


def test_the_hash_of_a_published_origin_is_its_sha256():
    """By it a mirror names the folder of a log."""
    assert COSIGNED["witness_origin_hash"] == {
        origin: sha256(origin.encode()).hexdigest() for origin in COSIGNED["witness_origin_hash"]
    }


@pytest.mark.parametrize("kind", Kind)
def test_what_a_key_signs_verifies_and_nothing_else_does(kind):
    """Each kind: the checkpoint as signed and its time; not with another text, time, name or key."""
    signer, text = SIGNERS[kind], CHECKPOINT.write()
    signature = sign_note(text, signer, AT)
    note = parse_note(Note(text, (signature,)).write())
    other = Checkpoint(CHECKPOINT.origin, TreeHead(13, CHECKPOINT.root)).write()

    [signed] = verify_note(note, [signer.verifier])

    assert (AT if kind.is_timed else None) == signed.at
    for place in range(len(signature.value)) if kind is not Kind.MLDSA44 else (0, 7, 8, 2427):
        value = bytearray(signature.value)
        value[place] ^= 1
        damaged = Note(text, (type(signature)(signature.name, signature.key_hash, bytes(value)),))
        assert is_refused(verify_note, damaged, [signer.verifier])
    assert is_refused(verify_note, Note(other, (signature,)), [signer.verifier])
    assert is_refused(verify_note, note, [make_signer(signer.name, kind).verifier])
    assert is_refused(verify_note, note, [Verifier("other", kind, signer.verifier.public)])


@pytest.mark.parametrize("kind", Kind)
def test_keys_are_read_as_written(kind):
    """Public and private; a key written with another's hash, name or kind is refused; a private one does not print."""
    signer = SIGNERS[kind]
    written = signer.verifier.write()
    name, short, key = written.split("+", 2)

    assert signer.verifier == parse_verifier(written) == parse_signer(signer.write()).verifier
    assert repr(signer).count(signer.write()[-20:]) == 0
    for wrong in (
        *(f"{name}x+{short}+{key}", f"{name}+{short.upper()}x+{key}", f"{name}+00000000+{key}", f"{name}+{key}", ""),
        *(written + "=", written[:-1], f" {written}", written + "\n", f"{name} x+{short}+{key}", f"+{short}+{key}"),
    ):
        assert is_refused(parse_verifier, wrong)
    assert is_refused(parse_signer, written)
    assert is_refused(parse_signer, signer.write()[:-4])


def _eightfold(public):
    """Eight times the point of an Ed25519 key (RFC 8032, 5.1), by the book."""
    field = 2**255 - 19
    d = -121665 * pow(121666, -1, field) % field
    y = int.from_bytes(public, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(d * y * y + 1, -1, field) % field
    x = pow(square, (field + 3) // 8, field)
    if (x * x - square) % field:
        x = x * pow(2, (field - 1) // 4, field) % field
    assert (x * x - square) % field == 0, "a point of the curve"
    for _ in range(3):
        k = d * x * x * y * y
        x, y = 2 * x * y * pow(1 + k, -1, field) % field, (y * y + x * x) * pow(1 - k, -1, field) % field
    return x, y


ORDER_EIGHT = int.from_bytes(
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
)
FIELD = 2**255 - 19


@pytest.mark.parametrize("sign", [0, 2**255])
@pytest.mark.parametrize("height", [0, 1, FIELD - 1, ORDER_EIGHT, FIELD - ORDER_EIGHT, FIELD, FIELD + 1, FIELD + 18])
def test_keys_for_which_anybody_can_sign_are_refused(height, sign):
    """The points of small order, and what is written with more than the field holds."""
    public = (height | sign).to_bytes(32, "little")

    if height < FIELD:
        assert (0, 1) == _eightfold(public)
    for kind in (Kind.ED25519, Kind.COSIGNATURE):
        with pytest.raises(EvidenceMalformed):
            Verifier("log", kind, public)


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            GOOD.replace("\n", "\r\n"),
            GOOD[:-1],
            GOOD + "\n",
            GOOD + "x",
            f"{TEXT}\n{LINE}",
            f"{TEXT}\n\n",
            f"{TEXT}\n",
            "",
        ),
        *(GOOD + LINE.replace("— ", "- "), GOOD + LINE.replace("— ", "—"), GOOD + LINE.replace("— ", " — ")),
        *(GOOD.replace("\n\n", "\n\n\n"), GOOD.replace(TEXT, TEXT + "\0"), GOOD.replace(TEXT, TEXT + "\t")),
        *(f"{GOOD}— a+b AAAAAAA=\n", f"{GOOD}— a\u00a0b AAAAAAA=\n", f"{GOOD}—  AAAAAAA=\n", f"{GOOD}— a AAAAAA==\n"),
        *(f"{GOOD}— a AAAAAAA=  \n", f"{GOOD}— a AAAAAAA\n", f"{GOOD}— a AAAA_AAA\n", f"{GOOD}— a AAAA AAA=\n"),
        *(f"{GOOD}— a AAAAAAB=\n", f"{GOOD}— a \n", f"{GOOD}— a\n", f"{GOOD}\n— a AAAAAAA=\n\n"),
    ],
)
def test_a_note_that_could_be_read_in_two_ways_is_refused(wrong):
    """Line ends, blank lines, dashes, names, base64 with spare bits, blanks or the other alphabet."""
    with pytest.raises((EvidenceMalformed, SignatureFailed)):
        verify_note(parse_note(wrong.encode()), [SIGNERS[Kind.ED25519].verifier])


def test_the_good_note_of_these_tests_is_accepted():
    """Otherwise the refusals above would say nothing."""
    assert 1 == len(verify_note(parse_note(GOOD.encode()), [SIGNERS[Kind.ED25519].verifier]))


def test_a_text_with_blank_lines_ends_at_the_last_of_them():
    """What stands above belongs to the text, and is signed."""
    signer = SIGNERS[Kind.ED25519]
    text = "one\n\n— two AAAAAAA=\n\nthree\n"
    note = Note(text, (sign_note(text, signer),))

    assert note == parse_note(note.write())
    assert 1 == len(verify_note(note, [signer.verifier]))


def test_a_key_that_signed_twice_counts_once_and_both_must_verify():
    """The earlier time is kept; a wrong second line is not passed over."""
    signer, text = SIGNERS[Kind.COSIGNATURE], CHECKPOINT.write()
    late, early = sign_note(text, signer, AT), sign_note(text, signer, datetime(2026, 1, 1, tzinfo=UTC))
    wrong = type(late)(late.name, late.key_hash, early.value[:8] + late.value[8:])

    [signed] = verify_note(Note(text, (late, early)), [signer.verifier])

    assert datetime(2026, 1, 1, tzinfo=UTC) == signed.at
    with pytest.raises(SignatureFailed):
        verify_note(Note(text, (late, wrong)), [signer.verifier])
    assert (late,) == Note(text, ()).with_signatures([late, early]).with_signatures([early]).signatures


def test_a_cosigner_signs_what_the_specification_says():
    """By Ed25519 two lines and the text; by ML-DSA-44 the names, time, size and root as they are encoded there."""
    text, seconds = CHECKPOINT.write(), int(AT.timestamp())
    lines = f"cosignature/v1\ntime {seconds}\n{text}".encode()
    name = CHECKPOINT.origin.encode()
    named = bytes([len(name)]) + name
    packed = b"subtree/v1\n\x00" + named + seconds.to_bytes(8, "big") + named + bytes(8) + (12).to_bytes(8, "big")

    for kind, message in ((Kind.COSIGNATURE, lines), (Kind.MLDSA44, packed + CHECKPOINT.root)):
        value = sign_note(text, SIGNERS[kind], AT).value
        assert seconds == int.from_bytes(value[:8], "big")
        assert SIGNERS[kind].verifier.signed_by(message, value[8:])


@pytest.mark.parametrize("seconds", [2**63 - 1, 2**63, 2**64 - 1, 253402300800])
def test_a_time_beyond_all_calendars_is_refused(seconds):
    """Signed or not: eight bytes hold more than there are years."""
    signer, text = SIGNERS[Kind.COSIGNATURE], CHECKPOINT.write()
    value = signer.private.sign(f"cosignature/v1\ntime {seconds}\n{text}".encode())
    signature = sign_note(text, signer, AT)
    late = type(signature)(signature.name, signature.key_hash, seconds.to_bytes(8, "big") + value)

    with pytest.raises(SignatureFailed):
        verify_note(Note(text, (late,)), [signer.verifier])


def test_a_cosignature_without_a_time_is_not_made():
    """It would say nothing about when."""
    with pytest.raises(ValueError, match="needs its time"):
        sign_note(CHECKPOINT.write(), SIGNERS[Kind.COSIGNATURE])


@given(st.text(max_size=30))
def test_lines_of_signatures_are_read_in_one_way_or_refused(text):
    """Whatever is read is written again to the same characters."""
    for lines in (text, f"— {text}\n", f"— name {b64encode(text.encode('utf-8', 'replace')).decode()}\n"):
        try:
            found = parse_signatures(lines)
        except EvidenceMalformed:
            continue
        assert lines == "".join(signature.write() for signature in found)
