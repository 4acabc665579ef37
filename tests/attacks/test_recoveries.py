"""A recovery by the book raises nothing; one that puts back something else is found by each agency alone."""

from dataclasses import replace

import orjson
import pytest

from hub.exchange.load import OPERATOR
from hub.ledger.errors import LedgerForked
from hub.ledger.growing import Edge
from hub.ledger.leaf import canonical
from hub.ledger.restoring.finding import find_lost
from hub.ledger.tiling.store import load_edge
from hub.ledger.tree import leaf_hash
from hub.review.incidents import Approval, Approved
from hub.review.recovering import recover
from tests.attacks.test_ledger_database import Scene
from tests.kreis import to_be_spoilt
from tests.ledger.evidence import NAMES, kept_backup, standing_behind

AGREED = Approval("Dr. Ada Beispiel", "Bert Muster", "Sicherung eingespielt")


@pytest.fixture(params=NAMES)
def scene(request, server, tmp_path):
    """Signed twice, checked by one of the two; then a backup is put back that lacks what was signed last."""
    with (
        to_be_spoilt(server, request.config) as kreis,
        standing_behind(kreis, tmp_path / "evidence") as evidence,
    ):
        one = Scene(kreis, evidence, tmp_path, request.param)
        one.act()
        one.postgres.close()
        with kept_backup(evidence) as put_back:
            one.act()
            put_back()
            one.postgres = kreis.superuser()
            one.postgres.execute("set session_replication_role = replica")
            yield one


def _find(scene):
    return find_lost(scene.evidence.db("hub_loader"), scene.evidence.policy, scene.evidence.fetch)


def _recover(scene, lost):
    return recover(scene.kreis.house("loader"), lost, Approved(OPERATOR, AGREED, scene.kreis.at))


def test_a_lawful_recovery_raises_nothing(scene):
    """With the contents beside it: what is gone is named by the incident, numbers go on, and the log with them."""
    assert _recover(scene, _find(scene))

    scene.act()

    assert (0, set()) == scene.check()


def test_a_recovery_of_altered_entries_is_found(scene):
    """Another agency in one of them, tiles and head to fit, signed anew with the stolen key of the log."""
    lost = _find(scene)
    leaves = (canonical(orjson.loads(lost.leaves[0]) | {"ag": "provider"}), *lost.leaves[1:])
    edge: Edge = load_edge(scene.evidence.db("hub_loader"), lost.here.size)
    _recover(scene, replace(lost, leaves=leaves, grown=edge.grow([leaf_hash(leaf) for leaf in leaves])))
    scene.evidence.place()

    with pytest.raises(LedgerForked):
        scene.evidence.sign()
    scene.forge()
    assert (1, {"signature", "old"}) == scene.check()


def test_a_recovery_that_leaves_an_entry_out_is_found(scene):
    """The last one, that nobody was to see."""
    lost = _find(scene)
    edge: Edge = load_edge(scene.evidence.db("hub_loader"), lost.here.size)
    leaves = lost.leaves[:-1]
    _recover(scene, replace(lost, leaves=leaves, grown=edge.grow([leaf_hash(leaf) for leaf in leaves])))
    scene.evidence.place()

    with pytest.raises(LedgerForked):
        scene.evidence.sign()
    scene.forge()
    status, found = scene.check()
    assert 1 == status
    assert {"signature", "old"} <= found


def test_what_is_altered_below_is_no_ground_to_build_on(scene):
    """Bytes of an entry that the backup has: nothing is put back on top of it."""
    place = "(select entry_id from ledger.leaf where leaf_index = 3)"
    [(leaf,)] = scene.postgres.execute(f"select leaf from ledger.entry where entry_id = {place}").fetchall()
    told = canonical(orjson.loads(leaf) | {"ag": "provider"})
    scene.postgres.execute(f"update ledger.entry set leaf = %s where entry_id = {place}", (told,))

    with pytest.raises(LedgerForked):
        _find(scene)


def test_an_incident_that_hides_what_was_not_lost_is_found(scene):
    """A payload that is here is destroyed under the cover of a recovery: the list in the tree does not name it."""
    own = f"(select entry_id from ledger.leaf where leaf_index = {scene.own()})"
    _recover(scene, _find(scene))
    scene.act()
    scene.postgres.execute(f"delete from ledger.payload where entry_id = {own}")

    assert (1, {"erasure"}) == scene.check()
