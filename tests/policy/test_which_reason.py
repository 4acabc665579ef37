"""Of several reasons and rules the ones that count: what a cell is shown for, and what is told of it."""

from hub.policy.decide import decide, why_not
from hub.policy.weigh import weigh, why_seen
from hub.terms.access import AccessRequest, Context, Mandate, Obstacle, Outline
from hub.terms.ids import PersonId
from hub.terms.lists import Owner, Purpose
from hub.terms.reasons import Reason
from tests.policy.staff import PARENT, TIED, TRAINER, WORKER
from tests.policy.worlds import CATALOGUE, CHILD, FAMILY, GRANDFATHER, MOTHER, POLICIES, cell, look, release

GOALS = cell("sgb8_help_goals_released", MOTHER)
SERVICE = Purpose.PROVIDER_SERVICE
THEIRS = Purpose.DATA_SUBJECT_ACCESS


def helping() -> AccessRequest:
    """A trainer of a running help, to whom the mother released everything besides."""
    tied = {TRAINER.id: Mandate(assigned=True)}
    return look(
        TRAINER, purpose=SERVICE, context=Context(tied, (release(TRAINER, MOTHER, CATALOGUE.all, purpose=SERVICE),))
    )


def test_what_a_help_needs_is_shown_for_the_help_even_where_a_consent_says_it_too() -> None:
    """The order of the reasons: the help stands before consent."""
    [shown] = decide(POLICIES, helping(), Outline(FAMILY, (GOALS,))).shown

    assert Reason.WITHIN_HELP is shown.because.reason
    assert {"provider-order", "consent"} <= set(shown.because.policies)


def test_no_reason_is_given_for_nothing() -> None:
    """Each set of fields has a field in it, and a reason."""
    found = [
        why for seen in weigh(POLICIES, helping(), Outline(FAMILY, (GOALS,)), FAMILY).seen for why in why_seen(seen)
    ]

    assert found
    assert all(fields and because for _, fields, because in found)


def test_a_duty_comes_with_a_summary_too() -> None:
    """Where the owner wrote nothing but a summary, a look at health across is logged as one."""
    capacity = cell("sgb2_work_capacity", MOTHER, owner=Owner.JOBCENTER, levels=0b0100)

    found = decide(POLICIES, look(WORKER, release(WORKER, MOTHER, CATALOGUE.all)), Outline(FAMILY, (capacity,)))

    assert ("art9_logged",) == found.duties


def refused(*about: PersonId, yes: PersonId | None = None, said: Reason | None = None) -> Reason:
    """Why a mother does not read goals about these, one of whom released them, or all of whom said something."""
    theirs = cell("sgb8_help_goals_released", *about)
    given = () if yes is None else (release(PARENT, yes, CATALOGUE.all, purpose=THEIRS),)
    met = () if said is None else tuple(Obstacle(PARENT.id, THEIRS, one, CATALOGUE.all, said) for one in about)
    request = look(PARENT, purpose=THEIRS, context=Context(TIED, given, met))
    return why_not(POLICIES, request, Outline(FAMILY, (theirs,)), theirs).reason


def test_whoever_said_yes_is_not_the_reason() -> None:
    """The grandfather did; the child, who is not hers to ask for, did not."""
    assert Reason.OTHERS_DATA is refused(CHILD, GRANDFATHER, yes=GRANDFATHER)
    assert Reason.THIRD_PARTY is refused(CHILD, GRANDFATHER, yes=CHILD)


def test_whoever_takes_no_part_stays_a_third_person_whatever_they_said() -> None:
    """Nobody asks those (B4)."""
    assert Reason.THIRD_PARTY is refused(GRANDFATHER, said=Reason.CONSENT_EXPIRED)


def test_somebody_who_is_not_in_the_family_is_a_third_person() -> None:
    """A value may speak of people of whom nothing else is known."""
    assert Reason.THIRD_PARTY is refused(PersonId("somebody"))
