"""`python -m bench.review_year [--seed N] [--staff N] [--families N] [--looks N] [--plants DIR] [--half a|b]`."""

import argparse
from pathlib import Path

from bench.review_year.planting import OWN, halves, load_forms
from bench.review_year.running import Size, run_year


def main() -> None:
    """Prints `name value unit`: what was found of each form and over all, false alarms by rule, time and memory."""
    parser = argparse.ArgumentParser(prog="python -m bench.review_year", description=__doc__)
    for name, usual in (("seed", 1), ("staff", 300), ("families", 2000), ("looks", 500_000)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--plants", type=Path, default=OWN, help="a folder of forms; see bench/review_year/planting.py")
    parser.add_argument(
        "--half", choices=("a", "b"), help="every other form by name only, from the first or the second"
    )
    parser.add_argument("--missed", action="store_true", help="name each time that was not found")
    told = parser.parse_args()
    forms = load_forms(told.plants)
    forms = halves(forms)["ab".index(told.half)] if told.half else forms
    result = run_year(Size(told.seed, told.staff, told.families, told.looks), forms)
    for line in result.lines(name_missed=told.missed):
        print(line)


if __name__ == "__main__":
    main()
