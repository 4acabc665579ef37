"""`python -m bench.review_year.held_out --plants DIR [DIR ...] [--seeds N ...] [--by-form]`.

Sets of forms that others wrote, side by side. The rules measured are those of the working directory's code. The year
of a seed is made once; each set is planted in a copy of it and evaluated alone, so that no set helps or hides another.
`--by-form` names forms: leave it out for sets that whoever works on the rules must not know.
"""

import argparse
import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.review_year.office import ordinary_year
from bench.review_year.planting import load_forms
from bench.review_year.running import Result, Size, Year, evaluate_year


def compared(size: Size, sets: Sequence[Path]) -> Iterator[tuple[str, Result]]:
    """Each set by the name of its folder, with what was found of it. Raises ValueError for a folder without forms."""
    forms = {folder.name: load_forms(folder) for folder in sets}
    made = pickle.dumps(ordinary_year(size.seed, size.staff, size.families, size.looks))
    for name, one in forms.items():
        yield name, evaluate_year(size, Year(*pickle.loads(made)), one)


def lines(name: str, result: Result, *, by_form: bool = False) -> Iterator[str]:
    """`set seed figure value unit`, one figure a line; how often each form was found only when asked for."""
    told, head = result.measured, f"{name} {result.size.seed}"
    yield f"{head} planted {sum(told.times.values())} times"
    yield f"{head} found {100 * told.found_share:.1f} %"
    yield f"{head} forms_found {100 * told.forms_found:.1f} %"
    yield f"{head} false_alarms {told.false_per_thousand:.2f} per_1000_looks"
    yield f"{head} explained {100 * result.explained:.1f} %"
    for form, times in sorted(told.times.items()) if by_form else ():
        by = ",".join(f"{rule}:{count}" for rule, count in sorted(told.by_rule.get(form, {}).items()))
        yield f"{head} found/{form} {told.found[form]}/{times} {by or '-'}"


def main() -> None:
    """Prints the lines of all seeds and sets."""
    parser = argparse.ArgumentParser(prog="python -m bench.review_year.held_out", description=__doc__)
    for name, usual in (("staff", 300), ("families", 2000), ("looks", 500_000)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--plants", type=Path, nargs="+", required=True)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--by-form", action="store_true")
    told = parser.parse_args()
    for seed in told.seeds:
        for name, result in compared(Size(seed, told.staff, told.families, told.looks), told.plants):
            print("\n".join(lines(name, result, by_form=told.by_form)), flush=True)


if __name__ == "__main__":
    main()
