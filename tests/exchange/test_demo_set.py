"""The demo set is what its script writes."""

import json
from pathlib import Path

import pytest

from demo.__main__ import files

DEMO = Path(__file__).parents[2] / "demo"


@pytest.mark.parametrize("name", sorted(files()))
def test_the_files_are_what_the_script_writes(name):
    """Byte for byte, on every day and machine: `python -m demo` changes nothing."""
    assert files()[name] == (DEMO / name).read_text(encoding="utf-8")


def test_the_history_is_taken_over_once_with_all_that_was_planted(kreis):
    """Ordinary days and every label of the set; a second time adds nothing."""
    history = json.loads((DEMO / "history.json").read_text(encoding="utf-8"))
    labels = {line["label"] for line in history["history"] if "label" in line}

    added = [kreis.load(history).history for _ in range(2)]

    assert {*(f"L{n:02}" for n in range(1, 16)), *(f"N{n:02}" for n in range(1, 9))} == labels
    assert [len(history["history"]), 0] == added
