"""The Merkle code of sigstore, by which Python packages are verified, accepts our proofs and refuses altered ones."""

import json
import os
import random
import subprocess
import sys

from hub.ledger.tree import Frontier, inclusion_proof, leaf_hash

from .exported import ENTRIES, PEERS

LEAVES = [leaf_hash(entry) for entry in ENTRIES]
JUDGE = """
import json, sys
from types import SimpleNamespace
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore.errors import VerificationError
for line in sys.stdin:
    case = json.loads(line)
    proof = SimpleNamespace(log_index=case["index"], tree_size=case["size"], root_hash=bytes.fromhex(case["root"]),
                            hashes=[bytes.fromhex(one) for one in case["path"]])
    inner = SimpleNamespace(inclusion_proof=proof, canonicalized_body=bytes.fromhex(case["entry"]))
    try:
        verify_merkle_inclusion(SimpleNamespace(_inner=inner))
        print("accepted")
    except VerificationError:
        print("refused")
"""


def _judged(cases):
    env = {**os.environ, "PYTHONPATH": str(PEERS)}
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    ran = subprocess.run(
        [sys.executable, "-c", JUDGE], env=env, input=lines, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def _cases():
    chance = random.Random(6)
    for _ in range(200):
        size = chance.randrange(2, len(ENTRIES) + 1)
        index = chance.randrange(size)
        path = inclusion_proof(_read, index, size)
        root = Frontier().extend(LEAVES[:size]).root
        yield {
            "index": index,
            "size": size,
            "root": root.hex(),
            "path": [one.hex() for one in path],
            "entry": ENTRIES[index].hex(),
        }


def _read(level, index):
    return Frontier().extend(LEAVES[index << level : (index + 1) << level]).root


def test_they_accept_our_proofs_and_refuse_altered_ones():
    """200 of each: the entry altered, the path altered, a hash too few."""
    good = list(_cases())

    assert ["accepted"] * 200 == _judged(good)
    assert ["refused"] * 200 == _judged({**case, "entry": case["entry"] + "00"} for case in good)
    assert ["refused"] * 200 == _judged({**case, "path": [case["root"], *case["path"][1:]]} for case in good)
    assert ["refused"] * 200 == _judged({**case, "path": case["path"][1:]} for case in good)
