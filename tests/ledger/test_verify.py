"""The offline verifier: what is whole passes, what is not is found, what cannot be read is said."""

import subprocess
import sys
from pathlib import Path

from hub.ledger import verify

from .logs import small_log

VERIFIER = Path(verify.__file__)


def test_a_whole_log_passes_without_anything_but_the_standard_library(tmp_path):
    """As a data protection officer would run it."""
    folder = small_log().export(tmp_path / "lieferung")

    done = subprocess.run(
        [sys.executable, "-I", "-S", VERIFIER, folder], capture_output=True, text=True, check=False, encoding="utf-8"
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert "ERGEBNIS: Das Protokoll ist vollständig und unverändert." in done.stdout
