"""What a sample is drawn from, out of what the log tells of a month."""

import pytest

from hub.review.sample.population import make_population
from hub.review.sample.store import Met
from hub.terms.ids import EntryId
from hub.terms.samples import Part

NOBODY: tuple[frozenset[str], frozenset[EntryId]] = (frozenset(), frozenset())


def _met(event="access.read", agency="jobcenter", action="", basis=(), explained=None):
    return Met(EntryId("1"), event, "jobcoach", agency, "fam_joint_support", action, basis, explained)


@pytest.mark.parametrize(
    ("met", "is_look"),
    [
        (_met(), True),
        (_met("log.imported", action="view"), True),
        (_met("log.imported", action="export"), True),
        (_met("log.imported", action="search"), False),
        (_met("log.imported", action="display"), False),
        (_met("log.imported", action="take_over"), False),
        (_met("log.imported", action="emergency_access"), False),
        (_met("log.imported"), True),  # its box does not open: that shall show, not be left out
        (_met("consent.granted"), False),
        (_met(agency="provider"), False),
    ],
)
def test_a_look_is_what_showed_one_familys_data_to_one_of_the_staff(met, is_look):
    """Nothing else is drawn from."""
    assert is_look == bool(make_population([met], *NOBODY).looks)


def test_emergencies_and_spoken_consents_are_all_looked_at():
    """By what was done, by the entry that took the paper, or by the paper that a record names."""
    emergency = _met("log.imported", action="emergency_access")
    told, written = _met("log.imported", action="request", basis=["C18"]), _met("log.imported", action="request")

    assert ((EntryId("1"), Part.EMERGENCY),) == make_population([emergency], *NOBODY).also
    assert ((EntryId("1"), Part.SPOKEN),) == make_population([told], frozenset({"C18"}), frozenset()).also
    assert ((EntryId("1"), Part.SPOKEN),) == make_population(
        [_met("consent.granted")], frozenset(), frozenset({EntryId("1")})
    ).also
    assert () == make_population([written], frozenset({"C18"}), frozenset()).also


@pytest.mark.parametrize(
    ("explained", "weighted", "weight"),
    [(True, True, 1), (False, True, 5), (None, True, 1), (False, False, 1)],
)
def test_what_nothing_explains_has_five_lots(explained, weighted, weight):
    """Where any of the month was evaluated, and it is not a record that is drawn again."""
    population = make_population([_met(explained=explained)], *NOBODY)

    assert [weight] == [lot.weight for lot in population.lots(bytes(32), weighted=weighted)]


def test_what_no_evaluation_has_seen_counts_as_unexplained_beside_others():
    """Nobody gains by being looked at before the night."""
    seen, unseen = _met(explained=True), Met(EntryId("2"), "access.read", "jobcoach", "jobcenter", None)

    assert [1, 5] == [lot.weight for lot in make_population([seen, unseen], *NOBODY).lots(bytes(32), weighted=True)]
