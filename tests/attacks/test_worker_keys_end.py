"""Keys of workers are exchanged by one, and freed or ended by two leads alone; nobody reads more by any of it."""

import shutil
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from hub.exchange.worker_care import NotRenewable, WorkerAct, WorkerCare
from hub.gate.confiding import by_nature
from hub.gate.key_renewal import APART
from hub.ledger.confiding import Confided
from hub.ledger.workerkeys import WorkerKeys
from hub.record.confiding.store import ConfidedBox, load_confided
from hub.terms.handing import HandingRefused, KeyAct
from hub.terms.ids import FamilyNumber
from hub.terms.sealing import NAMED, fingerprint
from tests.attacks.by_hand import family_id
from tests.attacks.families import cell, family
from tests.confidences import proof_of
from tests.kreis import Kreis

REASON = "Neues Konto beim Anbieter nach Namensänderung, Ausweis lag vor."
NUMBER = FamilyNumber("FAM-2026-785")
BOTH = ("U21", "U09")
ENTRIES = "select i.event from ledger.index i where i.event like 'confided.%' or i.event = 'keys.renewed'"


@pytest.fixture
def care(kreis: Kreis) -> WorkerCare:
    """The Jugendamt's keys, and a family in which something is confided to U07."""
    note = cell("sgb8_conversation_note", "X85-1", {"date": "2026-11-02", "with": "A", "text": "B"}, id="n")
    confided = {**note, "entrusted_to": "U07", "entrusted_by": ["X85-1"]}
    kreis.load(family(NUMBER, "X85", [confided], assignments=[{"staff": "U07"}]))
    house = kreis.house("jugendamt")
    assert isinstance(house.ring.confidant, Confided)
    return WorkerCare(house, house.ring.confidant)


def _boxes(kreis: Kreis) -> list[ConfidedBox]:
    house, of = kreis.house("jugendamt"), family_id(kreis.superuser(), NUMBER)
    return [one for some in load_confided(house.db, by_nature(house.policies.catalogue), (), of) for one in some]


def _opened(kreis: Kreis, care: WorkerCare, token: str) -> Sequence[bytes | None]:
    return care.confided.open(care.confided.prove(token) or "", [(one.box, one.where) for one in _boxes(kreis)])


def _act(kreis: Kreis, worker: str = "U07", day: date | None = None) -> WorkerAct:
    return WorkerAct(worker, day or kreis.at.date(), REASON)


def _said(care: WorkerCare, verb: str, refs: Sequence[str], at: datetime, act: WorkerAct) -> None:
    """By tokens of these people, each for this very act."""
    say: Callable[..., None] = getattr(care, verb)
    say([proof_of(ref, care.challenge(KeyAct(verb), act)) for ref in refs], act, at)


def _pair(care: WorkerCare) -> str:
    return fingerprint(care.house.ring.intakes["jugendamt"]).hex()


@pytest.mark.parametrize("worker", ["U07", ""])
def test_an_exchange_leaves_nothing_unread_and_the_old_key_unused(kreis: Kreis, care: WorkerCare, worker: str) -> None:
    """Of one worker, or of the pair: its worker opens it before, between and after; the old one opens nothing then."""
    care.exchange("", kreis.at)
    before, were = _opened(kreis, care, proof_of("U07")), {one.box for one in _boxes(kreis)}
    assert None not in before

    care.exchange(worker, kreis.at)
    between = _opened(kreis, care, proof_of("U07"))
    olds = care.confided.keys.old_names()
    with pytest.raises(NotRenewable):
        care.end_olds(_pair(care), kreis.at)
    care.end_olds(_pair(care), kreis.at + APART)

    assert before == between == _opened(kreis, care, proof_of("U07"))
    assert olds
    assert olds.isdisjoint({one.box[:NAMED] for one in _boxes(kreis)})
    assert frozenset() == care.confided.keys.old_names()
    assert worker == "" or were.isdisjoint({one.box for one in _boxes(kreis)})
    assert not list((care.confided.keys.folder / "service.old").glob("*.key"))


@pytest.mark.parametrize("worker", ["U07", ""])
def test_who_took_all_keys_away_before_an_exchange_opens_nothing_of_a_worker_s_after_it(
    kreis: Kreis, care: WorkerCare, worker: str, tmp_path: Path
) -> None:
    """A copy of the whole folder, pair and files: good for what was closed then, for nothing since."""
    care.exchange("", kreis.at)
    stolen, staff = tmp_path / "jugendamt.workers", kreis.principal("U07").id
    shutil.copytree(care.confided.keys.folder, stolen)
    thief = WorkerKeys(tmp_path, "jugendamt")
    assert all(thief.open(staff, one.box, one.where) for one in _boxes(kreis))

    care.exchange(worker, kreis.at)
    care.exchange("U07", kreis.at)

    assert {None} == {thief.open(staff, one.box, one.where) for one in _boxes(kreis)}


