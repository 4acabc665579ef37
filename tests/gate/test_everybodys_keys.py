"""The keys of the families' and the officers' processes are exchanged while they serve, as an agency's is."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from hub.db.embedded import EmbeddedServer
from hub.gate.key_renewal import APART, NotRenewable, end_renewal, look_at_renewal, renew_key
from hub.ledger.exchanging import Exchange
from hub.ledger.keyfolder import Held
from hub.ledger.pairs import read_private
from hub.record.keys import CannotOpen, Keyring
from hub.review.cases.sealing import seal, unseal
from hub.review.sample.reporting import sign, take_report
from hub.review.sample.verifying import verify_report
from hub.terms.cases import CaseId
from hub.terms.ids import FamilyId
from hub.terms.samples import SampleAnswer
from hub.terms.sealing import fingerprint, name_of
from tests.kreis import Kreis, copied
from tests.review.drawn import OCTOBER, at_desk, judge_all, october, take_along

LOG = "select bucket_id::text, sealed from ledger.bucket_key where holder = %s"
HOLDER_KEYS = "select family_id::text, maker, sealed from record.holder_key where holder = %s"
STEP = (
    "insert into review.case_step (tenant_id, case_id, seq, key, kind, at, pseudonym, role, agency, entry_id, sealed,"
    " sealed_own) select tenant_id, %(case)s, %(seq)s, gen_random_uuid(), %(kind)s, now(), 'N-1', 'dpo', 'jobcenter',"
    " gen_random_uuid(), %(sealed)s, %(own)s from core.family limit 1"
)
WORDS = "select kind, sealed, sealed_own from review.case_step"
CASE = CaseId(str(uuid4()))


@pytest.fixture
def kreis(server: EmbeddedServer, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kreis]:
    """A copy with a folder of keys of its own, and a case in which everybody wrote."""
    with copied(server, request.config) as copy:
        own = replace(copy, keys=Path(shutil.copytree(copy.keys, tmp_path / "keys")), _houses={})
        superuser, house = own.superuser(), own.house("jobcenter")
        superuser.execute("set session_replication_role = replica")
        for seq, (kind, to) in enumerate(
            {"question": "oversight", "answered": "oversight", "replied": "family"}.items()
        ):
            sealed, asked = (seal(house, holder, CASE, f"{kind} {holder}") for holder in (to, "family"))
            row = {"case": CASE, "seq": seq, "kind": kind, "sealed": sealed}
            superuser.execute(STEP, {**row, "own": asked if kind == "question" else None})
        yield own


def _process(kreis: Kreis) -> Kreis:
    """Another process of every group, that starts now."""
    return replace(kreis, _houses={})


def _read(kreis: Kreis, holder: str) -> dict[object, object]:
    """All that this process opens: words of cases, keys of families, keys of the log."""
    house, superuser = kreis.house(holder), kreis.superuser()
    assert house.reader is not None
    boxes = [(kind, sealed) for kind, sealed, _ in superuser.execute(WORDS).fetchall()]
    mine = [(kind, sealed) for kind, sealed in boxes if (kind == "replied") == (holder == "family")]
    mine += [("own", own) for *_, own in superuser.execute(WORDS).fetchall() if own and holder == "family"]
    families = superuser.execute(HOLDER_KEYS, (holder,)).fetchall()
    return {
        **{kind: unseal(house, CASE, bytes(box)) for kind, box in mine},
        **{(f, maker): house.ring.open_holder_key(FamilyId(f), maker, bytes(box)) for f, maker, box in families},
        **{bucket: house.reader.open(bucket, box) for bucket, box in superuser.execute(LOG, (holder,)).fetchall()},
    }


def _end(kreis: Kreis, holder: str) -> None:
    new = fingerprint(kreis.house(holder).ring.public[holder]).hex(" ", 2)
    with pytest.raises(NotRenewable, match="repeat the command after"):
        end_renewal(kreis.house(holder), kreis.at, new)
    end_renewal(kreis.house(holder), kreis.at + APART, new)


@pytest.mark.parametrize("holder", ["family", "oversight"])
def test_every_word_and_key_is_read_before_between_and_after(kreis: Kreis, holder: str) -> None:
    """By a process from before and by one that starts then; in the end no row names the old key, and it is nowhere."""
    before, old = _process(kreis), read_private(kreis.keys / f"{holder}.key")
    read = _read(before, holder)
    assert len(read) > 5

    state = renew_key(kreis.house(holder), kreis.at)
    assert all(read.items() <= _read(one, holder).items() for one in (before, _process(kreis)))
    _end(kreis, holder)
    present = name_of(kreis.house(holder).ring.public[holder])

    assert state.sealed >= 2
    assert all(read.items() <= _read(one, holder).items() for one in (before, _process(kreis)))
    assert {present} == set(look_at_renewal(kreis.house(holder), kreis.at).in_use)
    assert name_of(old.public_key()) != present
    assert [] == Exchange(kreis.keys, holder).olds


@pytest.mark.parametrize("holder", ["family", "oversight"])
def test_the_old_key_opens_nothing_of_a_later_copy(kreis: Kreis, holder: str) -> None:
    """Neither words nor keys, whoever kept it."""
    old = Held(read_private(kreis.keys / f"{holder}.key"))
    renew_key(kreis.house(holder), kreis.at)
    thief = replace(kreis.house(holder), ring=Keyring(holder, old, {}))
    kreis._houses[holder] = thief

    rows = kreis.superuser().execute(WORDS).fetchall()
    for box in [own if holder == "family" else sealed for kind, sealed, own in rows if kind == "question"]:
        with pytest.raises(RuntimeError):
            unseal(thief, CASE, bytes(box))
    for family, maker, sealed in kreis.superuser().execute(HOLDER_KEYS, (holder,)):
        with pytest.raises(CannotOpen):
            thief.ring.open_holder_key(FamilyId(family), maker, bytes(sealed))


@pytest.mark.history
def test_a_report_is_signed_by_the_key_that_its_draw_named(kreis: Kreis, tmp_path: Path) -> None:
    """The exchange comes between; the old key is not destroyed before, and the report passes as any other."""
    with october(kreis, tmp_path) as evidence:
        judge_all(kreis)
        renew_key(kreis.house("oversight"), kreis.at)
        new = fingerprint(kreis.house("oversight").ring.public["oversight"]).hex()
        with pytest.raises(NotRenewable, match="repeat the command after"):
            end_renewal(kreis.house("oversight"), kreis.at, new)
        with pytest.raises(NotRenewable, match="drawn and not signed"):
            end_renewal(kreis.house("oversight"), kreis.at + APART, new)

        assert SampleAnswer.DONE is sign(kreis.house("oversight"), at_desk(kreis), OCTOBER, kreis.at)
        end_renewal(kreis.house("oversight"), kreis.at + APART, new)
        delivered = take_along(kreis, evidence, tmp_path / "export")
        signed = take_report(kreis.house("oversight"), at_desk(kreis), OCTOBER, kreis.at)
        assert signed is not None
        assert [] == verify_report(delivered, signed).flaws
        evidence.place()
