"""A plugin for the asking of mutants: Hypothesis draws few examples, always the same ones, and makes none smaller."""

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
QUICK = ("test_small_cells", "test_listing", "test_weighing", "test_proofs")
"""With all their examples."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Cut the examples of the tests that draw them."""
    sharp = settings.get_profile("sharp")
    for item in items:
        test = getattr(item, "obj", None)
        if hasattr(test, "_hypothesis_internal_use_settings"):
            test._hypothesis_internal_use_settings = (
                settings(sharp, max_examples=100) if item.path.stem in QUICK else sharp
            )
