"""The promises of `policies/invariants.toml` in words: their sentence, their norms, and what is excepted.

They are sentences already, so they are told as they stand; whether they hold is what `hub policy check` says.
"""

import tomllib
from pathlib import Path
from typing import NamedTuple

PROMISES = "invariants.toml"


class PromiseSaid(NamedTuple):
    """One promise, ready to be read aloud."""

    id: str
    sentence: str
    norms: tuple[str, ...]
    excepted: tuple[str, ...]


def say_promises(folder: Path) -> tuple[PromiseSaid, ...]:
    """All promises of a folder of rules, in their order; none where it holds no such file."""
    file = folder / PROMISES
    if not file.exists():
        return ()
    return tuple(
        PromiseSaid(
            one["id"],
            one["sentence"],
            tuple(one["basis"]),
            tuple(exception["reason"] for exception in one.get("excepted", ())),
        )
        for one in tomllib.loads(file.read_text(encoding="utf-8")).get("invariant", ())
    )
