"""The offline verifier before what others published: notes, cosignatures, policies, proofs, logs, a real entry."""

import ast
import base64
import sys
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub.ledger import verify

from .published import VECTORS, published

NOTES = published("signed-notes.json")
PROOFS = published("rfc6962-proofs.json")
POLICIES = published("witness-policy.json")
TREE = published("rfc6962-tree8.json")
LOW_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
]


def _bytes(text):
    return base64.b64decode(text or "")


def _accepts(reader, *given):
    """What it says, or nothing where it refuses."""
    try:
        return reader(*given)
    except ValueError:
        return None


def test_it_imports_the_standard_library_and_nothing_else():
    """So it runs wherever Python does."""
    nodes = list(ast.walk(ast.parse(Path(verify.__file__).read_text(encoding="utf-8"))))
    names = {one.name for node in nodes if isinstance(node, ast.Import) for one in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom)}

    assert names
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("case", NOTES["notes"], ids=lambda case: case["name"])
def test_published_notes_are_accepted_or_refused_as_published(case):
    """Those of known keys, by whom they say; a note that none of our keys signed is nobody's."""
    keys = [verify.parse_key(key) for key in case["vkeys"]]

    signed = _accepts(verify.open_note, case["note"].encode(), keys)

    assert case["accept"] == bool(signed)
    assert case["verified_names"] == [key.name for key in signed or ()]


def test_published_keys_and_bytes_that_are_wrong_are_refused():
    """A key whose name or id is not its own, and a note that is no text."""
    assert [None, None] == [_accepts(verify.parse_key, key) for key in NOTES["bad_vkeys"]]
    assert _accepts(verify.open_note, base64.b64decode(NOTES["note_invalid_utf8_base64"]), []) is None


@pytest.mark.parametrize("case", published("checkpoints-cosignatures.json")["cases"], ids=lambda case: case["name"])
def test_published_cosignatures_are_accepted_or_refused_as_published(case):
    """Of witnesses, of a mirror, and of the checksum database of Go."""
    keys, found = [verify.parse_key(key) for key in case["vkeys"]], defaultdict(list)

    signed = _accepts(verify.open_note, case["checkpoint"].encode(), keys)
    _, size, *_ = verify.read_head(case["checkpoint"].encode(), (keys, {"": (0, [])}), found, "Stand")

    assert case["accept"] == bool(signed)
    assert case["size"] == size


def test_published_policies_are_read_as_the_specification_has_it():
    """The first is good; a comment behind a line, or a key twice, is not in C2SP."""
    assert [True, False, False, False, False] == [
        _accepts(verify.parse_policy, text.encode()) is not None for text in POLICIES["valid"]
    ]
    assert not any(_accepts(verify.parse_policy, case["policy"].encode()) for case in POLICIES["invalid"])


@pytest.mark.parametrize("case", PROOFS["inclusion"], ids=lambda case: f"{case['file']}: {case['desc']}")
def test_published_inclusion_proofs_are_accepted_or_refused_as_published(case):
    """Six are good and ninety-two damaged."""
    path = [_bytes(one) for one in case["proof"] or ()]

    root = _accepts(verify.climb, case["leafIdx"], case["treeSize"], _bytes(case["leafHash"]), path)

    assert case["wantErr"] == (root != _bytes(case["root"]) or len(_bytes(case["root"])) != 32)


def test_the_classic_tree_has_its_roots():
    """Of each of its first eight leaves."""
    hashes = [sha256(b"\0" + bytes.fromhex(leaf)).digest() for leaf in TREE["leaf_inputs"]]

    assert TREE["roots"] == [verify.root_of([hashes], size).hex() for size in range(1, 9)]
    assert TREE["hasher"]["empty_root"] == verify.root_of([hashes], 0).hex()


def test_a_published_log_is_whole_at_each_of_its_sizes():
    """Entries, tiles and sixteen signed checkpoints of a log that is not ours."""
    folder = VECTORS / "tiled-log-tessera"
    key = verify.parse_key(published("tiled-log-tessera/SOURCE.json")["vkey"])
    for number in range(16):
        found = defaultdict(list)
        head = verify.read_head((folder / f"checkpoint.{number}").read_bytes(), ([key], {"": (0, [])}), found, "Stand")
        rows = verify.read_tree(folder, head[1], found, None)

        assert (number, head[2], {}) == (head[1], verify.root_of(rows, number), found)


