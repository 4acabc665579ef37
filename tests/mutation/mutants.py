"""What became of the mutants of a run of mutmut, and which of the survivors nobody has explained."""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mutmut.mutation.diff_apply import get_diff_for_mutant

KILLED = {1, 3}
TIMEOUT = {24, 36, 152, 255, -24}
UNTESTED = {5, 33}


@dataclass(frozen=True)
class Module:
    """How many mutants of one module there are, and how they fared. A mutant that no test calls has survived."""

    name: str
    killed: int
    timeouts: int
    survivors: tuple[str, ...]
    unasked: int

    @property
    def asked(self) -> int:
        """Those that met the tests."""
        return self.killed + self.timeouts + len(self.survivors)


@dataclass(frozen=True)
class Change:
    """What a mutant changes: the function, and its lines before and after."""

    function: str
    old: str
    new: str


def read_modules(folder: Path) -> tuple[Module, ...]:
    """All modules with mutants, in the order of their names."""
    found = {path.name.removesuffix(".py.meta"): _codes(path) for path in sorted(folder.glob("*.meta"))}
    return tuple(_module(name, codes) for name, codes in found.items() if codes)


def read_explained(file: Path) -> Mapping[Change, str]:
    """The survivors that are known, each with its reason."""
    known = tomllib.loads(file.read_text(encoding="utf-8")).get("survivor", [])
    return {Change(one["function"], one["old"], one["new"]): one["reason"] for one in known}


def change_of(mutant: str) -> Change:
    """The change that a mutant stands for, as mutmut shows it."""
    module = Path("hub", "policy", mutant.split(".")[2]).with_suffix(".py")
    shown = get_diff_for_mutant(mutant, path=module)
    lines = [line for line in shown.splitlines() if not line.startswith(("---", "+++", "# "))]
    old, new = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    return Change(function_of(mutant), old, new)


def function_of(mutant: str) -> str:
    """Module and function of a mutant: `hub.policy.weigh.x__together__mutmut_3` is of `weigh._together`."""
    module, _, rest = mutant.removeprefix("hub.policy.").partition(".")
    name = rest.rpartition("__mutmut_")[0]
    return f"{module}.{name.removeprefix('x_') if name.startswith('x_') else name.replace('xǁ', '').replace('ǁ', '.')}"


def _codes(path: Path) -> dict[str, int | None]:
    codes: dict[str, int | None] = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return codes


def _module(name: str, codes: Mapping[str, int | None]) -> Module:
    fared = Counter(_fared(code) for code in codes.values())
    survivors = tuple(mutant for mutant, code in codes.items() if _fared(code) == "survived")
    return Module(name, fared["killed"], fared["timeout"], survivors, fared["unasked"])


def _fared(code: int | None) -> str:
    if code is None:
        return "unasked"
    return "killed" if code in KILLED else "timeout" if code in TIMEOUT else "survived"


def share(survivors: int, asked: int) -> str:
    """Of all that met the tests, in per cent."""
    return f"{100 * survivors / asked:.1f} %" if asked else "–"


def table(modules: Iterable[Module]) -> list[str]:
    """The lines of the table, with a last one for all."""
    rows = [(one.name, one.asked, one.killed, one.timeouts, len(one.survivors), one.unasked) for one in modules]
    rows.append(("**all**", *(sum(row[n] for row in rows) for n in range(1, 6))))  # type: ignore[arg-type]  # the first of a row is its name
    head = ["| module | mutants asked | killed | timed out | survivors | share | not asked |"]
    return [
        *head,
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(f"| {name} | {n} | {k} | {t} | {s} | {share(s, n)} | {u} |" for name, n, k, t, s, u in rows),
    ]
