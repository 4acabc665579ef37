"""The Go checksum database's own code (golang.org/x/mod/sumdb) accepts what we export, and refuses it damaged."""

import os
import shutil
import subprocess

import pytest

from .exported import DAMAGES, LOG, WITNESSES, export, rewrite

MODULES = "/usr/share/gocode"
SOURCE = os.path.join(os.path.dirname(__file__), "sumdb", "main.go")

pytestmark = pytest.mark.skipif(
    shutil.which("go") is None or not os.path.isdir(f"{MODULES}/src/golang.org/x/mod/sumdb"),
    reason="no Go here: on Debian install the packages golang-go and golang-golang-x-mod-dev",
)


@pytest.fixture(scope="module")
def sumdb(tmp_path_factory):
    """The program, built without any network."""
    folder = tmp_path_factory.mktemp("go")
    known = {
        "GO111MODULE": "off",
        "GOPATH": MODULES,
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
        "HOME": str(folder),
    }
    subprocess.run(["go", "build", "-o", folder / "sumdb", SOURCE], env={**os.environ, **known}, check=True)
    return folder / "sumdb"


def _runs(sumdb, exported):
    keys = [signer.verifier.write() for signer in (LOG, *WITNESSES)]
    ran = subprocess.run(
        [sumdb, "-old", exported.old, exported.log, *keys], capture_output=True, text=True, check=False
    )
    assert ran.returncode in (0, 1), ran.stderr
    return ran.returncode == 0


def test_they_accept_our_log(sumdb, tmp_path):
    """Three signatures, 700 entries by authenticated tiles, and the growth from 300."""
    assert _runs(sumdb, export(tmp_path))


@pytest.mark.parametrize("damage", DAMAGES)
def test_they_refuse_it_damaged(sumdb, tmp_path, damage):
    """Whatever was changed."""
    exported = export(tmp_path)

    DAMAGES[damage](exported.log)

    assert not _runs(sumdb, exported)


def test_they_refuse_another_past(sumdb, tmp_path):
    """All keys stolen: who kept an older checkpoint finds out."""
    assert not _runs(sumdb, rewrite(tmp_path))
