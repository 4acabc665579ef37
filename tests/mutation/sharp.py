"""A plugin for the runs of mutmut: the quickest promises first, nothing kept from an earlier test, few examples.

What a mutant would have to compute anew is not taken from a cache that an earlier test filled: only so do all tests
count that depend on it. Hypothesis draws few examples, and always the same ones.
"""

import os
import sys
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "sharp",
    max_examples=6,
    derandomize=True,
    deadline=None,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
QUICK = ("test_small_cells",)
LAST = ("test_promises", "test_acts", "test_programs", "test_differing", "test_layout", "test_small_cells")


def _kept(module: ModuleType) -> Iterator[object]:
    return (made for made in vars(module).values() if hasattr(made, "cache_clear"))


@pytest.fixture(autouse=True)
def _forgetful() -> None:
    """Every test starts with no compiled program, table or layout."""
    for name, module in list(sys.modules.items()):
        if name.startswith("hub.policy."):
            for made in _kept(module):
                made.cache_clear()  # type: ignore[attr-defined]


def pytest_sessionstart() -> None:
    """Which mutant is meant stays the same as long as a process lives: asking the environment each time is slow."""
    trampoline = sys.modules.get("mutmut.mutation.trampoline")
    if trampoline is not None:
        meant = os.environ.get("MUTANT_UNDER_TEST", "")
        trampoline.get_mutant_under_test = lambda: meant


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Order tests by how quickly they tell; cut the examples of those that draw them."""
    sharp = settings.get_profile("sharp")
    for item in items:
        test = getattr(item, "obj", None)
        if hasattr(test, "_hypothesis_internal_use_settings") and item.path.stem not in QUICK:
            test._hypothesis_internal_use_settings = sharp
    items.sort(key=_slowness)


def _slowness(item: pytest.Item) -> int:
    name = item.path.stem
    return 0 if name == "test_kept" else 2 if name in LAST else 1
