"""What is wrong with a rule file, and where."""

import re
from dataclasses import dataclass


class PolicyFaulty(ValueError):
    """The rules cannot be used: the message names the file, the line where it can, and what would be right."""


@dataclass(frozen=True, repr=False)
class Place:
    """A rule file, as its reader knows it: by its name below the folder of rules, and its lines."""

    name: str
    text: str

    def fault(self, key: str, message: str, word: str = "") -> PolicyFaulty:
        """The exception to raise, at the line of `word`, else at that of `key`."""
        line = self._line(rf'"{re.escape(word)}"') if word else 0
        line = line or (self._line(rf"^\s*\[*{re.escape(key)}\b") if key else 0)
        return PolicyFaulty(f"{self.name}{f' line {line}' if line else ''}: {message}")

    def _line(self, pattern: str) -> int:
        lines = enumerate(self.text.splitlines(), start=1)
        return next((number for number, line in lines if re.search(pattern, line)), 0)
