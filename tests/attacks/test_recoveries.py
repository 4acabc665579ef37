"""A recovery by the book raises nothing; one that puts back something else is found by each agency alone."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date

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
from tests.attacks.scenes import Scene
from tests.kreis import F01, to_be_spoilt
from tests.ledger.evidence import NAMES, kept_backup, standing_behind

AGREED = Approval("Dr. Ada Beispiel", "Bert Muster", "Sicherung eingespielt")


@pytest.fixture(params=NAMES)
def scene(request, server, tmp_path):
    """As below."""
    with _standing(request, server, tmp_path) as one:
        yield one


@contextmanager
def _standing(request, server, tmp_path, statement="select"):
    """Signed once, checked by one of the two; `put_back()` takes the database back to that."""
    with (
        to_be_spoilt(server, request.config) as kreis,
        standing_behind(kreis, tmp_path / "evidence") as evidence,
    ):
        one = Scene(kreis, evidence, tmp_path, request.param if hasattr(request, "param") else NAMES[0])
        one.act()
        one.postgres.execute(statement)
        one.postgres.close()
        with kept_backup(evidence) as put_back:
            one.put_back = put_back
            yield one


def _lost_the_end(scene):
    """Something was written and signed, and is gone."""
    scene.act()
    _put_back(scene)


def _look(scene):
    scene.postgres = scene.kreis.superuser()
    scene.postgres.execute("set session_replication_role = replica")


def _put_back(scene):
    scene.postgres.close()
    scene.put_back()
    _look(scene)


def _find(scene):
    return find_lost(scene.evidence.db("hub_loader"), scene.evidence.policy, scene.evidence.fetch)


def _recover(scene, lost):
    return recover(scene.kreis.house("loader"), lost, Approved(OPERATOR, AGREED, scene.kreis.at))


def test_a_lawful_recovery_raises_nothing(scene):
    """With the contents beside it: what is gone is named by the incident, numbers go on, and the log with them."""
    _lost_the_end(scene)
    assert _recover(scene, _find(scene))

    scene.act()

    assert (0, set()) == scene.check()


def test_a_recovery_of_altered_entries_is_found(scene):
    """Another agency in one of them, tiles and head to fit, signed anew with the stolen key of the log."""
    _lost_the_end(scene)
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
    _lost_the_end(scene)
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
    _lost_the_end(scene)
    place = "(select entry_id from ledger.leaf where leaf_index = 3)"
    [(leaf,)] = scene.postgres.execute(f"select leaf from ledger.entry where entry_id = {place}").fetchall()
    told = canonical(orjson.loads(leaf) | {"ag": "provider"})
    scene.postgres.execute(f"update ledger.entry set leaf = %s where entry_id = {place}", (told,))

    with pytest.raises(LedgerForked):
        _find(scene)


def test_an_incident_that_hides_what_was_not_lost_is_found(scene):
    """A payload that is here is destroyed under the cover of a recovery: the list in the tree does not name it."""
    _lost_the_end(scene)
    own = f"(select entry_id from ledger.leaf where leaf_index = {scene.own()})"
    _recover(scene, _find(scene))
    scene.act()
    scene.postgres.execute(f"delete from ledger.payload where entry_id = {own}")

    assert (1, {"erasure"}) == scene.check()


def test_an_erasure_by_list_that_was_lost_gets_its_list_again(request, server, tmp_path):
    """The register of an ended case was erased after the backup: the clerk erases the same again, and says the same."""
    ended = f"update core.family set status = 'ended', exit_date = '2026-12-31' where number = '{F01}'"
    with _standing(request, server, tmp_path, ended) as scene:
        _look(scene)
        assert scene.erase(date(2030, 1, 1)).registers
        _put_back(scene)
        assert _recover(scene, _find(scene))

        assert scene.erase(date(2030, 1, 2)).registers

        assert (0, set()) == scene.check()


def test_a_backup_from_before_the_end_of_proof_brings_it_back_until_the_next_pass(request, server, tmp_path):
    """The record was erased before the backup, the proof after it: the clerk's pass destroys it again, and says so."""
    ended = (
        f"update core.family set status = 'ended', exit_date = '2026-12-31' where number = '{F01}';"
        "insert into record.erased (tenant_id, seq, family_id, day)"
        f" select tenant_id, 1, family_id, '2027-07-01' from core.family where number = '{F01}'"
    )
    left = f"select count(*) from consent.paper join core.family using (family_id) where number = '{F01}'"
    with _standing(request, server, tmp_path, ended) as scene:
        _look(scene)
        assert 1 == scene.erase(date(2030, 1, 1)).proofs
        _put_back(scene)
        assert [(0,)] != scene.postgres.execute(left).fetchall()
        assert _recover(scene, _find(scene))

        assert 1 == scene.erase(date(2030, 1, 2)).proofs

        assert [(0,)] == scene.kreis.superuser().execute(left).fetchall()
        assert (0, set()) == scene.check()
