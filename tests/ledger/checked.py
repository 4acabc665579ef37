"""What the offline verifier says, as a data protection officer of one agency alone would run it."""

import contextlib
import io

from hub.ledger import verify


def check(folder, *, policy=None, old=()):
    """Exit status and the kinds of findings."""
    arguments = [str(folder)]
    if policy is not None:
        own = folder.parent / "own-policy"
        own.write_text(policy, encoding="utf-8")
        arguments += ["--policy", str(own)]
    for number, note in enumerate(old):
        kept = folder.parent / f"kept-{number}"
        kept.write_text(note, encoding="utf-8")
        arguments += ["--old", str(kept)]
    with contextlib.redirect_stdout(io.StringIO()) as said:
        status = verify.main(arguments)
    return status, {kind for kind, meaning in verify.KINDS.items() if meaning in said.getvalue()}
