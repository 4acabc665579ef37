"""`make mutate`: mutants of `hub/policy` meet the promises; the result goes into `bench/RESULTS.md`.

Ends with 1 if a survivor is not explained in `survivors.toml`, if too many survive, or, once all are asked, if an
explanation is of none that survives. Only survivors are asked again, and mutants of a function that has changed: delete
the folder `mutants` to begin anew.
"""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants

from bench._sections import with_section
from tests.mutation.mutants import change_of, read_explained, read_modules, share, table

HOME = Path(__file__).parents[2]
RESULTS = HOME / "bench" / "RESULTS.md"
AT_MOST = 2.0  # per cent


def main(modules: list[str]) -> int:
    """Ask, count, write down. With modules, only these are asked, and again; with `--count` nobody is."""
    if modules != ["--count"]:
        _refresh(HOME / "mutants")
        subprocess.run([sys.executable, "-m", "tests.mutation.asking", *modules], check=True, cwd=HOME / "mutants")
    found = read_modules(HOME / "mutants" / "hub" / "policy")
    explained = read_explained(Path(__file__).with_name("survivors.toml"))
    survivors = {mutant: change_of(mutant) for module in found for mutant in module.survivors}
    unknown = {mutant: change for mutant, change in survivors.items() if change not in explained}
    asked, unasked = sum(module.asked for module in found), sum(module.unasked for module in found)
    vain = set() if unasked else set(explained) - set(survivors.values())
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · mutants of `hub/policy` by mutmut: {asked} asked, "
        f"{len(survivors)} survivors ({share(len(survivors), asked)}), {len(unknown)} of them not explained; "
        f"{unasked} not asked.",
        "",
        *table(found),
    ]
    RESULTS.write_text(with_section(RESULTS.read_text(encoding="utf-8"), "`make mutate`", lines), encoding="utf-8")
    print("\n".join(lines))
    for mutant, change in unknown.items():
        print(f"\n{mutant}\n  - {change.old}\n  + {change.new}")
    for change in vain:
        print(f"\n{change.function}: explained, but no survivor\n  - {change.old}\n  + {change.new}")
    return int(bool(unknown or vain) or 100 * len(survivors) > AT_MOST * asked)


def _refresh(copy: Path) -> None:
    """The mutants of what has changed, and a copy of all that the tests need; what is gone is removed."""
    os.chdir(HOME)
    copy_src_dir()
    copy_also_copy_files()
    create_mutants(1)
    for old in [*(copy / "policies").rglob("*.toml"), *(copy / "tests").rglob("*.py")]:
        if not (HOME / old.relative_to(copy)).exists():
            old.unlink()
    for source in (HOME / "hub").rglob("*.py"):
        target = copy / source.relative_to(HOME)
        if source.parent.name != "policy" and target.exists() and target.read_bytes() != source.read_bytes():
            shutil.copy2(source, target)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
