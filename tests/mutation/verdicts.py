"""The verdicts on mutants, in the files in which mutmut keeps them."""

import json
import time
from pathlib import Path
from typing import Any

SURVIVED, UNTESTED, TIMED_OUT = 0, 33, 24
EVERY = 5  # seconds


class Verdicts:
    """Those of a folder with mutants; written every few seconds."""

    def __init__(self, folder: Path) -> None:
        """Reads what is known."""
        self._files = {path.name.removesuffix(".py.meta"): path for path in sorted(folder.glob("*.meta"))}
        self._known: dict[str, Any] = {name: json.loads(path.read_text("utf-8")) for name, path in self._files.items()}
        self._touched: set[str] = set()
        self._saved = time.monotonic()

    def modules(self) -> list[str]:
        """All of them, the shortest first."""
        return sorted(self._known, key=lambda name: len(self._known[name]["exit_code_by_key"]))

    def to_ask(self, place: str, *, anew: bool, survivors: bool) -> list[str]:
        """The mutants of a module on which there is no verdict yet; or those that survived, since tests may be new.

        With the beginning of a mutant's name behind the module, as in `compile.x__reach`, those of it alone.
        """
        codes = self._known[place.split(".")[0]]["exit_code_by_key"]
        wanted = (SURVIVED, UNTESTED) if survivors else (None,)
        meant = {mutant: code for mutant, code in codes.items() if mutant.startswith(f"hub.policy.{place}")}
        return [mutant for mutant, code in meant.items() if anew or code in wanted]

    def note(self, mutant: str, code: int, seconds: float) -> None:
        """One verdict, as mutmut writes it down, and how long the mutant has worked."""
        module = mutant.split(".")[2]
        self._known[module]["exit_code_by_key"][mutant] = code
        self._known[module]["durations_by_key"][mutant] = round(seconds, 3)
        self._touched.add(module)
        if time.monotonic() - self._saved > EVERY:
            self.save()

    def save(self) -> None:
        """Everything that is not written yet."""
        for module in self._touched:
            draft = self._files[module].with_suffix(".draft")
            draft.write_text(json.dumps(self._known[module], indent=4), encoding="utf-8")
            draft.replace(self._files[module])
        self._touched.clear()
        self._saved = time.monotonic()
