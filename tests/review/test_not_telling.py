"""That a family is not told of a breach: with its justification, and never by one person alone (Art. 34 GDPR)."""

import pytest

from hub.terms.case_words import CaseFault, CaseState, Result, StepKind, StepReason, TellFamily, Wording
from hub.terms.lists import Agency
from tests.kreis import Kreis
from tests.review.at_cases import Seat, looks_of, plant, seat

WHY = "Nur der Vorname ging an eine Stelle, die ihn schon kannte; sie hat ihn gelöscht."
NO = {"told": TellFamily.NO, "reason": StepReason.NO_HIGH_RISK}


@pytest.fixture
def officer(kreis: Kreis) -> Seat:
    """The data protection officer at the desk of the Jobcenter."""
    return seat(kreis, "U16", agency=Agency.JOBCENTER)


@pytest.fixture
def council(kreis: Kreis) -> Seat:
    """The staff council, which looks twice where no other officer is."""
    return seat(kreis, "U17", agency=Agency.JOBCENTER)


@pytest.fixture
def breach(kreis: Kreis, officer: Seat, council: Seat):
    """A breach that two have seen."""
    case = officer.read(officer.open(plant(kreis, looks_of(kreis, "U04", 1))))
    officer.take(case, StepKind.FOUND, result=Result.INCIDENT, words="Daten gingen hinaus.")
    [request] = council.waiting()
    council.turn(request, StepKind.CONFIRMED)
    return officer.read(case.id)


def _told(case) -> tuple[TellFamily | None, StepReason | None, bool]:
    return case.told, case.told_reason, case.is_telling_open


def test_no_high_risk_waits_for_a_second_look_and_says_why(officer, council, breach):
    """The council reads the words and says yes; the officer who decided cannot."""
    assert officer.take(breach, StepKind.TOLD, **NO, words=WHY) is None
    open_case = officer.read(breach.id)

    alone = officer.take(open_case, StepKind.TELLING_CONFIRMED)
    [request] = council.waiting()
    confirmed = council.turn(request, StepKind.TELLING_CONFIRMED)

    assert (TellFamily.NO, StepReason.NO_HIGH_RISK, True) == _told(open_case)
    assert (CaseFault.GONE, None) == (alone, confirmed)
    assert (True, Result.INCIDENT, WHY) == (request.is_telling, request.result, request.words)
    assert (TellFamily.NO, StepReason.NO_HIGH_RISK, False) == _told(officer.read(breach.id))
    assert () == council.waiting()


def test_sent_back_it_is_as_if_nothing_had_been_decided(officer, council, breach):
    """With a reason; then the family can be told after all."""
    officer.take(breach, StepKind.TOLD, **NO, words=WHY)
    [request] = council.waiting()

    assert CaseFault.WORDS is council.turn(request, StepKind.TELLING_SENT_BACK)
    assert council.turn(request, StepKind.TELLING_SENT_BACK, words="Die Anschrift war dabei.") is None

    case = officer.read(breach.id)
    assert (None, None, False) == _told(case)
    assert officer.take(case, StepKind.TOLD, told=TellFamily.YES, wording=Wording.FOUND_IMPROPER) is None


@pytest.mark.parametrize("words", ["", "kein Risiko", " " * 40])
def test_no_high_risk_needs_a_justification(officer, breach, words):
    """At least thirty signs: "no risk" says nothing that the authority could follow."""
    assert CaseFault.SHORT is officer.take(breach, StepKind.TOLD, **NO, words=words)


def test_every_no_in_a_breach_is_seen_by_two_whatever_its_reason(officer, council, breach):
    """Another reason is no way around."""
    other = {"told": TellFamily.NO, "reason": StepReason.OTHER, "words": "Das Kind lebt nicht mehr hier."}

    assert officer.take(breach, StepKind.TOLD, **other) is None

    assert officer.read(breach.id).is_telling_open
    assert [True] == [request.is_telling for request in council.waiting()]


def test_it_is_a_reason_of_a_breach_and_of_a_no_alone(kreis, officer, breach):
    """Where nothing was breached Art. 34 says nothing; and later is later for other reasons."""
    plausible = officer.read(officer.open(plant(kreis, looks_of(kreis, "U01", 1))))
    officer.plausible(plausible)
    later = {**NO, "told": TellFamily.LATER, "told_on": kreis.at.date().replace(month=12)}

    assert CaseFault.ORDER is officer.take(officer.read(plausible.id), StepKind.TOLD, **NO, words=WHY)
    assert CaseFault.REASON is officer.take(breach, StepKind.TOLD, **later, words=WHY)


def test_a_breach_closed_meanwhile_still_waits_for_the_second_look(officer, council, breach):
    """What became of the notification ends the case; the decision about the family does not go with it."""
    officer.take(breach, StepKind.TOLD, **NO, words=WHY)
    officer.take(officer.read(breach.id), StepKind.NOTIFIED, reason=StepReason.NOTIFIED)

    assert CaseState.CLOSED is officer.read(breach.id).state
    [request] = council.waiting()
    assert council.turn(request, StepKind.TELLING_CONFIRMED) is None
    assert not officer.read(breach.id).is_telling_open


def test_a_second_look_without_anything_to_look_at_is_refused(officer, council, breach):
    """Neither before it was decided nor twice."""
    other = seat(officer.kreis, "U17", agency=Agency.JUGENDAMT)
    officer.take(breach, StepKind.TOLD, **NO, words=WHY)
    [request] = council.waiting()
    council.turn(request, StepKind.TELLING_CONFIRMED)

    assert CaseFault.MEANWHILE is council.turn(request, StepKind.TELLING_SENT_BACK, words="Doch nicht.")
    again = officer.read(breach.id)
    assert CaseFault.ORDER is other.take(again, StepKind.TELLING_CONFIRMED)
