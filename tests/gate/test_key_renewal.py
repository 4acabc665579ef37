"""An agency's key is exchanged while everybody works: nothing is unreadable at any moment, the old one ends unused."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from hub.db.embedded import EmbeddedServer
from hub.gate import key_renewal
from hub.gate.key_renewal import APART, NotRenewable, end_renewal, look_at_renewal, renew_key
from hub.ledger.exchanging import Exchange
from hub.ledger.keyfolder import Held, KeyFolder
from hub.ledger.pairs import read_private
from hub.record.drafts.store import load_drafts, save_draft
from hub.record.keys import CannotOpen, Keyring
from hub.record.requests.store import request_place
from hub.record.talks.store import scan_place, talk_place
from hub.terms.ids import FamilyId, StaffId
from hub.terms.sealing import fingerprint, name_of, seal
from hub.terms.writing import Draft, NoteKind
from tests.kreis import F01, Kreis, copied
from tests.whole import open_payload

US = "jobcenter"
NAMES = "select distinct record.sealed_for(sealed) from record.holder_key where holder = 'jobcenter'"
TENANT = "(select tenant_id from core.family where family_id = %(family)s)"
ROWS = {
    "talk": [
        "insert into consent.talk (tenant_id, talk_id, family_id, agency, state, box, saved_at)"
        f" values ({TENANT}, %(talk)s, %(family)s, 'jobcenter', 'prepared', %(box)s, %(at)s)"
    ],
    "request": [
        "insert into consent.request (tenant_id, request_id, family_id, asked_by, from_agency, to_agency, person_id,"
        f" document, box, asked_at, entry_id) select {TENANT}, %(talk)s, %(family)s, %(staff)s, 'jugendamt',"
        " 'jobcenter', person_id, '{}', %(box)s, %(at)s, %(talk)s from core.person where family_id = %(family)s limit 1"
    ],
}
ROWS["scan"] = [
    ROWS["talk"][0].replace("%(box)s", "'x'::bytea"),
    "insert into consent.scan (tenant_id, talk_id, agency, box, brought_by, brought_at)"
    f" values ({TENANT}, %(talk)s, 'jobcenter', %(box)s, %(staff)s, %(at)s)",
]
OURS = "select family_id::text, maker, sealed from record.holder_key where holder = 'jobcenter'"
LOG = "select bucket_id::text, sealed from ledger.bucket_key where holder = 'jobcenter'"


@pytest.fixture
def kreis(server: EmbeddedServer, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kreis]:
    """A copy with a folder of keys of its own; its ledger is whole in the end, whatever became of keys."""
    with copied(server, request.config) as copy:
        yield replace(copy, keys=Path(shutil.copytree(copy.keys, tmp_path / "keys")), _houses={})


def _process(kreis: Kreis) -> Kreis:
    """Another process of every group, that starts now."""
    return replace(kreis, _houses={})


def _shown(kreis: Kreis) -> set[tuple[object, ...]]:
    """What the Jobcenter's worker is shown of F01."""
    return {(value.cell, str(value.content)) for value in kreis.open("U01").projection.shown}


def _reads_all(kreis: Kreis, shown: set[tuple[object, ...]]) -> bool:
    """The same of the family as before, every key of the log, and the draft."""
    house = kreis.house(US)
    assert house.reader is not None
    boxes = kreis.superuser().execute(LOG).fetchall()
    drafts = load_drafts(house.db, house.ring, _whose(kreis), kreis.at)
    return shown == _shown(kreis) and all(house.reader.open(*box) for box in boxes) and len(drafts) == 1


def _whose(kreis: Kreis) -> tuple[StaffId, FamilyId]:
    [(family,)] = kreis.superuser().execute("select family_id::text from core.family where number = %s", (F01,))
    return kreis.principal("U01").id, FamilyId(family)


def _draft(kreis: Kreis) -> None:
    house = kreis.house(US)
    draft = Draft(NoteKind.RECORD, {"text": ["Entwurf"]}, kreis.at)
    assert save_draft(house.db, house.ring, _whose(kreis), draft, None)


def _end(kreis: Kreis) -> None:
    new = fingerprint(kreis.house(US).ring.public[US]).hex(" ", 2)
    with pytest.raises(NotRenewable, match="repeat the command after"):
        end_renewal(kreis.house(US), kreis.at, new)
    end_renewal(kreis.house(US), kreis.at + APART, new)


