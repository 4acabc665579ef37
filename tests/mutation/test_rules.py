"""Every rule and every condition is missed by some written promise."""

import pytest

from tests.mutation.promises import noticing, promises
from tests.mutation.rules import Wrong, each_negated, each_removed
from tests.policy.worlds import POLICIES

PROMISES = promises()


def _named(wrongs: tuple[Wrong, ...]) -> list[object]:
    return [pytest.param(wrong, id=wrong.what) for wrong in wrongs]


def test_the_rules_as_they_stand_keep_every_promise() -> None:
    """Else what follows would prove nothing."""
    assert "" == noticing(POLICIES, PROMISES)


@pytest.mark.parametrize("wrong", _named(tuple(each_removed(POLICIES))))
def test_a_rule_that_is_removed_is_missed(wrong: Wrong) -> None:
    """By a promise that stands elsewhere: the examples in its own file go with it."""
    elsewhere = tuple(promise for promise in PROMISES if promise.file != wrong.file)

    noticed_by = noticing(wrong.policies, elsewhere)

    assert noticed_by


@pytest.mark.parametrize("wrong", _named(tuple(each_negated(POLICIES))))
def test_a_condition_that_is_turned_round_is_missed(wrong: Wrong) -> None:
    """The examples of its own file are asked first."""
    noticed_by = noticing(wrong.policies, tuple(sorted(PROMISES, key=lambda promise: promise.file != wrong.file)))

    assert noticed_by
