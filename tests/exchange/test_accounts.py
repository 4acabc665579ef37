"""Accounts of members of families."""

import pytest

from hub.casework.opening import list_assigned, open_family
from hub.exchange.reading import LoadFaulty
from hub.identity.store import load_posts
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Effect, Purpose, Role
from tests.exchange.documents import NUMBER, cell, consent, document, family
from tests.kreis import ISSUER, Kreis

MOTHER = {"person": "X-1", "subject": "erdachte.mutter", "role": "parent"}
CHILD = {"person": "X-3", "subject": "erdachtes.kind", "role": "young_person"}


def _signed_in(kreis: Kreis, subject: str, group: str = "family"):
    return [one for _, one in load_posts(kreis.house(group).db, ISSUER, subject, legal_day(kreis.at))]


def test_a_member_of_a_family_signs_in_under_the_id_of_the_person(every_kreis):
    """At the families' address alone; called by the case number, never by a name."""
    every_kreis.load(document(family([cell("given_name", owner="jobcenter", value="Erdacht")], accounts=[MOTHER])))

    [there] = _signed_in(every_kreis, "erdachte.mutter")

    who = there.principal
    assert (Role.PARENT, Agency.FAMILY, NUMBER) == (who.role, who.agency, there.name)
    superuser = every_kreis.superuser()
    assert [(who.id,)] == superuser.execute("select person_id::text from core.person where ref = 'X-1'").fetchall()
    assert [] == [
        one
        for group in ("jobcenter", "jugendamt", "provider", "oversight")
        for one in _signed_in(every_kreis, "erdachte.mutter", group)
    ]
    kept = superuser.execute("select s::text from identity.staff s union select a::text from identity.account a")
    assert "Erdacht" not in str(kept.fetchall())


@pytest.mark.parametrize("purpose", list(Purpose))
def test_an_account_alone_opens_nothing(kreis, purpose):
    """Not even the own family: its pages come later, and a conference needs an invitation."""
    paper = consent("CX1", recipients=["family:X-1"], categories=["contact"])
    kreis.load(document(family([cell("phone", owner="jobcenter")], [paper], accounts=[MOTHER])))
    [there] = _signed_in(kreis, "erdachte.mutter")

    answer = open_family(kreis.house("family"), there.principal, NUMBER, purpose, kreis.at)

    assert answer.effect is Effect.DENY
    assert () == answer.projection.shown == answer.projection.blanks
    assert () == list_assigned(kreis.house("family"), there.principal, kreis.at)


def test_two_members_have_an_account_each(kreis):
    """The second does not become the first."""
    kreis.load(document(family(accounts=[MOTHER, CHILD])))

    people = {
        one.principal.id for subject in ("erdachte.mutter", "erdachtes.kind") for one in _signed_in(kreis, subject)
    }

    assert 2 == len(people)


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("accounts", "place"),
    [
        ([MOTHER, MOTHER], "accounts\\[1\\]: given twice"),
        ([MOTHER, {**CHILD, "subject": "erdachte.mutter"}], "accounts\\[1\\]: given twice"),
        ([MOTHER, {**MOTHER, "subject": "zweites.konto"}], "accounts\\[1\\]: given twice"),
        ([{**MOTHER, "person": "X-9"}], "accounts\\[0\\].person: no such person"),
        ([{**MOTHER, "role": "jobcoach"}], "accounts\\[0\\].role: must be one of"),
        ([{**MOTHER, "issuer": "third"}], "accounts\\[0\\].issuer: no such issuer"),
        ([{**MOTHER, "subject": ""}], "accounts\\[0\\].subject"),
        ([{**MOTHER, "subject": "mit leerzeichen"}], "accounts\\[0\\].subject"),
    ],
)
def test_a_faulty_account_stops_the_load(kreis, accounts, place):
    """With its place, and without what stands there."""
    with pytest.raises(LoadFaulty, match=place) as stopped:
        kreis.load(document(family(accounts=accounts)))

    assert "erdacht" not in str(stopped.value)


def test_an_account_never_takes_that_of_staff(kreis):
    """Neither in the same file nor of somebody who is there already."""
    with pytest.raises(Exception, match="there already"):
        kreis.load(document(family(accounts=[{**MOTHER, "subject": "U01"}])))

    [there] = [one for _, one in load_posts(kreis.house("jobcenter").db, ISSUER, "U01", legal_day(kreis.at))]
    assert "U01" == there.principal.ref


def test_two_files_may_use_the_same_references(kreis):
    """References of persons are their family's own."""
    other = family(persons=[{"id": "X-1", "born": "1990-01-01"}], accounts=[{**MOTHER, "subject": "andere"}])
    kreis.load(document(family(accounts=[MOTHER])))
    kreis.load(document({**other, "id": "Y", "number": FamilyNumber("FAM-2026-901")}))

    assert 1 == len(_signed_in(kreis, "andere"))
