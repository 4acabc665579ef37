"""Comparing an answer with the one that a case expects, in one line (section 1 of the scenario format)."""

from collections.abc import Iterator

from hub.rulebook.judging import Answer
from hub.rulebook.people import Case


def compare(case: Case, found: Answer) -> tuple[str, ...]:
    """Where the answer differs; nothing if it is the expected one. Keys that are not given are not compared."""
    expected = case["expect"]
    differences = tuple(_differences(expected, found))
    if not differences:
        return ()
    said = [f"decision {found.effect}", f"reason {found.reason}"]
    if expected["decision"] != found.effect:
        said[0] += f", expected {expected['decision']}"
    elif found.reason not in _reasons(expected):
        said[1] += f", expected {' or '.join(sorted(_reasons(expected)))}"
    rules = [f"rule {', '.join(found.rules)}"] if found.rules else []
    return (*said, *(one for one in differences if one), *rules)


def _reasons(expected: Case) -> set[str]:
    return {expected["reason"], *expected.get("also", ())}


def _differences(expected: Case, found: Answer) -> Iterator[str]:
    """What to say of each difference; that of decision and reason is said anyway."""
    if expected["decision"] != found.effect or found.reason not in _reasons(expected):
        yield ""
    if expected.get("level", found.level.id) != found.level.id:
        yield f"level {found.level.id}, expected {expected['level']}"
    for key, names in (("shown", found.shown), ("withheld", found.withheld)):
        if set(expected.get(key, names)) != names:
            yield f"{key} {_list(names)}, expected {_list(expected[key])}"
    missing = set(expected.get("duties", ())) - found.duties
    if missing:
        yield f"duties {_list(found.duties)}, missing {_list(missing)}"


def _list(names: object) -> str:
    assert isinstance(names, list | set | frozenset)
    return ", ".join(sorted(names)) or "nothing"
