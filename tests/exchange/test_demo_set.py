"""The demo set is what its script writes."""

from pathlib import Path

import pytest

from demo.__main__ import files

DEMO = Path(__file__).parents[2] / "demo"


@pytest.mark.parametrize("name", sorted(files()))
def test_the_files_are_what_the_script_writes(name):
    """Byte for byte, on every day and machine: `python -m demo` changes nothing."""
    assert files()[name] == (DEMO / name).read_text(encoding="utf-8")
