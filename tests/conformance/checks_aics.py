"""A young C2SP implementation in Python (aics-tlog) accepts what we export, and refuses it damaged."""

import os
import subprocess
import sys

import pytest

from .exported import DAMAGES, LOG, PEERS, WITNESSES, export, rewrite

KEYS = [
    f"--log-key={LOG.verifier.write()}",
    "--quorum=2",
    *(f"--witness-key={one.verifier.write()}" for one in WITNESSES),
]
AUDIT = """
import sys
from aics_tlog.checkpoint import checkpoint_from_note
from aics_tlog.tiles import FileSystemTileReader
from aics_tlog.verified import audit_tiles
folder = sys.argv[1]
try:
    checkpoint, _ = checkpoint_from_note(open(folder + "/checkpoint", "rb").read())
    print("whole", audit_tiles(FileSystemTileReader(folder), checkpoint.size, checkpoint.root))
except (FileNotFoundError, ValueError) as error:
    print("damaged", error)
"""


def _ran(*words):
    env = {**os.environ, "PYTHONPATH": str(PEERS)}
    return subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, check=False)


def _accepts(exported):
    """Signatures with quorum, continuation of the older checkpoint, then every tile and every entry."""
    place = ["--tiles", exported.log, *KEYS]
    grown = _ran("-m", "aics_tlog", "verify-consistency", *place, "--old-checkpoint", exported.old)
    audited = _ran("-c", AUDIT, str(exported.log))
    assert grown.returncode in (0, 1), grown.stderr
    assert audited.stdout.startswith(("whole", "damaged")), audited.stderr
    return grown.returncode == 0 and audited.stdout.startswith("whole")


def test_they_accept_our_log(tmp_path):
    """Both cosignatures, 700 entries, and the growth from 300."""
    exported = export(tmp_path)

    assert _accepts(exported)
    for index in (0, 255, 256, 699):
        place = ["--tiles", exported.log, *KEYS, "--index", str(index)]
        assert 0 == _ran("-m", "aics_tlog", "verify-inclusion", *place).returncode


@pytest.mark.parametrize("damage", DAMAGES)
def test_they_refuse_it_damaged(tmp_path, damage):
    """Whatever was changed."""
    exported = export(tmp_path)

    DAMAGES[damage](exported.log)

    assert not _accepts(exported)


def test_they_refuse_another_past(tmp_path):
    """All keys stolen: who kept an older checkpoint finds out."""
    assert not _accepts(rewrite(tmp_path))
