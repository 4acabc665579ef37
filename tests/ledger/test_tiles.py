"""Tiles: paths, what changes with growth, reading and authenticity; two tiled logs of others byte for byte."""

import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.ledger.checkpoint import parse_checkpoint
from hub.ledger.errors import EvidenceMalformed, ProofFailed
from hub.ledger.notes import parse_note, verify_note
from hub.ledger.tiles import (
    Bundle,
    Tile,
    authentic_reader,
    bundles_of,
    edge_tiles,
    grow,
    hash_reader,
    pack_entries,
    parse_path,
    tile_of,
    tiles_of,
    unpack_entries,
)
from hub.ledger.tree import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from hub.ledger.vkeys import parse_verifier
from tests.amounts import examples

from . import reference
from .published import VECTORS, is_refused, published

ENTRIES = [f"entry {number}".encode() for number in range(1500)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
READ = reference.reader(ENTRIES)
TESSERA, SUNLIGHT = VECTORS / "tiled-log-tessera", VECTORS / "tiled-log-sunlight-mirror"

cuts = st.lists(st.integers(1, len(LEAVES)), max_size=8)


def built(*ends):
    """All tiles that were written while the log grew to these sizes one after the other."""
    stored, begin = {}, 0
    for end in ends:
        stored |= grow(begin, LEAVES[begin:end], stored.__getitem__)
        begin = end
    return stored


@pytest.mark.parametrize(
    ("resource", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(3, 1234067), "tile/3/x001/x234/067"),
        (Tile(0, 1000, 7), "tile/0/x001/000.p/7"),
        (Tile(63, 999, 255), "tile/63/999.p/255"),
        (Bundle(67), "tile/entries/067"),
        (Bundle(1067, 1), "tile/entries/x001/067.p/1"),
    ],
)
def test_paths_are_those_of_the_specification(resource, path):
    """Written and read back; the folders of three digits are C2SP's."""
    assert path == resource.path
    assert resource == parse_path(path)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "tile/0/0",
            "tile/0/1000",
            "tile/00/000",
            "tile/64/000",
            "tile/0/x000/001",
            "tile/0/x1/000",
            "tile/0/001/000",
        ),
        *("tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/", "tile/0/000.p", "tile/-1/000"),
        *("/tile/0/000", "tile/0/000\n", "tile/0/../000", "tile/entries", "tile/entries/x000/000", "tile/0/٠٠٠", ""),
    ],
)
def test_other_spellings_of_a_path_are_refused(path):
    """One resource has one name: no zero too many, no way out of the folder, no digits of other scripts."""
    with pytest.raises(EvidenceMalformed):
        parse_path(path)


@pytest.mark.parametrize(
    "made", [lambda: Tile(0, 0, 0), lambda: Tile(0, 0, 257), lambda: Tile(64, 0), lambda: Bundle(-1)]
)
def test_a_tile_that_cannot_be_is_refused(made):
    """Width 1 to 256, level up to 63, no negative index."""
    with pytest.raises(EvidenceMalformed):
        made()


def test_a_tree_of_seventy_thousand_has_the_tiles_of_the_specification():
    """The example of C2SP tlog-tiles, and the tree of 256."""
    tiles = list(tiles_of(70_000))

    assert 273 == sum(tile.level == 0 and tile.is_full for tile in tiles)
    assert {Tile(0, 273, 112), Tile(1, 0), Tile(1, 1, 17), Tile(2, 0, 1)} == {
        tile for tile in tiles if tile.level or not tile.is_full
    }
    assert [Tile(0, 0), Tile(1, 0, 1)] == list(tiles_of(256))
    assert [] == list(tiles_of(0))


@given(cuts)
def test_however_the_batches_are_cut_the_tiles_are_the_same(ends):
    """The tiles of the last size are those that one batch writes; right edges on the way are those of their sizes."""
    ends = sorted({*ends, len(LEAVES)})
    stored, whole = built(*ends), built(len(LEAVES))

    assert set(tiles_of(len(LEAVES))) == set(whole)
    assert whole == {tile: stored[tile] for tile in whole}
    assert set(stored) == {tile for end in ends for tile in tiles_of(end)}


@given(st.integers(0, 1200), st.integers(0, 300))
def test_growth_writes_just_the_tiles_that_it_changes(old, more):
    """What `tiles_of` says that changed is what `grow` writes, and the bundles are those of level 0."""
    stored = built(old) if old else {}

    grown = grow(old, LEAVES[old : old + more], stored.__getitem__)

    assert set(tiles_of(old + more, old)) == set(grown) == set(tiles_of(old + more)) - set(tiles_of(old))
    assert [tile.path.replace("/0/", "/entries/", 1) for tile in sorted(grown) if tile.level == 0] == [
        bundle.path for bundle in bundles_of(old + more, old)
    ]


@settings(max_examples=examples(40))
@given(st.integers(1, len(LEAVES)), st.randoms(use_true_random=False))
def test_proofs_from_tiles_are_those_of_the_definition(size, chance):
    """Read as they lie, and read with every tile checked."""
    stored, head = built(size), Frontier().extend(LEAVES[:size]).head
    index, old = chance.randrange(size), chance.randrange(size + 1)

    for read in (hash_reader(size, stored.__getitem__), authentic_reader(head, stored.__getitem__)):
        assert head.root == root_of(read, size)
        assert inclusion_proof(READ, index, size) == inclusion_proof(read, index, size)
        assert consistency_proof(READ, old, size) == consistency_proof(read, old, size)


