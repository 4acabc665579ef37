"""A folder of keys as it is at this moment, and exchanging a pair in it: cut off anywhere, nothing is lost."""

from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from hub.ledger.exchanging import Exchange
from hub.ledger.keyfolder import KeyFolder, PublicFolder
from hub.ledger.pairs import KeyUnusable, make_pair, read_private, read_public
from hub.terms.sealing import name_of, seal


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    """With one pair."""
    make_pair(tmp_path, "jobcenter")
    return tmp_path


def test_what_is_sealed_names_its_key_and_what_names_none_opens_too(keys: Path) -> None:
    """A box from before boxes named their key is opened by whichever holds it."""
    folder, public = KeyFolder(keys, "jobcenter"), PublicFolder(keys)["jobcenter"]
    box = seal(b"clear", public, b"place")

    assert name_of(public) == box[:16]
    assert b"clear" == folder.open(box, b"place") == folder.open(box[16:], b"place")
    with pytest.raises(InvalidTag):
        folder.open(box, b"elsewhere")


def test_both_keys_open_until_the_old_one_is_destroyed(keys: Path) -> None:
    """In one process, that started before; and the old one leaves its memory at the next use."""
    folder, public, exchange = KeyFolder(keys, "jobcenter"), PublicFolder(keys), Exchange(keys, "jobcenter")
    old = seal(b"old", public["jobcenter"], b"")
    exchange.prepare()
    exchange.exchange()
    new = seal(b"new", public["jobcenter"], b"")

    assert old[:16] != new[:16]
    assert (b"old", b"new") == (folder.open(old, b""), folder.open(new, b""))
    for either in (old, old[16:]):
        assert b"old" == KeyFolder(keys, "jobcenter").open(either, b"")
    exchange.destroy()
    with pytest.raises(InvalidTag):
        folder.open(old, b"")
    assert b"new" == folder.open(new, b"")


def test_old_and_new_private_halves_are_their_owners_alone(keys: Path) -> None:
    """Files and folders."""
    exchange = Exchange(keys, "jobcenter")
    exchange.prepare()
    exchange.exchange()

    assert {0o600} == {path.stat().st_mode & 0o777 for path in keys.rglob("*.key")}
    assert 0o700 == (keys / "jobcenter.old").stat().st_mode & 0o777


def test_a_pair_that_was_cut_off_gets_its_public_half(keys: Path) -> None:
    """The machine stopped between the two files of the new pair."""
    exchange = Exchange(keys, "jobcenter")
    _, new = exchange.prepare()
    (keys / "jobcenter.new" / "jobcenter.pub").unlink()

    assert new == exchange.prepare()[1]
    exchange.exchange()
    public = read_private(keys / "jobcenter.key").public_key()
    assert name_of(public) == name_of(read_public(keys / "jobcenter.pub"))


def test_an_exchange_that_stopped_between_its_renames_goes_on(keys: Path) -> None:
    """The private half is in place, the public one is not yet."""
    exchange, public = Exchange(keys, "jobcenter"), PublicFolder(keys)
    exchange.prepare()
    old = read_private(keys / "jobcenter.key")
    kept = (keys / "jobcenter.new" / "jobcenter.pub").read_bytes()
    exchange.exchange()
    (keys / "jobcenter.new").mkdir()
    (keys / "jobcenter.new" / "jobcenter.pub").write_bytes(kept)
    exchange.exchange()

    assert name_of(public["jobcenter"]) != name_of(old.public_key())
    assert 1 == len(exchange.olds)


def test_a_key_that_is_still_the_present_one_is_never_destroyed(keys: Path) -> None:
    """The machine stopped when the old half was already kept, and not yet replaced."""
    exchange = Exchange(keys, "jobcenter")
    exchange.prepare()
    (keys / "jobcenter.old" / "x.key").hardlink_to(keys / "jobcenter.key")

    with pytest.raises(KeyUnusable, match="not exchanged yet"):
        exchange.destroy()
    assert read_private(keys / "jobcenter.key")


def test_a_public_key_that_is_being_copied_is_passed_over(keys: Path) -> None:
    """Half a file: the key before it serves on. One that was never whole is said."""
    public = PublicFolder(keys)
    before = public["jobcenter"]
    (keys / "jobcenter.pub").write_bytes(b"-----BEGIN")

    assert before is public["jobcenter"]
    with pytest.raises(KeyUnusable):
        PublicFolder(keys)["jobcenter"]
    with pytest.raises(KeyError):
        public["jugendamt"]


def test_a_key_file_that_others_can_read_is_refused_at_the_start_and_not_read_later(keys: Path) -> None:
    """What was read before serves on, and the log of the process says so."""
    folder = KeyFolder(keys, "jobcenter")
    box = seal(b"clear", PublicFolder(keys)["jobcenter"], b"")
    (keys / "jobcenter.key").chmod(0o644)
    (keys / "jobcenter.old").mkdir()

    assert b"clear" == folder.open(box, b"")
    with pytest.raises(KeyUnusable):
        KeyFolder(keys, "jobcenter")
