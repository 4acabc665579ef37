"""What another system learns of families by AuthZEN: never more than the member of staff whom it names."""

from itertools import product

import pytest

from hub.exchange.authzen import DecisionPoint
from hub.identity.systems import SystemTokens
from hub.terms.authzen import Deed, Entity, Inquiry
from hub.terms.lists import Level, Purpose
from tests.kreis import F01, books, cases_of

JOINT = Purpose.FAM_JOINT_SUPPORT
TOKENS = SystemTokens(frozenset(), None)


def _point(kreis, group="jobcenter"):
    return DecisionPoint(kreis.house(group), books().resource_types, TOKENS)


def _asked(kreis, who="U01", number=F01, deed="read", purpose=JOINT, **about):
    resource = Entity("family_record", number, about)
    return Inquiry("system-1", kreis.at, Entity("staff", who), Deed(deed), resource, {"purpose": purpose.value})


def _entries(kreis):
    rows = kreis.superuser().execute(
        "select i.event, i.effect, i.pseudonym, f.number from ledger.index i left join core.family f"
        " using (tenant_id, family_id) order by i.entry_id"
    )
    return rows.fetchall()


@pytest.mark.unchanged
@pytest.mark.parametrize("who", ["U01", "U07"])
def test_what_a_page_shows_is_what_a_system_is_told_would_be_shown(kreis, who):
    """For every field about one person that the page shows in full and that was not confided: yes, at that level."""
    opened = kreis.open(who)
    point = _point(kreis, kreis.principal(who).agency.value)
    people = opened.projection.people
    shown = [one for one in opened.projection.shown if len(one.persons) == 1 and one.extract_of is None]
    told = {}
    for one in shown:
        about = {"field": one.field, "persons": [people[person] for person in one.persons], "owner": one.owner.value}
        told[one.cell] = point.evaluate(_asked(kreis, who, **about))

    plain = [one for one in shown if one.category != "single_note" and not one.field.startswith("provider")]
    assert len(plain) > 30
    assert [] == [(one.field, told[one.cell]) for one in plain if not told[one.cell].permitted]
    assert [] == [one.field for one in plain if one.level > Level[told[one.cell].context["level"].upper()]]


@pytest.mark.unchanged
def test_sealed_fields_are_told_to_no_system_of_the_other_agency(kreis):
    """Child protection, the informant and confided talk: no, with no reason finer than a page would give."""
    point, sealed = _point(kreis), ("sgb8_8a_assessment", "sgb8_8a_informant", "sgb8_conversation_note")

    for field, purpose in product(sealed, (JOINT, Purpose.CASE_CONFERENCE, Purpose.SGB2_INTEGRATION)):
        told = point.evaluate(_asked(kreis, field=field, persons=["F01-1"], purpose=purpose))
        assert not told.permitted
        assert {"reason"} == set(told.context)


@pytest.mark.unchanged
def test_a_family_of_others_and_one_that_is_not_there_are_the_same(kreis):
    """Also with a field, with a person nobody knows, and for whoever is no member of staff here."""
    point = _point(kreis)
    foreign = next(number for number in cases_of("U02") if number not in cases_of("U01"))

    for about in ({}, {"field": "given_name", "persons": ["F01-1"]}):
        answers = [point.evaluate(_asked(kreis, number=number, **about)) for number in (foreign, "FAM-1999-999", "?")]
        assert [answers[0]] * 3 == answers
        assert not answers[0].permitted
    for who in ("U07", "U99", ""):
        assert not point.evaluate(_asked(kreis, who)).permitted


@pytest.mark.unchanged
@pytest.mark.parametrize(
    "asked",
    [
        {"deed": "fly"},
        {"field": "no_such_field", "persons": ["F01-1"]},
        {"field": "given_name"},
        {"field": "given_name", "persons": "F01-1"},
        {"field": "given_name", "persons": ["F01-1", "F99-1"]},
        {"field": "given_name", "persons": ["F01-1"], "owner": "provider"},
        {"field": ["given_name"], "persons": ["F01-1"]},
        {"field": {"id": "given_name"}, "persons": ["F01-1"]},
        {"field": "given_name", "persons": ["F01-1"], "owner": ["jobcenter"]},
        {"field": "given_name", "persons": [["F01-1"], {}, 7, None]},
    ],
)
def test_what_there_is_not_is_no(kreis, asked):
    """Unknown words, and words of another kind, are no error: nothing permits them."""
    assert not _point(kreis).evaluate(_asked(kreis, **asked)).permitted


@pytest.mark.unchanged
def test_every_question_about_a_family_is_in_the_log(kreis):
    """With whoever it was about, the yes and the no; nothing was read."""
    point, before = _point(kreis), len(_entries(kreis))
    kreis.statements.clear()
    point.evaluate(_asked(kreis, field="given_name", persons=["F01-1"]))
    point.evaluate(_asked(kreis, number="FAM-1999-999"))

    written = _entries(kreis)[before:]
    assert [("access.evaluated", F01), ("access.evaluated", None)] == [(event, number) for event, *_, number in written]
    assert ["deny"] == [effect for _, effect, *_ in written[1:]]
    assert not [one for one in kreis.statements if "read_cells" in one]


@pytest.mark.unchanged
def test_other_resource_types_are_decided_by_their_file_and_written_down(kreis):
    """In the name of the system: it is nobody of the staff."""
    point, before = _point(kreis), len(_entries(kreis))
    offer = Inquiry("system-1", kreis.at, Entity("staff", "U01"), Deed("read"), Entity("offer", "O-1"))

    assert point.evaluate(offer).permitted
    assert [("access.evaluated", "permit", "system-1", None)] == _entries(kreis)[before:]


@pytest.mark.unchanged
def test_a_search_finds_the_own_families_and_never_whose_case_one_is(kreis):
    """Page after page; who works with a family is told to nobody."""
    point, own = _point(kreis), sorted(cases_of("U01"))
    found, after = [], ""
    while True:
        page = point.search(_asked(kreis, number=""), "resource", after, 2)
        found += page.ids
        after = page.next
        if not after:
            break

    assert own == found
    assert () == point.search(_asked(kreis), "subject", "", 25).ids
    assert ("read",) == point.search(_asked(kreis), "action", "", 25).ids[:1]
    assert () == point.search(_asked(kreis, number="FAM-1999-999"), "action", "", 25).ids
