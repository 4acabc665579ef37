"""A check of the whole log, for officers who write no commands: begun at a button, run by a process of its own.

What runs here believes the hub's own machine. Who does not takes the delivery along and checks it elsewhere.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event as Pause

import structlog

from hub.db.database import Database
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger import verify
from hub.ledger.about_itself import BOTH
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.ledger.errors import EvidenceRefused
from hub.ledger.export import Delivery, NotADelivery, size_of, write_delivery
from hub.review.dashboard.overview import read_checks
from hub.review.dashboard.store import end_check, load_checks, take_check, tell_check, want_check
from hub.review.exporting import delivery
from hub.review.permitted import Deed, decided
from hub.terms.ids import new_id
from hub.terms.lists import Effect
from hub.terms.overview import Checks
from hub.terms.principals import Principal

VERIFIER = Path(verify.__file__)
TOLD_EVERY = 20
"""Bundles of 256 entries between two words about how far it is."""
log = structlog.get_logger()
PAUSE = 3.0
"""Seconds between two looks whether somebody asked."""
BEAT = 30.0
"""Seconds between two signs of life while the verifier works."""
_FOUND = re.compile(r"BEFUND \((\d+)\): (.*)")
_KINDS = {said: kind for kind, said in verify.KINDS.items()}


def open_checks(house: House) -> Checks:
    """How checks stand. Nothing in them is about anybody, and no entry of the log is read."""
    return read_checks(load_checks(house.db))


@by_rules_in_force
def ask_for_check(house: House, principal: Principal, at: datetime) -> bool:
    """Have the whole log checked: an entry for the officers of both agencies. False while a check is under way.

    Whom no rule lets is refused, and that is an entry too.
    """
    entry = decided(house, principal, Deed(Event.LOG_VERIFIED, "verify", BOTH), at)
    if entry.effect is not Effect.DENY and open_checks(house).is_open:
        return False
    with house.db.begin() as tx:  # by the rules in force, like any change
        append(tx, house.writer, entry)
        return entry.effect is not Effect.DENY and want_check(tx, entry.id, new_id(), at)


def check_what_is_wanted(db: Database, policy: bytes, scratch: Path, at: Callable[[], datetime]) -> bool:
    """Run the check that somebody asked for, to its end; False where nobody did. Two at once run it once.

    Needs in `scratch` some 700 bytes for each entry; what is written there is gone afterwards. Holds nothing personal.
    """
    run = take_check(db)
    if run is None:
        return False
    result: int | None = None
    findings: Mapping[str, int] = {}
    try:
        with TemporaryDirectory(dir=scratch, prefix="check-") as folder:
            size = write_delivery(Path(folder) / "log", _telling(db, run, delivery(db, policy)))
            beat = partial(tell_check, db, run, size, size)
            result, findings = _verify(Path(folder) / "log", beat)
    except NotADelivery:
        result = 2  # nothing was signed yet: nothing could be checked
    finally:
        end_check(db, run, result, findings, at())
    return True


def keep_checking(db: Database, place: tuple[Path, Path], at: Callable[[], datetime]) -> None:
    """Run what officers ask for, one after the other, until the process ends. `place`: the policy, and where to write.

    What fails is failed: the officer may ask anew.
    """
    policy, scratch = place
    scratch.mkdir(parents=True, exist_ok=True, mode=0o700)
    pause = Pause()
    while True:
        try:
            if check_what_is_wanted(db, policy.read_bytes(), scratch, at):
                continue
        except (DatabaseUnavailable, DatabaseRefused, EvidenceRefused, OSError) as trouble:
            log.warning("the log could not be checked", trouble=type(trouble).__name__)
        pause.wait(PAUSE)


def _telling(db: Database, run: str, plain: Delivery) -> Delivery:
    """The same, and from time to time it says how far it is."""
    size = size_of(plain)

    def leaves(start: int, end: int) -> list[bytes]:
        if (start // 256) % TOLD_EVERY == 0:
            tell_check(db, run, start, size)
        if end == size:
            tell_check(db, run, end, size)
        return list(plain.leaves(start, end))

    return replace(plain, leaves=leaves)


def _verify(folder: Path, beat: Callable[[], None]) -> tuple[int, Mapping[str, int]]:
    """The offline verifier, as an officer runs it, in a process of its own: its status, and what it found."""
    arguments = [sys.executable, "-I", "-S", str(VERIFIER), str(folder)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as verifying:
        said = ""
        while verifying.poll() is None:
            try:
                said, _ = verifying.communicate(timeout=BEAT)
            except subprocess.TimeoutExpired:
                beat()
    found = {_KINDS[kind]: int(count) for count, kind in _FOUND.findall(said) if kind in _KINDS}
    return (verifying.returncode if verifying.returncode in (0, 1) else 2), found