def _steps(monkeypatch: pytest.MonkeyPatch, then: Callable[[], None]) -> None:
    """Between any two steps of an exchange, look."""
    for module, names in ((Exchange, ("note_entry", "exchange")), (key_renewal, ("write_renewed", "turn_month_keys"))):
        for name in names:
            step = getattr(module, name)

            def looked(*args: object, _step: Callable[..., object] = step) -> object:
                done = _step(*args)
                then()
                return done

            monkeypatch.setattr(module, name, looked)


def test_nothing_is_unreadable_at_any_moment(kreis: Kreis, monkeypatch: pytest.MonkeyPatch) -> None:
    """Family, log and draft between all steps: in a process from before, and in one that starts at that moment."""
    _draft(kreis)
    before, shown, looks = _process(kreis), _shown(kreis), []

    def look() -> None:
        looks.append(_reads_all(before, shown) and _reads_all(_process(kreis), shown))

    assert shown
    look()
    _steps(monkeypatch, look)
    state = renew_key(kreis.house(US), kreis.at)
    _end(kreis)
    look()

    assert state.sealed > 5
    assert len(looks) > 6
    assert all(looks)


def test_the_old_key_is_provably_unused_and_then_gone(kreis: Kreis) -> None:
    """No row names it, what it opened before it opens no more, and its file is nowhere."""
    _draft(kreis)
    old = read_private(kreis.keys / "jobcenter.key")
    assert all(_opened_by(kreis, old))
    renew_key(kreis.house(US), kreis.at)
    _end(kreis)

    present = name_of(kreis.house(US).ring.public[US])
    assert name_of(old.public_key()) != present
    assert {present} == set(look_at_renewal(kreis.house(US), kreis.at).in_use)
    assert {present} == {bytes(name) for (name,) in kreis.superuser().execute(NAMES)}
    assert not any(_opened_by(kreis, old))
    assert all(_opened_by(kreis, read_private(kreis.keys / "jobcenter.key")))
    assert [] == Exchange(kreis.keys, US).olds


def _opened_by(kreis: Kreis, private: X25519PrivateKey) -> list[bool]:
    """Of each family's key for the Jobcenter, whether that private key opens it."""
    ring = Keyring(US, Held(private), {})
    opened = []
    for family, maker, sealed in kreis.superuser().execute(OURS):
        try:
            opened.append(len(ring.open_holder_key(family, maker, bytes(sealed))) == 32)
        except CannotOpen:
            opened.append(False)
    assert len(opened) > 5
    return opened


def test_who_has_not_heard_of_the_new_key_is_read_on_and_keeps_the_old_one(kreis: Kreis) -> None:
    """The Jugendamt on its own machine seals for the old key: that opens, and the old key is not destroyed."""
    far = replace(_process(kreis), keys=Path(shutil.copytree(kreis.keys, kreis.keys.parent / "far")))
    renew_key(kreis.house(US), kreis.at)
    _, sealed = far.house("jugendamt").ring.new_holder_key(FamilyId("f"), "jugendamt", US)
    assert 32 == len(kreis.house(US).ring.open_holder_key(FamilyId("f"), "jugendamt", sealed))

    _in_place_of_one(kreis, sealed)
    state = look_at_renewal(kreis.house(US), kreis.at)

    assert state.left == 1
    assert name_of(far.house("jugendamt").ring.public[US]) in state.in_use


def _in_place_of_one(kreis: Kreis, sealed: bytes) -> None:
    one = "(select family_id, maker from record.holder_key where holder = 'jobcenter' order by 1, 2 limit 1)"
    spoil = "update record.holder_key set sealed = %s where holder = 'jobcenter' and (family_id, maker) in "
    kreis.superuser().execute(spoil + one, (sealed,))


def test_the_others_need_no_new_start_when_the_new_public_key_comes(kreis: Kreis) -> None:
    """Copied over the old one: what is sealed from then on is for the new key."""
    far = replace(_process(kreis), keys=Path(shutil.copytree(kreis.keys, kreis.keys.parent / "far")))
    ring = far.house("jugendamt").ring
    old = name_of(ring.public[US])
    renew_key(kreis.house(US), kreis.at)
    shutil.copy(kreis.keys / "jobcenter.pub", far.keys / "jobcenter.pub")

    _, sealed = ring.new_holder_key(FamilyId("f"), "jugendamt", US)

    assert old != sealed[:16] == name_of(kreis.house(US).ring.public[US])


