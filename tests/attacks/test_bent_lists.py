"""Lists asked for by somebody who bends the question, or who may not know that a family is one."""

import orjson
import pytest

from hub.casework.opening import list_assigned, list_own, open_family
from hub.exchange.authzen import DecisionPoint
from hub.gate.lists import Asker, Stretch, question
from hub.identity.systems import SystemTokens
from hub.record.blind import NAMES
from hub.terms.authzen import Deed, Entity, Inquiry
from hub.terms.families import Asked
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect, Purpose
from tests.attacks.by_hand import family_id, refused
from tests.attacks.families import cell, consent, family
from tests.kreis import books

JOINT = Purpose.FAM_JOINT_SUPPORT
SEALED, COLLEAGUE = FamilyNumber("FAM-2026-952"), FamilyNumber("FAM-2026-951")
ALL_OPEN = {"when": 0, "unless": 0, "owners": 0, "fixed_1": 1, "fixed_2": 1, "fixed_3": 1, "by_release": 0}
ALL_OPEN |= {"shut_1": 0, "shut_2": 0, "shut_3": 0}


def _bent(kreis, name, ceiling):
    """A question for every family and one field, with rules that permit everything."""
    house = kreis.house("jobcenter")
    field = house.policies.catalogue.by_id[name]
    asker = Asker(kreis.principal("U01"), JOINT, kreis.at, "list")
    asked = orjson.loads(question(house, asker, NAMES, Stretch("", 99)))
    wanted = {"field": name, "partition": field.partition, "column": 1, "bit": field.bit, "ceiling": ceiling}
    wanted |= {"confided": False, "single": False, "alike": "0" * 256}
    rules = [{"program": number, **ALL_OPEN} for number in (0, 1)]
    return orjson.dumps({**asked, "drive": "everybody", "fields": [wanted], "rules": rules}).decode()


def _ask(kreis, asked):
    return kreis.house("jobcenter").db.rows("select * from record.list_page(%s::jsonb)", (asked,))


@pytest.mark.parametrize("field", ["sgb8_8a_assessment", "sgb8_child_statement", "sgb8_domestic_violence"])
def test_a_bent_list_does_not_tell_where_sealed_cells_are(every_kreis, field):
    """No more than the outline: which fields can be opened across, the database knows itself."""
    every_kreis.load(family(SEALED, "X52", [cell(field, "X52-1")], assignments=[]))
    house = every_kreis.house("jobcenter")
    [(outline,)] = house.db.rows("select cells from record.outline(%s)", (family_id(every_kreis.superuser(), SEALED),))

    assert outline is None
    for ceiling in (1, 3):
        assert "HB030" == refused(_ask, every_kreis, _bent(every_kreis, field, ceiling))
    assert [] == _ask(every_kreis, _bent(every_kreis, field, 0))


def test_a_field_that_nobody_knows_is_not_listed_either(kreis):
    """Nor is one made up."""
    asked = _bent(kreis, "sgb8_8a_assessment", 3).replace("sgb8_8a_assessment", "sgb8_made_up")

    assert "HB030" == refused(_ask, kreis, asked)


@pytest.fixture
def colleague(kreis):
    """A family of the agencies' own staff, assigned to U01, who takes part in personnel decisions; both names known."""
    names = [cell(field, "X51-1", "Kim", owner="jobcenter") for field in ("family_name", "given_name")]
    consents = [consent("X51-C1", "X51-1", ["U01"]) | {"to": "2026-11-30"}]
    kreis.load(family(COLLEAGUE, "X51", names, staff_related=True, consents=consents))
    posts = "update identity.post set hr_decision = true where staff_id = %s"
    kreis.superuser().execute(posts, (kreis.principal("U01").id,))
    return kreis


def test_a_colleagues_family_is_in_no_list_of_who_decides_about_staff(colleague):
    """Its page is not there for them; so no list, no start page and no search by number or name tells of it."""
    who, house = colleague.principal("U01"), colleague.house("jobcenter")

    assert Effect.DENY is open_family(house, who, COLLEAGUE, JOINT, colleague.at).effect
    assert COLLEAGUE not in list_assigned(house, who, colleague.at)
    for asked in (Asked(), Asked(COLLEAGUE), Asked("Kim")):
        assert COLLEAGUE not in [line.number for line in list_own(house, who, JOINT, asked, colleague.at).lines]


def test_whoever_does_not_decide_about_staff_has_it_in_the_list(colleague):
    """The family is shut to those alone who decide about staff (§ 35 Abs. 1 S. 3 SGB I)."""
    who, house = colleague.principal("U07"), colleague.house("jugendamt")

    assert COLLEAGUE in list_assigned(house, who, colleague.at)


def test_no_system_is_told_of_it(colleague):
    """The same no as for a family that is not there, and it is not among the resources."""
    house = colleague.house("jobcenter")
    point = DecisionPoint(house, books().resource_types, SystemTokens(frozenset(), None))

    def ask(number, **about):
        resource = Entity("family_record", number, about)
        context = {"purpose": JOINT.value}
        return Inquiry("system-1", colleague.at, Entity("staff", "U01"), Deed("read"), resource, context)

    for about in ({}, {"field": "given_name", "persons": ["X51-1"]}):
        assert point.evaluate(ask("FAM-1999-999", **about)) == point.evaluate(ask(COLLEAGUE, **about))
    assert COLLEAGUE not in point.search(ask(""), "resource", "", 25).ids