def test_the_tiles_of_a_mirror_lead_to_the_root_that_it_signed():
    """Three hundred leaves: two tiles of level 0 and the beginning of one of level 1."""
    folder = VECTORS / "tiled-log-sunlight-mirror"
    keys = {key: verify.parse_key(key) for key in published("tiled-log-sunlight-mirror/SOURCE.json")["vkeys"]}
    names, found = {"mirror": next(iter(keys.values())), "": (1, ["mirror"])}, defaultdict(list)
    tiles = [(folder / "tile" / one).read_bytes() for one in ("0/000", "0/001.p/44", "1/000.p/1")]
    rows = [[data[at : at + 32] for at in range(0, len(data), 32)] for data in (tiles[0] + tiles[1], tiles[2])]

    head = verify.read_head((folder / "checkpoint").read_bytes(), ([], names), found, "Stand")

    assert (300, verify.root_of(rows, 300)) == head[1:3]
    assert ["mirror.example.org"] == list(head[3])


def test_a_real_entry_of_a_public_log_is_included():
    """Its body, its path, and the checkpoint that the log signed."""
    entry, log = (published("rekor-v2-entry.json")[name] for name in ("entry", "log"))
    proof, found = entry["inclusionProof"], defaultdict(list)
    note = proof["checkpoint"]["envelope"].encode()
    key = verify.Key(note.decode().split("\n")[0], 1, base64.b64decode(log["publicKey"]["rawBytes"])[-32:])

    _, size, root, *_ = verify.read_head(note, ([key], {"": (0, [])}), found, "Stand")
    leaf = sha256(b"\0" + _bytes(entry["canonicalizedBody"])).digest()
    path = [_bytes(one) for one in proof["hashes"]]

    assert root == verify.climb(int(proof["logIndex"]), size, leaf, path)
    assert {} == found


@pytest.mark.parametrize(("text", "why"), published("tlog-proof-errors.json")["invalid"])
def test_published_faulty_proofs_are_refused(text, why):
    """Each for what is wrong with it."""
    assert _accepts(verify.parse_proof, text.encode()) is None, why


def test_signatures_are_those_of_a_library_that_we_did_not_write():
    """Good ones are taken; a bit changed in key, words or signature is found, and so is a number out of range."""
    for number in range(8):
        key, words = Ed25519PrivateKey.generate(), b"stand" * number
        public, signature = key.public_key().public_bytes_raw(), key.sign(words)
        beyond = signature[:32] + (int.from_bytes(signature[32:], "little") + verify.Q).to_bytes(32, "little")

        assert verify.verify_ed25519(public, words, signature)
        assert not verify.verify_ed25519(public, words + b"!", signature)
        assert not verify.verify_ed25519(public, words, bytes([signature[0] ^ 1]) + signature[1:])
        assert not verify.verify_ed25519(public, words, beyond)
        assert not verify.verify_ed25519(public, words, signature[:63])


@pytest.mark.parametrize("key", LOW_ORDER)
def test_a_key_of_small_order_signs_nothing(key):
    """Under such a key one signature would do for every text."""
    signature = bytes.fromhex(LOW_ORDER[0]) + bytes(32)

    assert not any(verify.verify_ed25519(bytes.fromhex(key), bytes([text]), signature) for text in range(64))


def test_another_spelling_of_a_signature_is_refused():
    """Bits that base64 would throw away: one signature, one spelling."""
    good = NOTES["notes"][0]
    keys = [verify.parse_key(key) for key in good["vkeys"]]
    other = good["note"].replace("RyyBwJnAM=", "RyyBwJnAN=")

    assert base64.b64decode("nAM=") == base64.b64decode("nAN=")
    assert _accepts(verify.open_note, good["note"].encode(), keys)
    assert other != good["note"]
    assert _accepts(verify.open_note, other.encode(), keys) is None


def test_a_key_under_the_id_of_another_is_refused():
    """So that nobody reads one key and compares another."""
    good = NOTES["notes"][0]["vkeys"][0]

    assert _accepts(verify.parse_key, good)
    assert _accepts(verify.parse_key, good.replace("+c74f20a3+", "+c74f20a4+")) is None


def test_a_policy_counts_a_witness_once():
    """In one group, and with a threshold that can be reached and asks for somebody."""
    good = POLICIES["valid"][0]

    assert _accepts(verify.parse_policy, good.encode())
    for faulty in (
        good.replace("quorum", "group g2 all w1\nquorum"),
        good.replace("g1 all w1 w2", "g1 all w1 w1"),
        good.replace("g1 all", "g1 0"),
        good.replace("g1 all", "g1 3"),
        good.replace("g1 all", "g1 01"),
        good + "quorum g1\n",
        good.replace("quorum g1", "quorum g2"),
        good.replace("witness w2", "witness none"),
    ):
        assert faulty != good
        assert _accepts(verify.parse_policy, faulty.encode()) is None
