"""`make bench`: run every benchmark and write `bench/RESULTS.md` with machine and date."""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench._sections import section

FOLDER = Path(__file__).parent
BENCHES = sorted(path.stem for path in FOLDER.glob("*.py") if not path.stem.startswith("_") and path.stem != "kreis")
KEPT = ("`bench.review_year`", "`make fuzz`", "`make mutate`", "`make crashes`")


def main() -> None:
    """Each in a process of its own, one after the other. What other commands found stays."""
    lines = [
        "# Results",
        "",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {platform.system()} {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()} · written by `make bench`. Trust the ratios.",
    ]
    for name in BENCHES:
        print(f"bench.{name} …", flush=True)
        done = subprocess.run([sys.executable, "-m", f"bench.{name}"], check=True, capture_output=True, text=True)
        figures = [line.split(" ", 2) for line in done.stdout.splitlines() if len(line.split(" ", 2)) == 3]
        lines += ["", f"## `bench.{name}`", "", "| figure | value | unit |", "| --- | ---: | --- |"]
        lines += [f"| `{figure}` | {value} | {unit} |" for figure, value, unit in figures]
    before = (FOLDER / "RESULTS.md").read_text(encoding="utf-8")
    for found in filter(None, (section(before, title) for title in KEPT)):
        lines += ["", found]
    (FOLDER / "RESULTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print((FOLDER / "RESULTS.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
