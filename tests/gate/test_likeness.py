"""What staff and families have in common: met where names are written, kept of hits alone, told to no writer."""

from datetime import date

import pytest

from hub.gate.contribute import contribute
from hub.terms.access import AccessRequest, Act
from hub.terms.changes import CellChange, Source
from hub.terms.ids import CellId, FieldId, PersonId, new_id
from hub.terms.lists import Effect, Level, Owner, Purpose
from tests.exchange.documents import MOTHER, NUMBER, cell, document, family
from tests.kreis import F01

BORN = "1988-04-14"
ANNA = {"id": "U30", "name": "Anna Amsel", "born": BORN, "posts": [{"role": "jobcoach", "agency": "jobcenter"}]}


def _named(given="Anna", surname="Amsel", owner="jobcenter", **more):
    return [
        cell("given_name", value=given, owner=owner, author="U01", on="2026-01-01"),
        cell("family_name", value=surname, owner=owner, author="U01", on="2026-01-01"),
    ]


def _hits(kreis):
    rows = kreis.superuser().execute(
        "select s.ref, f.number, m.kind from review.match m join core.family f using (tenant_id, family_id)"
        " join identity.staff s on s.pseudonym = m.pseudonym where s.ref <> 'U05' order by 1, 2, 3"
    )
    return [tuple(row) for row in rows]


def test_whoever_works_here_and_is_in_a_family_is_met(every_kreis):
    """First name, surname and birthday (R02); the birthday of staff is in no table."""
    every_kreis.load(document(family(_named()), staff=[ANNA]))

    assert [("U30", NUMBER, kind) for kind in ("self", "sound", "surname")] == _hits(every_kreis)
    columns = every_kreis.superuser().execute(
        "select table_name from information_schema.columns where table_schema in ('identity', 'review')"
        " and (column_name like '%born%' or column_name like '%birth%')"
    )
    assert [] == columns.fetchall()


def test_from_whom_a_family_is_kept_apart_is_met_as_such(kreis):
    """R24: the mark of a conflict stands at the person who works here."""
    apart = [MOTHER | {"conflict_since": "2026-02-01"}, {"id": "X-2", "born": "1985-09-30"}]

    kreis.load(document(family(_named(), persons=apart), staff=[ANNA]))

    assert ("U30", NUMBER, "separated_parent") in _hits(kreis)
    assert ("U30", NUMBER, "self") not in _hits(kreis)


@pytest.mark.parametrize(("given", "surname"), [("Anna", "Ammer"), ("Eva", "Drossel")])
def test_what_is_not_met_leaves_nothing_behind(kreis, given, surname):
    """No row, and no hash of a family anywhere in the review's tables."""
    before = kreis.superuser().execute("select count(*) from review.staff_mark").fetchone()

    kreis.load(document(family(_named(given, surname))))

    assert [] == _hits(kreis)
    assert before == kreis.superuser().execute("select count(*) from review.staff_mark").fetchone()


def test_a_new_name_is_met_when_it_is_written_and_whoever_writes_sees_no_difference(kreis):
    """By the agency's own process, with its own key; the answer is the same for a hit and for none."""
    names = ("Zaunkönig", "Zaunrübe")
    outcomes, statements = [], []
    for name in names:
        kreis.statements.clear()
        outcomes.append(_rename(kreis, name).effect)
        statements.append(len(kreis.statements))

    assert [Effect.PERMIT] * 2 == outcomes
    assert statements[0] == statements[1]
    assert ("U04", F01, "surname") in _hits(kreis)


def _rename(kreis, name):
    principal = kreis.principal("U01")
    request = AccessRequest(principal, (principal,), Act.CONTRIBUTE, Purpose.FAM_JOINT_SUPPORT, F01, kreis.at)
    [(person,)] = kreis.superuser().execute("select person_id::text from core.person where ref = 'F01-1'").fetchall()
    change = CellChange(
        cell=CellId(new_id()),
        expected=0,
        field=FieldId("family_name"),
        persons=frozenset({PersonId(person)}),
        owner=Owner.JOBCENTER,
        texts={Level.FULL: name},
        source=Source.PERSON,
        stated_on=date(2026, 11, 16),
        entry=int(new_id()[-4:], 16) % 9000 + 2,
    )
    return contribute(kreis.house("jobcenter"), request, [change])


@pytest.mark.parametrize(
    ("name", "met"),
    [("Ines Ahornwald", True), ("Ines Ahorn", False), ("Ines Ahornwald-Amsel", True), ("Ines Drossel", False)],
)
def test_whoever_comes_after_a_family_is_met_too(kreis, name, met):
    """Against its blind index, whole words alone: `Ahorn` begins `Ahornwald` and is another name."""
    kreis.load(document(staff=[{**ANNA, "name": name}]))

    assert ([("U30", F01, "surname")] if met else []) == _hits(kreis)
