"""How snooping is planted: a form is a function that takes the world and a random generator and returns its looks.

    from bench.review_year.planting import form

    @form(times=4)
    def neighbour(world: World, chance: Random) -> Iterator[Logged]:
        "Somebody opens the file of a family in their own street."
        ...
        yield world.look(chance, who, at(day, minute), family.number)

Each file `*.py` of a folder may hold any number of forms; the name of the function names the form. `times` says how
often it happens in the year; each time has a generator of its own, so that no form changes another. What the office
would know of it (a deputy, an assignment, a consent, an absence) is put into `world.books` by the form itself. Looks
are told apart from the office's own by the label `form#time`, which is kept beside them and never shown to a rule.
"""

import importlib.util
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import ModuleType

from bench.review_year.world import World
from hub.terms.ids import EntryId
from hub.terms.logged import Logged

OWN = Path(__file__).parent / "plants"
Sow = Callable[[World, Random], Iterable[Logged]]


@dataclass(frozen=True)
class Form:
    """One form of snooping, and how many times it happens in the year."""

    name: str
    sow: Sow
    times: int


@dataclass(frozen=True)
class Planted:
    """The looks of all forms, and of which form and time (`neighbour#2`) each entry is."""

    looks: tuple[Logged, ...]
    labels: Mapping[EntryId, str]


def form(times: int = 4) -> Callable[[Sow], Form]:
    """Makes a form of a function; its name is the form's."""
    return lambda sow: Form(sow.__name__, sow, times)


def load_forms(folder: Path = OWN) -> tuple[Form, ...]:
    """All forms in the files of a folder, by name. Raises ValueError where there is none, or a name comes twice."""
    modules = [_load(path) for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]
    forms = [one for module in modules for one in vars(module).values() if isinstance(one, Form)]
    if not forms or len({one.name for one in forms}) < len(forms):
        raise ValueError(f"{folder}: no form, or two of one name")
    return tuple(sorted(forms, key=lambda one: one.name))


def plant(world: World, forms: Iterable[Form]) -> Planted:
    """Looks of all forms, each as often as it says; the world's books grow by what they enter."""
    looks: list[Logged] = []
    labels: dict[EntryId, str] = {}
    for one in forms:
        for time in range(1, one.times + 1):
            made = tuple(one.sow(world, Random(f"{world.seed} {one.name} {time}")))
            looks += made
            labels |= {look.entry: f"{one.name}#{time}" for look in made}
    return Planted(tuple(looks), labels)


def halves(forms: Iterable[Form]) -> tuple[tuple[Form, ...], tuple[Form, ...]]:
    """Every other form by name: one half to look at while rules are made, one that is only measured."""
    ordered = sorted(forms, key=lambda one: one.name)
    return tuple(ordered[::2]), tuple(ordered[1::2])


def _load(path: Path) -> ModuleType:
    name = f"_plants_{path.parent.name}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
