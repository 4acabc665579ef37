"""How the consents of a family stand, through the same room as a page, on the demo Kreis."""

import pytest

from hub.casework.consents import Consents
from hub.terms.consents import COLUMNS, ConsentChoice, Stand
from hub.terms.lists import Category, Effect, Purpose
from hub.terms.parts import Wanted
from tests.kreis import F01, NOWHERE


def _view(kreis, ref, number=F01, purpose=Purpose.FAM_JOINT_SUPPORT, choice=ConsentChoice()):
    principal = kreis.principal(ref)
    house = kreis.house(principal.agency.value)
    return Consents(house).open(principal, Wanted(number, purpose), choice, kreis.at)


def _stands(view):
    refs = {person.id: person.ref for person in view.persons}
    return {(refs[cell.person], cell.categories[0]): cell.stand for cell in view.cells}


@pytest.mark.unchanged
def test_the_jobcoach_reads_what_the_family_decided(kreis):
    """C01, C02 and C05 to U01, as their table says; about the rest nobody was asked."""
    view = _view(kreis, "U01")
    stands = _stands(view)

    assert view.recipient.key == "U01"
    assert stands["F01-1", Category.HELP_TYPE] is Stand.GRANTED
    assert stands["F01-2", Category.HELP_TYPE] is Stand.OPEN
    assert stands["F01-1", Category.HEALTH] is Stand.REFUSED
    assert stands["F01-1", Category.WORK_TRAINING] is Stand.OWN_DATA
    assert stands["F01-1", Category.HOUSING] is Stand.OPEN
    assert len(view.cells) == 3 * len(COLUMNS)
    assert {"C01", "C02", "C03", "C04", "C05"} == {paper.ref for paper in view.papers}


@pytest.mark.unchanged
def test_another_recipient_and_another_purpose_have_another_table(kreis):
    """What is given to U12 is for carrying out the help."""
    view = _view(kreis, "U07", choice=ConsentChoice("U12", Purpose.PROVIDER_SERVICE))

    assert {"U01", "U06", "U07", "U09", "U12"} == {one.key for one in view.recipients}
    assert view.recipient.name == "Ronja Haubentaucher"
    assert _stands(view)["F01-2", Category.HELP_GOALS] is Stand.GRANTED
    assert _stands(view)["F01-2", Category.HEALTH] is Stand.OPEN


@pytest.mark.unchanged
def test_reading_consents_is_an_entry_that_says_so(kreis):
    """Written down before anything is shown, in four statements, whatever the family's size."""
    _view(kreis, "U01")
    kreis.statements.clear()

    view = _view(kreis, "U01")

    [(event,)] = kreis.superuser().execute(
        "select event from ledger.index where entry_id = %s", (view.disclosure.entry,)
    )
    assert event == "consent.read"
    assert len([one for one in kreis.statements if "identity.posts" not in one]) == 4


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("ref", "number", "purpose"),
    [
        ("U01", F01, Purpose.SGB2_INTEGRATION),
        ("U03", F01, Purpose.FAM_JOINT_SUPPORT),
        ("U05", F01, Purpose.LIVELIHOOD),
        ("U01", NOWHERE, Purpose.FAM_JOINT_SUPPORT),
    ],
)
def test_whoever_may_not_learn_of_a_no_is_refused(kreis, ref, number, purpose):
    """For an own task, without the case, at the desk for money, and where there is no family: the same answer."""
    view = _view(kreis, ref, number, purpose)

    assert view.disclosure.effect is Effect.DENY
    assert [] == [*view.persons, *view.recipients, *view.cells, *view.papers, *view.disclosure.projection.people]


@pytest.mark.unchanged
def test_a_provider_reads_only_what_names_itself(kreis):
    """No other recipient, and no paper to one."""
    view = _view(kreis, "U12", purpose=Purpose.PROVIDER_SERVICE)

    assert ["U12"] == [one.key for one in view.recipients]
    assert ["C04"] == [paper.ref for paper in view.papers]


@pytest.mark.unchanged
def test_only_names_are_read_with_the_consents(kreis):
    """The table needs no other value."""
    shown = _view(kreis, "U01").disclosure.projection.shown

    assert {one.field for one in shown} == {"given_name", "family_name", "birth_date"}
