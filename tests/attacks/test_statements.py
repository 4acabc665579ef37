"""What a look costs is fixed: it does not grow with the family, and it says nothing about it."""

import pytest

from hub.casework.opening import open_family
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from tests.attacks.families import Document, cell, consent, family
from tests.kreis import F01, NOWHERE, Kreis, books

LOOK = ("identity.mandates", "ledger.append_all", "record.read_cells")
REFUSAL = ("identity.mandates", "ledger.append_all")
LARGE = FamilyNumber("FAM-2026-751")


@pytest.mark.parametrize("ref", ["U01", "U07"])
def test_a_look_takes_three_statements_and_one_like_it_two(every_kreis: Kreis, ref: str) -> None:
    """Besides the sign-in, for whoever looks: what it is decided from is checked with its entry."""
    assert LOOK == _way(every_kreis, ref, F01)
    for _ in range(2):
        assert LOOK[1:] == _way(every_kreis, ref, F01)


@pytest.mark.parametrize("number", [F01, NOWHERE])
def test_a_refusal_takes_two_statements(every_kreis: Kreis, number: FamilyNumber) -> None:
    """A stranger's refusal looks up nothing about the family but what ties the stranger to it; the second one too."""
    for _ in range(2):
        assert REFUSAL == _way(every_kreis, "U04", number)


def test_a_look_at_twelve_people_and_four_hundred_cells_takes_as_many(every_kreis: Kreis) -> None:
    """Neither members nor fields nor consents make it more."""
    every_kreis.load(_large())
    principal = every_kreis.principal("U01")

    assert LOOK == _way(every_kreis, "U01", LARGE)

    answer = open_family(every_kreis.house("jobcenter"), principal, LARGE, Purpose.FAM_JOINT_SUPPORT, every_kreis.at)
    assert len(answer.projection.shown) > 150
    assert 12 == len(answer.projection.people)


def _way(kreis: Kreis, ref: str, number: FamilyNumber) -> tuple[str, ...]:
    """The functions that a look calls, in their order."""
    principal = kreis.principal(ref)
    house = kreis.house(principal.agency.value)
    del kreis.statements[:]
    open_family(house, principal, number, Purpose.FAM_JOINT_SUPPORT, kreis.at)
    return tuple(_called(statement) for statement in kreis.statements)


def _called(statement: str) -> str:
    return next(name for name in LOOK if name in statement)


def _large() -> Document:
    people = [f"X51-{number}" for number in range(1, 13)]
    fields = [field.id for field in books().catalogue.fields if field.partition.value in {"sgb2", "sgb8"}][:24]
    names = [
        cell(field, one, owner=owner)
        for one in people
        for owner in ("jobcenter", "jugendamt")
        for field in ("given_name", "family_name", "phone", "email", "birth_date")
    ]
    rest = [cell(field, one) for one in people for field in fields]
    papers = [consent(f"X51-C{number}", one, ["U01"]) for number, one in enumerate(people, start=1)]
    persons = [{"id": one, "born": "1990-02-03"} for one in people]
    return family(LARGE, "X51", names + rest, persons=persons, consents=papers)
