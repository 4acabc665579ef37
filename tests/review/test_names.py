"""A name comes out by two keys, to one officer, in one case, each time written down; and in no other way (H8)."""

from uuid import uuid4

import pytest

from hub.terms.case_words import CaseFault, NameState, StepKind, StepReason
from hub.terms.cases import Revealed, Stride
from hub.terms.lists import Agency, Role
from tests.kreis import Kreis
from tests.review.at_cases import Seat, looks_of, plant, seat

WHY = "Nachts, ohne Vertretung, fünfmal dieselbe Familie."


@pytest.fixture
def officer(kreis: Kreis) -> Seat:
    """The data protection officer at the desk of the Jobcenter."""
    return seat(kreis, "U16", agency=Agency.JOBCENTER)


@pytest.fixture
def council(kreis: Kreis) -> Seat:
    """The staff council."""
    return seat(kreis, "U17", agency=Agency.JOBCENTER)


@pytest.fixture
def case(kreis, officer):
    """A case about the Jobcoach U04."""
    return officer.read(officer.open(plant(kreis, looks_of(kreis, "U04", 3))))


def _ask(officer, case, words=WHY):
    return officer.take(case, StepKind.NAME_REQUESTED, reason=StepReason.SUSPICION, words=words)


def _reveal(seat_, case):
    stride = Stride(case.id, seat_.read(case.id).seq, str(uuid4()), StepKind.NAME_REVEALED)
    return seat_.cases.reveal(seat_.principal, seat_.session, stride, seat_.kreis.at)


def _names(kreis):
    rows = kreis.superuser().execute(
        "select event, effect, role from ledger.index where event ~ '^name' order by entry_id"
    )
    return list(rows.fetchall())


def test_two_keys_open_a_name_and_each_showing_is_in_the_log(kreis, officer, council, case):
    """The officer asks with a reason, the staff council says yes, and she reads it: twice, so twice written down."""
    assert _ask(officer, case) is None
    [request] = council.waiting()
    assert (True, case.shown, case.rule, WHY) == (request.is_name, request.who, request.rule, request.words)
    assert council.turn(request, StepKind.NAME_GRANTED) is None

    shown = [_reveal(officer, case) for _ in range(2)]

    assert ["Tobias Zaunkönig"] * 2 == [one.name for one in shown if isinstance(one, Revealed)]
    assert [
        ("name.requested", "permit", "dpo"),
        ("name.granted", "permit", "staff_council"),
        ("name.revealed", "permit", "dpo"),
        ("name.revealed", "permit", "dpo"),
    ] == _names(kreis)


def test_one_officer_alone_learns_no_name_and_the_attempt_is_written_down(kreis, officer, case):
    """Neither at once, nor while the staff council has said nothing; nor does she say yes herself."""
    assert CaseFault.REFUSED is _reveal(officer, case)
    _ask(officer, case)
    assert CaseFault.REFUSED is _reveal(officer, case)
    seen = officer.read(case.id)
    assert CaseFault.REFUSED is officer.take(seen, StepKind.NAME_GRANTED)

    denied = [event for event, effect, _ in _names(kreis) if effect == "deny"]
    assert ["name.revealed", "name.revealed", "name.granted"] == denied


def test_a_no_of_the_staff_council_is_a_no(officer, council, case):
    """It needs words; the officer reads them, and learns nobody's name."""
    _ask(officer, case)
    [request] = council.waiting()

    assert CaseFault.WORDS is council.turn(request, StepKind.NAME_REFUSED)
    assert council.turn(request, StepKind.NAME_REFUSED, words="Erst fragen, dann aufdecken.") is None

    read = officer.read(case.id)
    assert (NameState.REFUSED, "Erst fragen, dann aufdecken.") == (read.name, read.steps[-1].words)
    assert CaseFault.REFUSED is _reveal(officer, case)


def test_without_a_reason_nobody_asks(officer, council, case):
    """One of the list and words of one's own."""
    assert CaseFault.WORDS is _ask(officer, case, words=" ")
    assert CaseFault.REASON is officer.take(case, StepKind.NAME_REQUESTED, words=WHY)
    assert () == council.waiting()


def test_a_yes_is_for_one_case_and_for_whoever_asked(kreis, officer, council, case):
    """Another case about the same account, and another officer of a joint case, have to ask for themselves."""
    second = officer.read(officer.open(plant(kreis, looks_of(kreis, "U04", 2), rule="another-rule")))
    _ask(officer, case)
    [request] = council.waiting()
    council.turn(request, StepKind.NAME_GRANTED)

    assert second.who == case.who
    assert CaseFault.REFUSED is _reveal(officer, second)


def test_the_staff_council_reads_no_case_and_no_log(kreis, officer, council, case):
    """Of all pages it has the one with the requests; what it tries is written down."""
    _ask(officer, case)
    before = len(kreis.superuser().execute("select from ledger.index where effect = 'deny'").fetchall())

    board = council.cases.board(council.principal, council.session, kreis.at)
    found = council.cases.read(council.principal, council.session, case.id, kreis.at)
    lines = council.cases.lines(council.principal, case, "konto", kreis.at)

    assert ((), (), None, ()) == (board.hits, board.cases, found, lines)
    after = len(kreis.superuser().execute("select from ledger.index where effect = 'deny'").fetchall())
    assert before + 3 == after


@pytest.mark.parametrize(("ref", "group"), [("U19", "oversight"), ("U22", "jobcenter"), ("U21", "jugendamt")])
def test_a_lead_and_it_open_no_case_and_turn_no_key(kreis, officer, case, ref, group):
    """Whatever they call, nothing comes of it but a line in the log that they tried."""
    other = seat(kreis, ref, group)
    _ask(officer, case)
    assert other.principal.role in (Role.IT_ADMIN, Role.JOBCENTER_LEAD, Role.ASD_LEAD)

    seen = officer.read(case.id)
    assert CaseFault.REFUSED is other.take(seen, StepKind.NAME_GRANTED)
    assert CaseFault.REFUSED is other.take(seen, StepKind.REVIEWED)
    assert () == other.waiting()

    rows = kreis.superuser().execute(
        "select event from ledger.index where effect = 'deny' and role = %s order by entry_id", (other.principal.role,)
    )
    assert [("name.granted",), ("case.step",), ("log.requests",)] == rows.fetchall()
