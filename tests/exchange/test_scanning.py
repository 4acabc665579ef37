"""A scan is kept only if the operator's scanner finds it harmless; one that cannot look keeps nothing."""

import pytest

from hub.casework.talks import Talks
from hub.exchange import scanning
from hub.exchange.scanning import ScannerUnavailable, scanner
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.terms.talk_faults import SignFault
from hub.terms.talks import Whereabouts
from tests.kreis import Kreis, books
from tests.web.houses import post, sit_down
from tests.web.talks import F07, SHEET, YES, Z2, begin

MARK = b"invented-virus"
LOOKS_FOR_IT = ("sh", "-c", "! grep -q invented-virus")
"""A scanner with the status of real ones: 0 for harmless, 1 for found."""


@pytest.fixture
def where(kreis: Kreis) -> Whereabouts:
    """A talk of F07 whose sheet is printed."""
    worker = sit_down(kreis, "U07", "jugendamt")
    begun = begin(worker)
    post(worker, f"{begun}?{Z2}", **{**YES, "tun": "papier"})
    return Whereabouts(FamilyNumber(F07), Purpose.FAM_JOINT_SUPPORT, begun.rsplit("/", 1)[1])


def _bring(kreis: Kreis, where: Whereabouts, command: tuple[str, ...], scan: bytes) -> tuple[str, ...]:
    talks = Talks(kreis.house("jugendamt"), books().forms, scanner(command))
    outcome = talks.bring(kreis.principal("U07"), where, scan, kreis.at)
    assert outcome is not None
    return tuple(outcome.faults)


def _kept(kreis: Kreis) -> int:
    [(count,)] = kreis.superuser().execute("select count(*) from consent.scan").fetchall()
    return int(count)


def test_what_the_scanner_finds_is_not_kept_and_what_it_does_not_find_is(kreis: Kreis, where: Whereabouts) -> None:
    """The same sheet, with and without; without a scanner all are kept."""
    bad = SHEET.replace(b"signed", MARK)

    assert (SignFault.HARMFUL,) == _bring(kreis, where, LOOKS_FOR_IT, bad)
    assert 0 == _kept(kreis)
    assert () == _bring(kreis, where, LOOKS_FOR_IT, SHEET)
    assert 1 == _kept(kreis)
    assert () == _bring(kreis, where, (), bad)


@pytest.mark.parametrize("command", [("/nowhere/scanner",), ("sh", "-c", "exit 2"), ("sleep", "60")])
def test_a_scanner_that_cannot_look_lets_nothing_through(
    kreis: Kreis, where: Whereabouts, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Absent, broken, or too slow: it is said that it does not work now."""
    monkeypatch.setattr(scanning, "PATIENCE", 0.5)

    with pytest.raises(ScannerUnavailable):
        _bring(kreis, where, command, SHEET)

    assert 0 == _kept(kreis)
