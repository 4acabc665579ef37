"""The sequencer: every entry gets one place, in batches that are whole or not at all."""

import time
from hashlib import sha256
from threading import Event, Thread

import psycopg
import pytest

from hub.db.database import Database
from hub.db.errors import DatabaseRefused
from hub.ledger.growing import Edge
from hub.ledger.sequencer import keep_sequencing, sequence_once
from hub.ledger.tiling.store import integrate, load_edge, load_head, load_waiting
from hub.ledger.tree import leaf_hash
from tests.kreis import Kreis

PLACES = "select l.leaf_index, e.leaf from ledger.leaf l join ledger.entry e using (entry_id) order by 1"
WAITING = "select count(*) from ledger.pending"


@pytest.fixture
def sequencer(kreis):
    """Signed in as the sequencer."""
    db = Database(kreis.urls.url("hub_sequencer"), size=1)
    yield db
    db.close()


def _root(leaves):
    """The root by the definition in RFC 6962, 2.1, and by nothing that the hub calculates with."""
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\1" + _root(leaves[:half]) + _root(leaves[half:])).digest()


def _leaves(superuser):
    rows = superuser.execute(PLACES).fetchall()
    assert list(range(len(rows))) == [place for place, _ in rows]
    return [bytes(leaf) for _, leaf in rows]


@pytest.mark.parametrize("batches", [[1], [2, 3, 1], [255, 1, 1], [256], [300, 300], [65536, 257]])
def test_batches_of_any_size_give_one_tree(batches):
    """The root of RFC 6962 and the tiles of C2SP, however the entries came."""
    leaves = [b"%d" % number for number in range(sum(batches))]
    edge, tiles, done = Edge(), {}, 0

    for size in batches:
        grown = edge.grow([leaf_hash(leaf) for leaf in leaves[done : done + size]])
        edge, done = grown.edge, done + size
        tiles |= {(tile.level, tile.index): data for tile, data in grown.tiles.items()}

    assert _root(leaves) == edge.head.root
    hashes = [leaf_hash(leaf) for leaf in leaves]
    assert b"".join(hashes) == b"".join(tiles[0, index] for index in range((done + 255) // 256))
    assert all(
        tiles[1, 0][32 * n : 32 * n + 32] == _root(leaves[256 * n : 256 * n + 256])
        for n in range(done // 256)
        if n < 256
    )


def test_entries_get_places_in_the_order_of_their_ids(every_kreis: Kreis):
    """All that waits, once each, without a gap; the head says the root over their bytes."""
    every_kreis.open("U01")
    superuser, db = every_kreis.superuser(), Database(every_kreis.urls.url("hub_sequencer"), size=1)
    [(waiting,)] = superuser.execute(WAITING).fetchall()

    assert waiting == sequence_once(db)
    every_kreis.open("U07")
    assert 0 < sequence_once(db)

    leaves, head = _leaves(superuser), load_head(db)
    ids = superuser.execute("select entry_id from ledger.leaf order by leaf_index").fetchall()
    assert head is not None
    assert (len(leaves), _root(leaves)) == (head.size, head.root)
    assert ids[:waiting] == sorted(ids[:waiting])
    assert [(0,)] == superuser.execute(WAITING).fetchall()
    assert 0 == sequence_once(db)
    db.close()


def test_a_batch_that_ends_half_way_leaves_nothing(kreis, sequencer):
    """The entries wait as before, and the next batch begins where this one did."""
    superuser = kreis.superuser()
    before = superuser.execute(WAITING).fetchall()

    with pytest.raises(RuntimeError, match="killed"), sequencer.begin() as tx:
        waiting = load_waiting(tx, 10)
        integrate(tx, waiting, waiting.edge.grow([leaf_hash(leaf) for leaf in waiting.leaves]))
        raise RuntimeError("killed")

    assert before == superuser.execute(WAITING).fetchall()
    assert [] == _leaves(superuser)
    assert before[0][0] == sequence_once(sequencer)
    assert load_head(sequencer).root == _root(_leaves(superuser))


def test_a_connection_that_is_cut_within_a_batch_leaves_nothing(kreis, sequencer):
    """As a crash does it: the server ends the session after the rows were written and before they were committed."""
    superuser = kreis.superuser()
    address = kreis.urls.url("hub_sequencer").replace("+psycopg", "")
    with pytest.raises(psycopg.errors.AdminShutdown), psycopg.connect(address) as cut:
        entries = cut.execute("select unnest(entries) from ledger.waiting(3)").fetchall()
        rows = ([one for (one,) in entries], b"\0" * 96, b"\0" * 32)
        cut.execute("select ledger.integrate(0, %s::uuid[], '{0}', '{0}', array[%s], '', %s)", rows)
        superuser.execute("select pg_terminate_backend(%s)", (cut.info.backend_pid,))

    assert [] == _leaves(superuser)
    assert load_head(sequencer) is None
    assert 0 < sequence_once(sequencer)


def test_two_sequencers_make_one_tree(kreis):
    """Both at once, while people work: every entry once, no gap, the root over all of them."""
    stop, placed, databases = Event(), [], []
    for _ in range(2):
        databases.append(Database(kreis.urls.url("hub_sequencer"), size=1))
    threads = [Thread(target=keep_sequencing, args=(db, stop, placed.append)) for db in databases]
    for thread in threads:
        thread.start()

    for _ in range(10):
        kreis.open("U01")
    superuser = kreis.superuser()
    end = time.monotonic() + 60
    while superuser.execute(WAITING).fetchall() != [(0,)] and time.monotonic() < end:
        time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()

    leaves, head = _leaves(superuser), load_head(databases[0])
    [(entries,)] = superuser.execute("select count(*) from ledger.entry").fetchall()
    assert entries == len(leaves) == sum(placed) == head.size
    assert _root(leaves) == head.root
    for db in databases:
        db.close()


def test_only_one_works_at_a_time(kreis, sequencer):
    """Who comes while a batch is under way is told that there is nothing."""
    other = Database(kreis.urls.url("hub_sequencer"), size=1)
    with sequencer.begin() as tx:
        assert load_waiting(tx, 1) is not None

        assert load_waiting(other, 1) is None
        assert 0 == sequence_once(other)
    assert 0 < sequence_once(other)
    other.close()


def test_the_sequencer_cannot_give_a_place_twice_or_to_what_does_not_wait(kreis, sequencer):
    """The waiting room and the head decide, not the process."""
    with sequencer.begin() as tx:
        waiting = load_waiting(tx, 5)
        grown = waiting.edge.grow([leaf_hash(leaf) for leaf in waiting.leaves])
        integrate(tx, waiting, grown)

    with pytest.raises(DatabaseRefused, match="HB040"), sequencer.begin() as tx:
        integrate(tx, waiting, grown)

    assert 5 == load_head(sequencer).size == load_edge(sequencer, 5).size


@pytest.mark.parametrize(
    "statement",
    [
        "update ledger.tile set data = substring(data from 1 for 32)",
        "update ledger.tile set data = '\\x00' || substring(data from 2)",
        "update ledger.head set size = size - 1",
        "update ledger.head set root = root",
        "delete from ledger.tile",
        "delete from ledger.head",
        "truncate ledger.head",
    ],
)
def test_tiles_and_head_only_grow(kreis, sequencer, statement):
    """For the superuser too, as long as triggers are on."""
    sequence_once(sequencer)

    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        kreis.superuser().execute(statement)
