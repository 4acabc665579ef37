"""A list or a search shows of many families what a page would show of each, and is written down for each."""

import pytest

from hub.casework.opening import list_own
from hub.gate.contribute import contribute
from hub.terms.access import AccessRequest, Act
from hub.terms.changes import CellChange, Source
from hub.terms.families import Asked
from hub.terms.ids import FamilyNumber, FieldId, PersonId
from hub.terms.lists import Effect, Level, Owner, Purpose
from hub.web.family_rows import names_of
from tests.attacks.by_hand import stored
from tests.attacks.families import cell, consent, family
from tests.kreis import cases_of

OURS, OTHERS = FamilyNumber("FAM-2026-761"), FamilyNumber("FAM-2026-762")
TOKENS = "select count(*) from record.blind_index i join core.family f using (tenant_id, family_id) where number = %s"


def _name(person, given, last, owner="jobcenter"):
    names = (("given_name", given), ("family_name", last))
    return [cell(field, person, text, owner=owner) for field, text in names]


def _mueller(**more):
    cells = [*_name("X61-1", "Zoë", "Müller-Weiß"), cell("birth_date", "X61-1", "1990-02-03", owner="jobcenter")]
    return family(OURS, "X61", [*cells, cell("appointment", "X61-1", "2026-11-20T10:00", owner="jobcenter")], **more)


def _asked(kreis, who="U01", query="", **more):
    principal = kreis.principal(who)
    house = kreis.house(principal.agency.value)
    return list_own(house, principal, Purpose.FAM_JOINT_SUPPORT, Asked(query, **more), kreis.at)


def _numbers(glances):
    return [line.number for line in glances.lines]


def _entries(kreis):
    rows = kreis.superuser().execute(
        "select i.event, f.number from ledger.index i left join core.family f using (tenant_id, family_id)"
        " order by i.entry_id, i.part"
    )
    return rows.fetchall()


def test_a_list_shows_the_own_families_with_their_names(every_kreis):
    """One entry, with a line for each family of which something is shown; those of others are not there."""
    every_kreis.load(_mueller())
    before = len(_entries(every_kreis))

    listed = _asked(every_kreis)

    own = sorted([*cases_of("U01"), OURS])
    assert own == _numbers(listed)
    line = listed.lines[own.index(OURS)]
    assert [("Zoë", "Müller-Weiß")] == [(p.given_name, p.family_name) for p in names_of(line.projection)]
    assert [("access.list", number) for number in (None, *own)] == _entries(every_kreis)[before:]
    assert [] == _numbers(_asked(every_kreis, "U04"))


@pytest.mark.parametrize("query", ["Mueller", "MULLER weiss", "zoe", "mül", "03.02.1990", "1990-02-03", "fam-2026-761"])
def test_a_search_finds_names_dates_of_birth_and_numbers(kreis, query):
    """However the name is spelt; every word must be found."""
    kreis.load(_mueller())

    assert [OURS] == _numbers(_asked(kreis, query=query))


@pytest.mark.parametrize(
    "query", ["Müller Ahornwald", "üller", "mu", "04.02.1990", "FAM-2026-762", "FAM-2026-999", "'"]
)
def test_what_is_not_there_and_what_is_not_ones_own_are_one(kreis, query):
    """Nothing is shown, and nothing but that somebody searched is written down."""
    kreis.load(_mueller())
    kreis.load(family(OTHERS, "X62", _name("X62-1", "Üller", "Ober"), assignments=[{"staff": "U04"}]))
    before = len(_entries(kreis))

    assert () == _asked(kreis, query=query).lines

    assert [("access.search", None)] == _entries(kreis)[before:]


def test_each_family_that_is_found_is_written_down_and_the_query_is_not(kreis):
    """That was searched, for what, and how many were read; and what was of each."""
    kreis.load(_mueller())
    before = len(_entries(kreis))

    _asked(kreis, query="Müller")

    assert [("access.search", None), ("access.search", OURS)] == _entries(kreis)[before:]


def test_a_name_that_only_the_other_agency_entered_is_found_where_consent_opens_it(kreis):
    """And only there: without consent the search does not know it."""
    cells = _name("X61-1", "Zoë", "Müller", owner="jugendamt")
    kreis.load(family(OURS, "X61", cells, consents=[consent("X61-C1", "X61-1", ["U01"])]))
    kreis.load(family(OTHERS, "X62", _name("X62-1", "Zoë", "Müller", owner="jugendamt")))

    assert [OURS] == _numbers(_asked(kreis, query="Müller"))
    assert [OURS, OTHERS] == _numbers(_asked(kreis, "U07", query="Müller"))


def test_a_changed_name_is_found_by_the_new_one_alone(kreis):
    """The index is renewed with each version."""
    kreis.load(_mueller())
    [(before,)] = kreis.superuser().execute(TOKENS, (OURS,)).fetchall()

    _rename(kreis, "Ulme")

    [(after,)] = kreis.superuser().execute(TOKENS, (OURS,)).fetchall()
    assert after < before
    assert [] == _numbers(_asked(kreis, query="Müller"))
    assert [OURS] == _numbers(_asked(kreis, query="Ulme"))


def _rename(kreis, name):
    """U01 writes a new version of the family's name."""
    [there], coach = stored(kreis.superuser(), "family_name", OURS), kreis.principal("U01")
    persons = kreis.superuser().execute("select person_id::text from core.person where ref = 'X61-1'").fetchall()
    one = CellChange(
        cell=there.id,
        expected=1,
        field=FieldId("family_name"),
        persons=frozenset(PersonId(person) for (person,) in persons),
        owner=Owner.JOBCENTER,
        texts={Level.FULL: name},
        source=Source.PERSON,
        stated_on=kreis.at.date(),
    )
    request = AccessRequest(coach, (coach,), Act.CONTRIBUTE, Purpose.FAM_JOINT_SUPPORT, OURS, kreis.at)
    assert Effect.PERMIT is contribute(kreis.house("jobcenter"), request, [one]).effect


@pytest.mark.parametrize(("query", "statements"), [("", 3), ("Müller", 5)])
def test_the_number_of_statements_does_not_grow_with_the_families(kreis, query, statements):
    """Three for a list, five for a search, for one family or for twelve."""
    who, house, counts = kreis.principal("U01"), kreis.house("jobcenter"), []
    for many in (1, 11):
        for one in range(many):
            kreis.load(family(f"FAM-2026-8{many}{one}", f"Y{many}{one}", _name(f"Y{many}{one}-1", "A", "Müller")))
        kreis.statements.clear()
        list_own(house, who, Purpose.FAM_JOINT_SUPPORT, Asked(query), kreis.at)
        counts.append(len(kreis.statements))

    assert [statements, statements] == counts


def test_pages_follow_each_other(kreis):
    """The next page begins after the last number of the one before."""
    kreis.load(_mueller())

    *others, last = sorted([*cases_of("U01"), OURS])

    first = _asked(kreis, limit=len(others))
    second = _asked(kreis, after=first.next, limit=len(others))

    assert (others, others[-1]) == (_numbers(first), first.next)
    assert ([last], None) == (_numbers(second), second.next)


def test_a_consent_that_runs_out_soon_is_said(kreis):
    """The last day of the one that ends first, if within 30 days."""
    kreis.load(_mueller(consents=[consent("X61-C1", "X61-1", ["U01"]) | {"to": "2026-11-30"}]))

    [line] = [line for line in _asked(kreis).lines if line.number == OURS]

    assert "2026-11-30" == line.ends.isoformat()
