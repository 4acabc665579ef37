"""Keys on the disk: who can read them, and what is no key."""

import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from hub.exchange.houses import make_keys
from hub.gate.house import KeyUnusable, make_key, need_keys, open_house
from tests.kreis import books


def _open(keys, holder):
    return open_house(None, books().policies, keys, holder)


def test_a_private_key_is_readable_by_its_owner_alone(tmp_path):
    """From the moment on at which the file exists; so is the folder."""
    make_key(tmp_path / "keys", "jobcenter")

    assert 0o600 == stat.S_IMODE((tmp_path / "keys" / "jobcenter.key").stat().st_mode)
    assert 0o700 == stat.S_IMODE((tmp_path / "keys").stat().st_mode)


def test_a_key_that_is_there_is_never_overwritten(tmp_path):
    """What was sealed for it would be lost."""
    make_key(tmp_path, "jobcenter")
    before = (tmp_path / "jobcenter.key").read_bytes(), (tmp_path / "jobcenter.pub").read_bytes()

    make_key(tmp_path, "jobcenter")

    assert before == ((tmp_path / "jobcenter.key").read_bytes(), (tmp_path / "jobcenter.pub").read_bytes())


def test_a_public_key_from_another_agency_is_never_overwritten(tmp_path):
    """What is written for that agency would be sealed for nobody; no private key is made either."""
    make_key(tmp_path / "there", "jugendamt")
    received = (tmp_path / "there" / "jugendamt.pub").read_bytes()
    (tmp_path / "jugendamt.pub").write_bytes(received)

    with pytest.raises(KeyUnusable, match=r"jugendamt\.pub is there without jugendamt\.key"):
        make_key(tmp_path, "jugendamt")

    assert received == (tmp_path / "jugendamt.pub").read_bytes()
    assert not (tmp_path / "jugendamt.key").exists()


def test_a_house_holds_its_own_private_key_alone(tmp_path):
    """And everybody's public ones; who has none of its own, as the loader, can only close."""
    make_keys(tmp_path)

    house, loader = _open(tmp_path, "jobcenter"), _open(tmp_path, "loader")

    assert house.ring.private is not None
    assert loader.ring.private is None
    assert {"jobcenter", "jugendamt", "provider", "family", "oversight"} == set(house.ring.public)
    assert {"oversight", "family", "jobcenter"} == set(house.writer.readers)


def test_a_house_does_not_print_its_keys(tmp_path):
    """Neither in a traceback nor in a log line."""
    make_keys(tmp_path)

    printed = repr(_open(tmp_path, "jobcenter")) + repr(_open(tmp_path, "jobcenter").ring)

    assert "PrivateKey" not in printed


@pytest.mark.parametrize("ending", ["key", "index"])
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_secret_that_others_may_read_or_write_stops_the_start(tmp_path, ending, mode):
    """It is none any more, and whoever starts the hub must know."""
    make_keys(tmp_path)
    (tmp_path / f"jobcenter.{ending}").chmod(mode)

    with pytest.raises(KeyUnusable, match=r"jobcenter\.(key|index) is open to others than its owner"):
        need_keys(tmp_path, "jobcenter")


@pytest.mark.parametrize("ending", ["key", "pub"])
@pytest.mark.parametrize("content", ["nothing", "rubbish", "another kind"])
def test_what_is_no_key_stops_the_start(tmp_path, ending, content):
    """The message names the file and holds nothing of it."""
    make_keys(tmp_path)
    other = Ed25519PrivateKey.generate()
    contents = {
        "nothing": b"",
        "rubbish": b"geheim",
        "another kind": other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        if ending == "key"
        else other.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    }
    (tmp_path / f"jobcenter.{ending}").write_bytes(contents[content])

    with pytest.raises(KeyUnusable, match=rf"^jobcenter\.{ending}: ") as stopped:
        _open(tmp_path, "jobcenter")
    with pytest.raises(KeyUnusable, match=rf"^jobcenter\.{ending}: "):
        need_keys(tmp_path, "jobcenter")

    assert "geheim" not in str(stopped.value)