def test_the_old_key_goes_only_by_the_new_fingerprint_and_with_time_between(kreis: Kreis) -> None:
    """Not by that of the old one, not at the first look, not too soon after it, and not twice."""
    house = kreis.house(US)
    old = fingerprint(house.ring.public[US]).hex()
    with pytest.raises(NotRenewable, match="no exchange"):
        end_renewal(house, kreis.at, old)
    renew_key(house, kreis.at)
    new = fingerprint(house.ring.public[US]).hex()
    for heard, at in ((old, kreis.at + APART), (new, kreis.at), (new, kreis.at + APART - timedelta(seconds=1))):
        with pytest.raises(NotRenewable):
            end_renewal(house, at, heard)
    assert Exchange(kreis.keys, US).olds

    assert not end_renewal(house, kreis.at + APART, new).is_underway
    with pytest.raises(NotRenewable, match="no exchange"):
        end_renewal(house, kreis.at + APART, new)


@pytest.mark.parametrize("where", ["note_entry", "exchange", "write_renewed"])
def test_an_exchange_that_was_cut_off_goes_on(kreis: Kreis, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """It makes no second new key, and tells the log of no other."""
    shown = _shown(kreis)
    module = key_renewal if where == "write_renewed" else Exchange

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(module, where, cut)
        with pytest.raises(KeyboardInterrupt):
            renew_key(kreis.house(US), kreis.at)
    assert shown == _shown(_process(kreis))
    again = renew_key(_process(kreis).house(US), kreis.at)

    told = [open_payload(kreis.superuser(), kreis.keys, entry)["access"] for entry in _entries(kreis)]
    assert {again.fingerprint} == {one["new"] for one in told}
    assert 0 == again.left
    assert 0 == renew_key(kreis.house(US), kreis.at).sealed
    assert shown == _shown(kreis)


def test_two_operators_at_once_make_one_new_key(kreis: Kreis) -> None:
    """They wait for each other; somebody writes drafts all the while, and none is lost."""
    processes = [_process(kreis), _process(kreis)]
    houses = [one.house(US) for one in processes]
    with ThreadPoolExecutor(3) as pool:
        renewals = [pool.submit(renew_key, house, kreis.at) for house in houses]
        for _ in range(20):
            _draft(kreis)
        [first, second] = [one.result() for one in renewals]

    assert first.fingerprint == second.fingerprint
    assert 1 == len(_entries(kreis)) == len(Exchange(kreis.keys, US).olds)
    assert 0 == renew_key(kreis.house(US), kreis.at).left
    assert 1 == len(load_drafts(kreis.house(US).db, kreis.house(US).ring, _whose(kreis), kreis.at))


def _entries(kreis: Kreis) -> list[object]:
    rows = kreis.superuser().execute("select entry_id from ledger.index where event = 'keys.renewed' order by 1")
    return [entry for (entry,) in rows]


def test_a_box_that_opens_with_no_key_stops_nothing(kreis: Kreis) -> None:
    """Whoever writes for another agency can seal nonsense: it is counted, and the old key goes all the same."""
    _in_place_of_one(kreis, name_of(kreis.house(US).ring.public[US]) + b"\1" * 80)

    assert (1, 0) == ((state := renew_key(kreis.house(US), kreis.at)).spoilt, state.left)
    _end(kreis)
    assert [] == Exchange(kreis.keys, US).olds


@pytest.mark.parametrize("kind", ["talk", "scan", "request"])
def test_whatever_is_sealed_for_an_agency_is_sealed_anew(kreis: Kreis, kind: str) -> None:
    """Talks, sheets and requests, each bound to its place as before."""
    whose, talk, superuser = _whose(kreis), str(UUID(int=7)), kreis.superuser()
    place = {"talk": talk_place, "scan": scan_place, "request": request_place}[kind](whose[1], talk)
    box = seal(b"words", kreis.house(US).ring.public[US], place)
    for statement in ROWS[kind]:
        superuser.execute(statement, {"talk": talk, "family": whose[1], "staff": whose[0], "box": box, "at": kreis.at})
    renew_key(kreis.house(US), kreis.at)

    [(kept,)] = superuser.execute(f"select box from consent.{kind}").fetchall()
    assert name_of(kreis.house(US).ring.public[US]) == bytes(kept)[:16] != box[:16]
    assert b"words" == KeyFolder(kreis.keys, US).open(bytes(kept), place)
    spoilt = int(kind == "scan")  # its talk is no box here
    assert spoilt == look_at_renewal(kreis.house(US), kreis.at).left
