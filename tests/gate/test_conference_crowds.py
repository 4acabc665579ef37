"""Whoever comes or goes, in whatever order: one more never shows more, and the same people see the same."""

from dataclasses import replace
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.gate.conferences.showing import Gathering, for_everybody, without_gaps
from hub.gate.judging import Signed, judge
from hub.gate.store import load_facts
from hub.terms.access import AccessRequest, Act, Context
from hub.terms.lists import Purpose
from tests.amounts import examples
from tests.gate.gathered import F02, F06, gathering, yes_today
from tests.kreis import F01, copied

PEOPLE = {
    F01: ("U01", "U07", "U12", "U13", "U03", "F01-1", "F01-2", "school"),
    F02: ("U01", "U07", "U12", "F02-1", "F02-2", "F02-3", "interpreter"),
    F06: ("U02", "U03", "U08", "F06-1", "F06-2", "F06-3", "F06-4"),
}
RANDOM = settings(
    max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Room:
    """A family and everybody who could sit there: what the rules say to any of them, without a database between."""

    def __init__(self, kreis, number):
        self.everybody = gathering(kreis, number, ("U06", *PEOPLE[number])).present
        who, self.house = kreis.principal("U06"), kreis.house("jobcenter")
        self.asked = AccessRequest(who, (), Act.DISCLOSE, Purpose.CASE_CONFERENCE, number, kreis.at)
        self.facts = load_facts(self.house, for_everybody(self.asked, Gathering("", self.everybody)))

    def seen(self, present, moderator=None):
        """Cells and levels that the shared view shows to these."""
        asked = replace(self.asked, principal=moderator or self.asked.principal)
        request = for_everybody(asked, Gathering("", tuple(sorted(present, key=lambda one: one.principal.id))))
        request = replace(request, context=Context(mandates=self.facts.ties.mandates))
        judged = judge(self.house.policies, request, self.facts.outline, Signed(self.facts.papers))
        decision = without_gaps(judged.decision)
        assert () == decision.blanks
        return {one.cell.cell: one.level for one in decision.shown}


@pytest.fixture(scope="module")
def rooms(server, request):
    """One for each family; in that of K-34 everybody has said yes."""
    with copied(server, request.config) as kreis:
        yes_today(kreis)
        yield {number: Room(kreis, number) for number in PEOPLE}


def _at_most(less, more):
    return all(level <= more.get(cell, 0) for cell, level in less.items())


@RANDOM
@given(st.data())
def test_one_more_person_never_shows_more(rooms, data):
    """Whoever it is: staff, family, a guest, somebody without the case."""
    room = rooms[data.draw(st.sampled_from(sorted(PEOPLE)))]
    crowd = data.draw(st.sets(st.sampled_from(room.everybody)))
    one = data.draw(st.sampled_from(room.everybody))

    assert _at_most(room.seen({*crowd, one}), room.seen(crowd))


@RANDOM
@given(st.data())
def test_coming_and_going_leaves_what_the_people_make_it(rooms, data):
    """Step after step, the view is that of those who are there now; how they came to be there leaves no trace."""
    room = rooms[data.draw(st.sampled_from(sorted(PEOPLE)))]
    known, present, before = {}, frozenset(), room.seen(())
    for one in data.draw(st.lists(st.sampled_from(room.everybody), max_size=12)):
        comes, present = one not in present, present ^ {one}
        now = room.seen(present)
        assert now == known.setdefault(present, now)
        assert _at_most(now, before) if comes else _at_most(before, now)
        before = now


@pytest.mark.parametrize("number", PEOPLE)
def test_every_order_of_five_ends_the_same(rooms, number):
    """All hundred and twenty ways to come. A view is made of who is there alone: each of the 32 is worked out once."""
    room = rooms[number]
    five = room.everybody[:5]
    views = {frozenset(there): room.seen(there) for many in range(6) for there in combinations(five, many)}

    for order in permutations(five):
        ways = [views[frozenset(order[:many])] for many in range(6)]
        assert all(_at_most(after, before) for before, after in pairwise(ways))
    assert views[frozenset(five)] == room.seen(tuple(reversed(five)))


def test_whoever_moderates_it_is_the_same_view(rooms):
    """The same people, whoever of them has the page of the room."""
    room = rooms[F01]
    staff = [one for one in room.everybody if one.function in ("jobcoach", "asd_worker", "fam_coordinator")]

    assert 1 == len({tuple(sorted(room.seen(staff, one.principal).items())) for one in staff})
