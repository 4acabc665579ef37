"""A system with a token that tries to learn who works here, which families there are, or to ask without a trace."""

from itertools import product

import pytest

from hub.exchange.authzen import DecisionPoint
from hub.identity.systems import SystemTokens
from hub.terms.authzen import Deed, Entity, Inquiry, Verdict
from hub.terms.lists import Purpose
from tests.kreis import F01, NOWHERE, books, cases_of

NAMED = {"field": "given_name", "persons": ["F01-1"]}
SAME_NO = Verdict(permitted=False)


@pytest.fixture
def point(kreis):
    """What the Jobcenter's process answers to systems."""
    return DecisionPoint(kreis.house("jobcenter"), books().resource_types, SystemTokens(frozenset(), None))


def _asked(kreis, who="U01", number=F01, purpose: object = "fam_joint_support", deed="read", **about):
    resource = Entity("family_record", number, about)
    return Inquiry("system-1", kreis.at, Entity("staff", who), Deed(deed), resource, {"purpose": purpose})


def _entries(kreis):
    rows = kreis.superuser().execute(
        "select i.event, i.effect, f.number from ledger.index i left join core.family f"
        " using (tenant_id, family_id) order by i.entry_id"
    )
    return rows.fetchall()


@pytest.mark.parametrize("about", [{}, NAMED])
def test_no_answer_tells_who_works_here(kreis, point, about):
    """Whoever has not the case, and whoever is nobody: one and the same no, for every purpose."""
    purposes = [*(one.value for one in Purpose), "unknown", "", None, [], {}]
    strangers = ("U02", "U05", "U07", "U99", "u01", "U01 ")

    told = {
        (who, number, str(purpose)): point.evaluate(_asked(kreis, who, number, purpose, **about))
        for who, number, purpose in product(strangers, (F01, NOWHERE), purposes)
        if number not in cases_of(who)
    }

    assert [] == [asked for asked, answer in told.items() if answer != SAME_NO]


@pytest.mark.parametrize(
    "asked",
    [
        {"who": "U99"},
        {"who": "U07"},
        {"purpose": "unknown"},
        {"deed": "fly"},
        {"field": "no_such_field", "persons": ["F01-1"]},
        {"field": ["given_name"], "persons": ["F01-1"]},
        {**NAMED, "owner": "nobody"},
    ],
)
def test_a_question_that_means_nothing_leaves_a_trace(kreis, point, asked):
    """One entry in the name of the system, a no, about no family."""
    before = len(_entries(kreis))

    assert SAME_NO == point.evaluate(_asked(kreis, **asked))

    assert [("access.evaluated", "deny", None)] == _entries(kreis)[before:]


@pytest.mark.parametrize(("part", "who"), [("subject", "U01"), ("resource", "U99"), ("action", "U99")])
def test_a_search_that_looks_at_nothing_leaves_a_trace(kreis, point, part, who):
    """Whoever searches for who works with a family, or for the cases of nobody, is in the log."""
    before = len(_entries(kreis))

    assert () == point.search(_asked(kreis, who), part, "", 25).ids

    assert [("access.evaluated", "deny", None)] == _entries(kreis)[before:]


def test_a_mark_of_another_search_opens_nothing(kreis, point):
    """Where a page begins is a place in the order, not a key: from another's, or forged, only one's own comes out."""
    own = set(cases_of("U01"))

    for mark in (*cases_of("U02"), "FAM-", "", "\x00", "~", "FAM-2026-A05'--"):
        assert set(point.search(_asked(kreis, number=""), "resource", mark, 25).ids) <= own


def test_a_no_about_the_record_as_a_whole_gives_no_reason(kreis, point):
    """Its page would not be there either."""
    assert SAME_NO == point.evaluate(_asked(kreis, purpose="sgb2_benefit"))
