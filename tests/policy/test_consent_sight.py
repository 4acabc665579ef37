"""Who may read how consents stand, and whom of a family they may know by it (D5, D18, F5)."""

from dataclasses import replace

from hub.policy.consent_sight import (
    agencies_that_tell,
    consent_purposes,
    knows_custody,
    knows_danger,
    knows_help,
    theirs_to_ask,
)
from hub.policy.policies import PolicySet
from hub.terms.access import Context, Mandate
from hub.terms.lists import Agency, Level, Purpose, Role
from tests.policy.staff import COACH, OFFICER, PARENT, WORKER
from tests.policy.worlds import CATALOGUE, CHILD, FAMILY, MOTHER, POLICIES, look, mask, release

ALONE = {WORKER.id: Mandate(assigned=False)}
ASKED = {"purpose": Purpose.DATA_SUBJECT_ACCESS}


def test_a_role_reads_consents_for_its_purposes_of_fam_alone() -> None:
    """An ASD worker not for help planning; nobody for what is not theirs."""
    found = consent_purposes(POLICIES, Role.FAM_COORDINATOR)

    assert {Purpose.FAM_ADMISSION, Purpose.FAM_JOINT_SUPPORT, Purpose.CASE_CONFERENCE} == found
    assert Purpose.SGB8_HELP_PLANNING not in consent_purposes(POLICIES, Role.ASD_WORKER)


def test_whoever_decides_about_money_reads_no_consents() -> None:
    """They must not learn that somebody said no; nor does a role that is in no table."""
    assert frozenset() == consent_purposes(POLICIES, Role.BENEFIT_OFFICER)
    assert frozenset() == consent_purposes(PolicySet((), {}, POLICIES.fam_purposes, CATALOGUE), Role.JOBCOACH)


def test_the_proof_of_custody_is_known_to_the_worker_of_the_case() -> None:
    """Whatever they ask for now: any of their tasks counts. Without the case it is none of theirs."""
    assert knows_custody(POLICIES, look(WORKER), FAMILY)
    assert not knows_custody(POLICIES, look(WORKER, context=Context(ALONE)), FAMILY)
    assert not knows_custody(POLICIES, look(COACH), FAMILY)


def test_the_proof_of_custody_does_not_depend_on_the_fields_asked_for() -> None:
    """A question about one field is a question about custody all the same."""
    assert knows_custody(POLICIES, replace(look(WORKER), only=frozenset({CATALOGUE.fields[0].id})), FAMILY)


def test_of_dangers_to_a_child_the_worker_of_the_case_may_be_told() -> None:
    """For any of their tasks (E1); nobody of another agency, whatever was released, and nobody without the case."""
    assert knows_danger(POLICIES, look(WORKER), FAMILY)
    assert not knows_danger(POLICIES, look(WORKER, context=Context(ALONE)), FAMILY)
    assert not knows_danger(POLICIES, look(COACH, release(COACH, MOTHER, CATALOGUE.all)), FAMILY)


def test_the_kind_of_help_is_known_of_those_who_released_it_whole() -> None:
    """A summary is not enough to be told the name of a provider; who takes no part in FAM is not spoken of."""
    whole = release(COACH, MOTHER, mask("sgb8_help_type"))

    assert {MOTHER} == knows_help(POLICIES, look(COACH, whole), FAMILY)
    assert frozenset() == knows_help(POLICIES, look(COACH, replace(whole, level=Level.SUMMARY)), FAMILY)
    assert frozenset() == knows_help(POLICIES, look(COACH), FAMILY)
    assert {MOTHER, CHILD} == knows_help(POLICIES, look(WORKER), FAMILY)


def test_people_ask_for_themselves_alone() -> None:
    """Not for a child of whom nobody says that it is theirs."""
    assert {MOTHER} == theirs_to_ask(POLICIES, look(PARENT, **ASKED), FAMILY)
    assert frozenset() == theirs_to_ask(POLICIES, look(OFFICER), FAMILY)


def test_a_provider_tells_of_a_help_by_being_named() -> None:
    """The two bodies do not: everybody knows that they are there."""
    assert {Agency.PROVIDER} == agencies_that_tell(POLICIES)
