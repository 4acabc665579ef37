"""The files of written cases, each read and checked once for all tests of a process."""

from functools import cache
from pathlib import Path

from hub.rulebook.people import Case
from hub.rulebook.scenarios import load_schema, read_scenarios
from tests.policy.worlds import ROOT

FOLDER = ROOT / "tests" / "policies"


@cache
def cases_in(name: str) -> tuple[Case, ...]:
    """The cases of a file in `tests/policies`, by its name without its ending."""
    file: Path = FOLDER / f"{name}.json"
    return read_scenarios(file.name, file.read_bytes(), load_schema(ROOT))


def files() -> tuple[str, ...]:
    """The names of all of them."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))
