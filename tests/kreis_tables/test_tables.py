"""Every cell of the tables: shown or blank, for the reason that the tables say, of exactly what is there."""

import pytest

from hub.terms.clock import legal_day
from hub.terms.lists import Category, Effect, Purpose
from tests.kreis import STICHTAG, demo
from tests.kreis_tables.loaded import expected_values, families, is_called_in, participants
from tests.kreis_tables.reading import CODE_OF, PARTS, PURPOSES, WORDS, looks, tables

THERE = [table for table in tables() if table.family in families()]
LOOKS = [
    look
    for look in looks()
    if look.family in families() and (look.is_refused or is_called_in(look.family, look.who, legal_day(look.at)))
]
OPENED = [look for look in LOOKS if not look.is_refused]
STAFF = [one["id"] for one in demo()["staff"]]


def _projection(kreis, look):
    kreis.at = look.at
    disclosure = kreis.open(look.who, look.number, PURPOSES[look.purpose])
    assert Effect.DENY is not disclosure.effect
    return disclosure.projection


def _words(projection, owner):
    """What is said at each blank: its word, by person and category."""
    return {
        (projection.people[blank.person], CODE_OF[blank.category]): (blank.reason.blank, blank.disagreed)
        for blank in projection.blanks
        if blank.owner is owner and blank.category in CODE_OF
    }


@pytest.mark.parametrize("look", OPENED, ids=str)
def test_every_cell_is_open_or_blank_as_the_table_says(seated, look):
    """Person by person and category by category of the other side, and no blank beyond them."""
    people = participants(look.family)

    found = _words(_projection(seated, look), look.owner)

    wrong = {}
    for cell in [(person, code) for person in people for code in PARTS[look.owner].split()]:
        state = look.state(*cell)
        expected = set() if look.is_open(*cell) else set().union(*(WORDS[word] for word in state.split("|")))
        said = {found.pop(cell)} if cell in found else set()
        if bool(said) != bool(expected) or not said <= expected:
            wrong[cell] = (state, *said)
    assert {} == wrong
    assert {} == found


@pytest.mark.parametrize("look", OPENED, ids=str)
def test_of_what_is_there_exactly_what_is_open_is_shown(seated, look):
    """Each value of the load file, at the level of its ceiling, in the words of its owner."""
    projection = _projection(seated, look)

    shown = [
        (value.field, tuple(sorted(projection.people[one] for one in value.persons)), value.level.id, value.content)
        for value in projection.shown
        if value.owner is look.owner
    ]
    assert expected_values(look) == sorted(shown, key=str)


@pytest.mark.parametrize("look", OPENED, ids=str)
def test_what_is_open_is_so_by_the_consent_that_the_table_names(seated, look):
    """And by order, without consent, only what a provider's order needs."""
    projection = _projection(seated, look)

    for value in projection.shown:
        if value.owner is look.owner:
            named = {look.state(projection.people[one], CODE_OF[value.category]) for one in value.persons}
            papers = {one.partition("-")[0] for one in named - {"order"}}  # C09-K6 is a part of one paper
            used = {consent.partition("-")[0] for consent in value.because.consents}
            assert papers <= used or value.because.reason.value == "within_help"


def test_who_is_no_longer_called_in_is_refused(seated):
    """As if there were no such family."""
    for look in [look for look in LOOKS if look.is_refused]:
        seated.at = look.at

        refused = seated.open(look.who, look.number, PURPOSES[look.purpose])

        assert Effect.DENY is refused.effect
        assert () == refused.projection.shown == refused.projection.blanks


@pytest.mark.parametrize("table", THERE, ids=lambda table: table.family)
def test_the_team_opens_the_family_and_nobody_else(seated, table):
    """For any purpose of joint work; whoever may have been called in is in the load file, or a stranger too."""
    seated.at = STICHTAG
    called = {ref for ref in table.perhaps if is_called_in(table.family, ref, legal_day(STICHTAG))}

    let_in = {
        ref
        for ref in STAFF
        if ref != "U11"  # left on 31.10.2026
        for purpose in PURPOSES.values()
        if Effect.DENY is not seated.open(ref, table.number, purpose).effect
    }

    assert set(table.team) <= let_in <= set(table.team) | called


def test_no_other_side_is_told_of_more_than_the_twelve_categories(seated):
    """What cannot be released has no blank either: entrusted things and child protection are in no table (G2)."""
    seated.at = STICHTAG
    for table in THERE:
        for ref in sorted(table.team):
            for purpose in (Purpose.FAM_JOINT_SUPPORT, Purpose.CASE_CONFERENCE):
                projection = seated.open(ref, table.number, purpose).projection
                assert not {Category.SINGLE_NOTE, Category.NONE} & {blank.category for blank in projection.blanks}
