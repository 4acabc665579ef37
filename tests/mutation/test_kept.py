"""The written promises in one test, so that a mutant of the engine meets all of them quickly."""

from dataclasses import replace

from hub.policy.load import load_policies
from tests.mutation.promises import noticing, promises
from tests.policy.worlds import CATALOGUE, POLICIES, ROOT

PROMISES = promises()


def test_every_written_promise_is_kept() -> None:
    """Cases and examples, decided by rules from which nothing was decided before."""
    assert "" == noticing(replace(POLICIES), PROMISES)


def test_every_written_promise_is_kept_by_the_rules_as_they_are_read() -> None:
    """The same by the files as they are read now."""
    assert "" == noticing(load_policies(ROOT / "policies", CATALOGUE), PROMISES)
