"""The operator's scanner of files: asked before a scan is sealed, since nobody looks into it afterwards."""

import subprocess
from collections.abc import Callable, Sequence
from functools import partial

PATIENCE = 20.0
"""Seconds for one file of 10 MB: shorter than a browser waits."""
HARMLESS, HARMFUL = 0, 1
"""Status of the program, as scanners have it; any other means that it could not look."""


class ScannerUnavailable(OSError):
    """The scanner did not say whether a file is harmful: it is not kept. Holds nothing of the file."""


def scanner(command: Sequence[str]) -> Callable[[bytes], bool]:
    """Whether a file looks harmless to a program that reads it at its standard input. Without a program all do."""
    return partial(_looks_harmless, tuple(command)) if command else lambda _: True


def _looks_harmless(command: Sequence[str], file: bytes) -> bool:
    try:
        done = subprocess.run(command, input=file, timeout=PATIENCE, check=False, capture_output=True)
    except (OSError, subprocess.TimeoutExpired) as trouble:
        raise ScannerUnavailable(f"the scanner cannot be asked: {type(trouble).__name__}") from None
    if done.returncode not in (HARMLESS, HARMFUL):
        raise ScannerUnavailable(f"the scanner could not look: status {done.returncode}")
    return done.returncode == HARMLESS