def test_a_whole_log_is_hashed_anew_at_25_000_entries_a_second():
    """Leaves of 500 bytes into root and tiles, in time of the processor, so that a busy machine changes nothing."""
    entries = [number.to_bytes(4, "big") * 125 for number in range(20_000)]
    begun = process_time()

    leaves = [leaf_hash(entry) for entry in entries]
    root = Frontier().extend(leaves).root
    tiles = grow(0, leaves, {}.__getitem__)

    assert 20_000 / (process_time() - begun) > 25_000
    assert root == root_of(hash_reader(20_000, tiles.__getitem__), 20_000)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 1023, 1024, 1500])
def test_a_changed_bit_in_any_tile_is_found_before_it_is_used(size):
    """Whichever tile was touched: no hash out of it is given out, and the others are as before."""
    stored, head = built(size), Frontier().extend(LEAVES[:size]).head
    chance = random.Random(size)
    for tile in stored:
        place = chance.randrange(len(stored[tile]))
        damaged = {**stored, tile: stored[tile][:place] + bytes((stored[tile][place] ^ 1,)) + stored[tile][place + 1 :]}

        with pytest.raises(ProofFailed):
            read = authentic_reader(head, damaged.__getitem__)
            read(8 * tile.level, 256 * tile.index + place // 32)


def test_a_tile_too_long_or_too_short_is_refused():
    """A partial tile offered for a full one, or more than the width says."""
    stored, head = built(300), Frontier().extend(LEAVES[:300]).head
    for tile in edge_tiles(300):
        for wrong in (stored[tile][:-32], stored[tile][:-1], stored[tile] + bytes(32), b""):
            with pytest.raises(EvidenceMalformed):
                authentic_reader(head, {**stored, tile: wrong}.__getitem__)


@pytest.mark.parametrize(("level", "index"), [(0, 300), (8, 1), (-1, 0), (0, -1), (9, 0)])
def test_no_hash_is_read_that_is_not_complete(level, index):
    """What the right edge has not filled yet has no hash."""
    with pytest.raises(ProofFailed):
        tile_of(300, level, index)


@given(st.lists(st.binary(max_size=40), max_size=256))
def test_bundles_are_read_as_written(entries):
    """Each entry after its length in two bytes; the longest has 65 535."""
    assert tuple(entries) == unpack_entries(pack_entries(entries), len(entries))


def test_bundles_cut_off_or_with_more_entries_than_said_are_refused():
    """Not a byte more or less."""
    bundle = pack_entries([b"one", b"two"])
    for wrong, width in ((bundle, 1), (bundle, 3), (bundle[:-1], 2), (bundle + b"\0", 2), (bundle + b"\0\0", 2)):
        assert is_refused(unpack_entries, wrong, width)
    assert is_refused(pack_entries, [bytes(65_536)])
    assert (bytes(65_535),) == unpack_entries(pack_entries([bytes(65_535)]), 1)


def test_a_log_of_tessera_is_ours_byte_for_byte():
    """Entries, tiles and 16 signed checkpoints: every tile and bundle the same, every entry in, every pair a growth."""
    source = published("tiled-log-tessera/SOURCE.json")
    key, entries = parse_verifier(source["vkey"]), [entry.encode() for entry in source["entries"]]
    leaves, heads = [leaf_hash(entry) for entry in entries], []
    for size in range(len(entries) + 1):
        note = parse_note((TESSERA / f"checkpoint.{size}").read_bytes())
        heads.append(parse_checkpoint(note.text).head)
        assert (key,) == tuple(signed.verifier for signed in verify_note(note, [key]))
        assert heads[size] == Frontier().extend(leaves[:size]).head
        for tile, held in (grow(0, leaves[:size], {}.__getitem__)).items():
            assert (TESSERA / tile.path).read_bytes() == held
        for bundle in bundles_of(size):
            assert (TESSERA / bundle.path).read_bytes() == pack_entries(entries[:size])

    read = authentic_reader(heads[-1], lambda tile: (TESSERA / tile.path).read_bytes())
    for new in range(1, len(heads)):
        for old in range(new):
            verify_inclusion(heads[new], old, leaves[old], inclusion_proof(read, old, new))
            verify_consistency(heads[old], heads[new], consistency_proof(read, old, new))


def test_the_tiles_of_a_mirror_of_sunlight_lead_to_its_cosigned_root():
    """A full and a partial tile below, a partial one above; what lies above is what we make of what lies below."""
    source = published("tiled-log-sunlight-mirror/SOURCE.json")
    note = parse_note((SUNLIGHT / "checkpoint").read_bytes())
    keys = [parse_verifier(text) for text in source["vkeys"]]
    head = parse_checkpoint(note.text).head
    stored = {tile: (SUNLIGHT / tile.path).read_bytes() for tile in tiles_of(head.size)}
    read = authentic_reader(head, stored.__getitem__)
    leaves = [read(0, index) for index in range(head.size)]

    assert 300 == head.size
    assert keys == [signed.verifier for signed in verify_note(note, keys)]
    assert stored == grow(0, leaves, {}.__getitem__)
    assert head == Frontier().extend(leaves).head