@pytest.mark.parametrize("heard", ["", "00" * 32])
def test_old_keys_stay_while_somebody_may_still_write_for_them(kreis: Kreis, care: WorkerCare, heard: str) -> None:
    """Whoever ends them says the fingerprint that those who write read: another one ends nothing."""
    care.exchange("", kreis.at)
    olds = care.confided.keys.old_names()

    for at in (kreis.at, kreis.at + APART, kreis.at + 2 * APART):
        with pytest.raises(NotRenewable):
            care.end_olds(heard, at)

    assert olds == care.confided.keys.old_names() != frozenset()


REFUSED = [
    ("U21", "U21"),
    ("U21", "U07"),
    ("U07", "U08"),
    ("U21", "U13"),
    ("U21", "U06"),
    ("U21", "U16"),
    ("U21", "U99"),
]


@pytest.mark.parametrize("refs", REFUSED)
@pytest.mark.parametrize("verb", ["free", "end"])
def test_one_lead_a_worker_or_another_body_s_lead_frees_and_ends_nothing(
    kreis: Kreis, care: WorkerCare, verb: str, refs: Sequence[str]
) -> None:
    """One person twice, the worker with a lead, colleagues, a provider's lead, coordinator, officer, nobody."""
    opened = _opened(kreis, care, proof_of("U07"))
    entries = kreis.superuser().execute(ENTRIES).fetchall()

    with pytest.raises(HandingRefused):
        _said(care, verb, refs, kreis.at, _act(kreis))

    assert opened == _opened(kreis, care, proof_of("U07"))
    assert entries == kreis.superuser().execute(ENTRIES).fetchall()


def test_a_lead_has_no_say_in_what_happens_to_their_own_key(kreis: Kreis, care: WorkerCare) -> None:
    """Nor does a second lead beside them make it two others."""
    care.confided.prove(proof_of("U21"))

    with pytest.raises(HandingRefused, match="neither of them the worker"):
        _said(care, "free", BOTH, kreis.at, _act(kreis, "U21"))

    found = care.confided.keys.find(kreis.principal("U21").id)
    assert found is not None
    assert found.account is not None


def test_two_leads_free_a_key_and_the_next_account_of_that_worker_has_it(kreis: Kreis, care: WorkerCare) -> None:
    """Until then a second account is nobody there, whatever the database says of it; an entry of each lead tells."""
    mine = _opened(kreis, care, proof_of("U07"))
    kreis.superuser().execute("update identity.account set subject = 'U07-neu' where subject = 'U07'")
    assert {None} == set(_opened(kreis, care, proof_of("U07-neu")))

    _said(care, "free", BOTH, kreis.at, _act(kreis))

    assert mine == _opened(kreis, care, proof_of("U07-neu"))
    assert {None} == set(_opened(kreis, care, proof_of("U07"))), "the account of before is nobody's now"
    assert [("confided.freed",)] * 2 == kreis.superuser().execute(
        ENTRIES + " and i.event = 'confided.freed'"
    ).fetchall()


def test_a_key_does_not_end_while_its_worker_is_there_or_anything_is_confided_to_them(
    kreis: Kreis, care: WorkerCare
) -> None:
    """Two leads cannot destroy what a family said by ending its key too early."""
    day, staff = kreis.at.date(), kreis.principal("U07").id
    with pytest.raises(HandingRefused, match="still works here"):
        _said(care, "end", BOTH, kreis.at, _act(kreis))
    _leave(kreis, day - timedelta(days=1))

    with pytest.raises(HandingRefused, match="hand them on first"):
        _said(care, "end", BOTH, kreis.at, _act(kreis, day=day - timedelta(days=1)))

    assert care.confided.keys.find(staff) is not None


def test_the_key_of_somebody_who_left_with_nothing_confided_ends(kreis: Kreis, care: WorkerCare) -> None:
    """Its file is gone, and the entries of two leads are there."""
    staff, day = kreis.principal("U10").id, kreis.at.date() - timedelta(days=1)
    care.confided.keys.ensure(staff)
    _leave(kreis, day, "U10")

    _said(care, "end", BOTH, kreis.at, _act(kreis, "U10", day))

    assert care.confided.keys.find(staff) is None
    assert [("confided.ended",)] * 2 == kreis.superuser().execute(
        ENTRIES + " and i.event = 'confided.ended'"
    ).fetchall()


def _leave(kreis: Kreis, last_day: date, ref: str = "U07") -> None:
    kreis.superuser().execute(
        "update identity.post set until = %s where staff_id = (select staff_id from identity.staff where ref = %s)",
        (last_day, ref),
    )
