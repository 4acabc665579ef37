"""What the offline verifier says, as a data protection officer of one agency alone would run it."""

import contextlib
import io
import shutil
import subprocess
import sys
from pathlib import Path

from hub.ledger import verify


def check(folder, *, policy=None, old=()):
    """Exit status and the kinds of findings."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        status = verify.main(_arguments(folder, policy, old))
    return status, _kinds(said.getvalue())


def check_elsewhere(folder, *, policy=None, old=()):
    """The same by a process of its own, which knows nothing of this one or of the hub: the one file, copied beside what
    was taken along, the standard library, and no environment.
    """
    file = Path(shutil.copy(verify.__file__, folder.parent / "verify.py"))
    command = [sys.executable, "-I", "-S", str(file), *_arguments(folder, policy, old)]
    done = subprocess.run(command, cwd=folder.parent, env={}, capture_output=True, check=False, encoding="utf-8")
    assert "" == done.stderr
    return done.returncode, _kinds(done.stdout)


def _arguments(folder, policy, old):
    arguments = [str(folder)]
    if policy is not None:
        own = folder.parent / "own-policy"
        own.write_text(policy, encoding="utf-8")
        arguments += ["--policy", str(own)]
    for number, note in enumerate(old):
        kept = folder.parent / f"kept-{number}"
        kept.write_text(note, encoding="utf-8")
        arguments += ["--old", str(kept)]
    return arguments


def _kinds(said):
    return {kind for kind, meaning in verify.KINDS.items() if meaning in said}
