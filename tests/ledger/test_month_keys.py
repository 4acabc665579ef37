"""Keys of the log end with their month: what is erased stays so, in backups of that time too (G7, H6)."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from hub.db.embedded import EmbeddedServer
from hub.gate.keeping import erase_what_is_over
from hub.gate.month_keys import Turned, turn_month_keys
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.keyfolder import Held, KeyFolder
from hub.ledger.months.keys import AHEAD, BOX, MONTH, LogReader, Seal, folder_of, make_month_keys, months_in, place
from hub.review.log import open_log
from hub.terms.clock import day_begins
from hub.terms.log import LogQuery
from tests.attacks.by_hand import entry_of
from tests.kreis import Kreis, to_be_spoilt

NOVEMBER, DECEMBER = date(2026, 11, 16), date(2026, 12, 2)
KEPT = "select bucket_id::text, holder, sealed from ledger.bucket_key"
HOLDERS = ("jobcenter", "jugendamt", "provider", "family", "oversight")


@pytest.fixture
def kreis(server: EmbeddedServer, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kreis]:
    """A copy with a folder of keys of its own: keys are destroyed here."""
    with to_be_spoilt(server, request.config) as copy:
        yield replace(copy, keys=Path(shutil.copytree(copy.keys, tmp_path / "keys")))


def _turn(kreis: Kreis, day: date, *holders: str) -> list[Turned]:
    return [turn_month_keys(kreis.house(holder), day_begins(day)) for holder in holders or HOLDERS]


def _opens(kreis: Kreis, box: tuple[str, str, bytes]) -> bool:
    """Whether anything that still lies in the folder of keys opens a box."""
    bucket, holder, sealed = box
    reader = LogReader(holder, KeyFolder(kreis.keys, holder), kreis.keys / f"{holder}.log")
    return reader.open(bucket, sealed) is not None


def test_a_backup_of_last_month_opens_for_nobody(kreis: Kreis) -> None:
    """Everything that stood in the database in November, with every key there is in December: not one payload."""
    kreis.open("U01")
    backup = kreis.superuser().execute(KEPT).fetchall()
    assert all(_opens(kreis, box) for box in backup)

    _turn(kreis, DECEMBER)

    assert len(backup) > 50
    assert [] == [box for box in backup if _opens(kreis, box)]


def test_what_lives_is_read_on(kreis: Kreis) -> None:
    """An officer reads in December what was done in November; nothing is lost on the way."""
    looked = kreis.open("U01").entry
    officer = kreis.principal("U16")
    before = open_log(kreis.house("oversight"), officer, LogQuery(limit=200), kreis.at).lines

    _turn(kreis, DECEMBER)
    after = open_log(kreis.house("oversight"), officer, LogQuery(limit=200), kreis.at).lines

    assert looked in {line.entry for line in after}
    assert set(before) <= set(after)
    assert all(_opens(kreis, box) for box in kreis.superuser().execute(KEPT))


def test_on_the_first_day_of_a_month_the_last_ones_key_is_still_there(kreis: Kreis) -> None:
    """What was begun before midnight is sealed to the old month: it is turned too, then the key ends."""
    [first] = _turn(kreis, date(2026, 12, 1), "oversight")
    [second] = _turn(kreis, date(2026, 12, 2), "oversight")

    assert (True, ()) == (first.keys > 0, first.destroyed)
    assert "2026-11" in second.destroyed
    assert "2026-12" == months_in(kreis.keys / "oversight.log")[0]


def test_a_pass_repeated_does_nothing_and_says_nothing(kreis: Kreis) -> None:
    """One entry tells that keys were turned, and none where there were none."""
    _turn(kreis, DECEMBER, "oversight")

    assert [Turned()] == _turn(kreis, DECEMBER, "oversight")
    told = "select count(*) from ledger.index where event = 'log.keys_turned'"
    assert [(1,)] == kreis.superuser().execute(told).fetchall()


def test_what_was_erased_is_not_turned(kreis: Kreis) -> None:
    """Erasure takes the keys away; what a later month is sealed to is only what lives."""
    kreis.open("U01")
    erase_what_is_over(kreis.house("clerk"), day_begins(date(2027, 5, 17)))
    [(left,)] = kreis.superuser().execute("select count(*) from ledger.bucket_key where holder = 'oversight'")

    [turned] = _turn(kreis, date(2027, 5, 17), "oversight")

    assert turned.keys <= left


@pytest.mark.parametrize("box", [b"2026-11" + b"\1" * 80, b"2026-11" + b"\1" * 90, b"\xff" * 90, b"../../k" * 13, b"x"])
def test_a_box_that_does_not_open_stops_nobody(kreis: Kreis, box: bytes) -> None:
    """Whoever writes into the log could seal nonsense to others: the rest is turned, the month ends."""
    spoil = "update ledger.bucket_key set sealed = %s where holder = 'oversight'"
    one = " and bucket_id = (select bucket_id from ledger.bucket_key where holder = 'oversight' limit 1)"
    kreis.superuser().execute(spoil + one, (box,))

    [turned] = _turn(kreis, DECEMBER, "oversight")

    assert turned.keys > 20
    assert "2026-11" in turned.destroyed


@pytest.mark.parametrize("role", ["hub_jobcenter", "hub_clerk", "hub_loader", "hub_sequencer"])
def test_nobody_turns_keys_of_another(kreis: Kreis, role: str) -> None:
    """Neither with an entry of one's own, nor without; what somebody else's holder reads stays as it is."""
    entry = entry_of(kreis, "jobcenter", Event.LOG_KEYS_TURNED)
    append(kreis.house("jobcenter").db, kreis.house("jobcenter").writer, replace(entry, family=None))
    before = kreis.superuser().execute(KEPT + " where holder = 'oversight' order by 1").fetchall()
    [bucket, _, sealed] = before[0]

    try:
        kreis.connect(role).execute(
            "select ledger.turn_keys(%s, %s::uuid[], %s::bytea[])", (entry.id, [bucket], [b"2029-01" + sealed[7:]])
        )
    except psycopg.errors.InsufficientPrivilege:
        assert role != "hub_jobcenter"

    assert before == kreis.superuser().execute(KEPT + " where holder = 'oversight' order by 1").fetchall()


def test_keys_are_turned_only_against_an_entry_that_says_so(kreis: Kreis) -> None:
    """An entry of another kind is none."""
    entry = entry_of(kreis, "jobcenter", Event.LOG_READ)
    append(kreis.house("jobcenter").db, kreis.house("jobcenter").writer, replace(entry, family=None))

    with pytest.raises(psycopg.Error) as refused:
        kreis.connect("hub_jobcenter").execute("select ledger.turn_keys(%s, '{}', '{}')", (entry.id,))

    assert "HB020" == refused.value.sqlstate


@pytest.mark.parametrize(
    ("there", "day", "sealed_to"),
    [
        (("2026-11", "2026-12"), NOVEMBER, "2026-11"),
        (("2026-12",), NOVEMBER, "2026-12"),
        (("2026-10",), NOVEMBER, ""),
        ((), NOVEMBER, ""),
    ],
)
def test_a_box_is_sealed_to_its_month_or_the_next_there_is(
    tmp_path: Path, there: tuple[str, ...], day: date, sealed_to: str
) -> None:
    """Never to a month that is over: its key may be gone. Without any, the lasting key serves."""
    for month in there:
        make_month_keys(tmp_path / month, "oversight", date.fromisoformat(f"{month}-01"))
        (tmp_path / "x").mkdir(exist_ok=True)
        for half in (tmp_path / month / "oversight.log").glob(f"{month}.*"):
            shutil.copy(half, tmp_path / "x" / half.name)
    lasting = X25519PrivateKey.generate()

    box = Seal(lasting.public_key(), tmp_path / "x").seal(b"k" * 32, place("b", "oversight"), day)

    assert sealed_to == (box[:7].decode() if len(box) > 80 else "")
    assert b"k" * 32 == LogReader("oversight", Held(lasting, months=tmp_path / "x"), tmp_path / "x").open("b", box)


def test_pairs_lie_ready_for_a_year_across_its_end(tmp_path: Path) -> None:
    """This month and the twelve after it; what is there already is not made anew."""
    make_month_keys(tmp_path, "family", NOVEMBER)
    first = (tmp_path / "family.log" / "2026-11.key").read_bytes()

    make_month_keys(tmp_path, "family", NOVEMBER)

    months = months_in(tmp_path / "family.log")
    assert (AHEAD, "2026-11", "2027-11") == (len(months), months[0], months[-1])
    assert first == (tmp_path / "family.log" / "2026-11.key").read_bytes()
    assert {0o600} == {path.stat().st_mode & 0o777 for path in (tmp_path / "family.log").glob("*.key")}


def _pair(keys: Path) -> tuple[Seal, LogReader]:
    """Whoever seals and whoever opens, each a process of its own."""
    make_month_keys(keys, "oversight", NOVEMBER)
    lasting, folder = X25519PrivateKey.generate(), folder_of(keys, "oversight")
    return Seal(lasting.public_key(), folder), LogReader("oversight", Held(lasting, months=folder), folder)


def test_a_box_opens_in_its_place_alone_though_those_of_a_day_share_a_key(tmp_path: Path) -> None:
    """Not in another bucket's place and not in another reader's; cut or changed it opens nowhere."""
    seal, reader = _pair(tmp_path)
    keys = {name: name.encode() * 32 for name in "ab"}
    boxes = {name: seal.seal(key, place(name, "oversight"), NOVEMBER) for name, key in keys.items()}

    assert keys == {name: reader.open(name, box) for name, box in boxes.items()}
    assert 1 == len({box[: MONTH + BOX] for box in boxes.values()})
    changed = boxes["a"][:-1] + bytes([boxes["a"][-1] ^ 1])
    for bucket, box in (("b", boxes["a"]), ("a", boxes["a"][:-1]), ("a", changed)):
        with pytest.raises(InvalidTag):
            reader.open(bucket, box)
    with pytest.raises(InvalidTag):
        replace(reader, holder="family").open("a", boxes["a"])


@pytest.mark.parametrize("key", [b"", b"short", b"k" * 33])
def test_what_is_no_key_is_none_though_it_was_sealed_rightly(tmp_path: Path, key: bytes) -> None:
    """Public halves are public: anybody may seal anything. Who reads goes on, and nothing is decrypted with it."""
    seal, reader = _pair(tmp_path)

    with pytest.raises(InvalidTag):
        reader.open("a", seal.seal(key, place("a", "oversight"), NOVEMBER))


def test_what_is_prepared_is_what_the_day_is_sealed_with(tmp_path: Path) -> None:
    """So the first entry of a process waits for no key."""
    seal, reader = _pair(tmp_path)
    seal.prepare(NOVEMBER)
    prepared = seal._days.copy()

    box = seal.seal(b"k" * 32, place("a", "oversight"), NOVEMBER)

    assert prepared == seal._days
    assert b"k" * 32 == reader.open("a", box)


def test_no_two_days_and_no_two_processes_share_a_key(tmp_path: Path) -> None:
    """Whoever learns one opens the boxes of one process and day, and nothing before or after."""
    (first, reader), told = _pair(tmp_path), place("a", "oversight")
    second, _ = _pair(tmp_path)

    sealed = [one.seal(b"k" * 32, told, day) for one in (first, second) for day in (NOVEMBER, date(2026, 11, 17))]

    assert 4 == len({box[: MONTH + BOX] for box in sealed})
    assert {b"k" * 32} == {reader.open("a", box) for box in sealed}
