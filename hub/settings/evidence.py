"""What the operator decides about the log's evidence: whom to trust, who signs where, and how long is waited."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path

from hub.ledger.freshness import Grace
from hub.ledger.signer import Pace
from hub.settings.faults import SettingFaulty, SettingMissing

TIMES = "HUB_LOG_TIMES"
_SECONDS = re.compile(r"[0-9]{1,7}(\.[0-9]{1,3})?")


@dataclass(frozen=True)
class Evidence:
    """`policy` is the trust policy that both agencies signed off; `signer` and `witness` are folders with one key and
    one memory each, that no backup of the database may hold. `quantum` adds a cosignature by ML-DSA-44.
    """

    policy: Path | None
    signer: Path
    signer_bind: str
    witness: Path
    witness_bind: str
    quantum: bool = False
    pace: Pace = field(default_factory=Pace)
    grace: Grace = field(default_factory=Grace)

    def need_policy(self) -> Path:
        """The trust policy, or SettingMissing: without it nobody can tell whether the log is the witnessed one."""
        if self.policy is None:
            raise SettingMissing("not set: HUB_LOG_POLICY")
        return self.policy


def read_evidence(environ: Mapping[str, str], state: Path) -> Evidence:
    """From the environment; folders lie in the state folder unless they are named."""
    own = state / "evidence"
    times = _times(environ.get(TIMES, ""))
    return Evidence(
        policy=Path(environ["HUB_LOG_POLICY"]) if environ.get("HUB_LOG_POLICY") else None,
        signer=Path(environ.get("HUB_SIGNER") or own / "signer"),
        signer_bind=environ.get("HUB_SIGNER_BIND", "127.0.0.1:8020"),
        witness=Path(environ.get("HUB_WITNESS") or own / "witness"),
        witness_bind=environ.get("HUB_WITNESS_BIND", "127.0.0.1:8021"),
        quantum=_switch(environ.get("HUB_LOG_ML_DSA", "")),
        pace=Pace(**{name: time for name, time in times.items() if name in _names(Pace)}),
        grace=Grace(**{name: time for name, time in times.items() if name in _names(Grace)}),
    )


def _names(shape: type[Pace] | type[Grace]) -> frozenset[str]:
    return frozenset(one.name for one in fields(shape))


def _switch(text: str) -> bool:
    if text not in ("", "0", "1"):
        raise SettingFaulty("HUB_LOG_ML_DSA: not 0 or 1")
    return text == "1"


def _times(text: str) -> dict[str, timedelta]:
    """`busy=10,unwitnessed_stop=14400`: seconds by name; what is not named stays as it is."""
    found = {}
    for number, item in enumerate(filter(None, map(str.strip, text.split(",")))):
        name, _, seconds = item.partition("=")
        if name not in _names(Pace) | _names(Grace) or not _SECONDS.fullmatch(seconds):
            raise SettingFaulty(f"{TIMES}[{number}]: not like unwitnessed_stop=14400")
        found[name] = timedelta(seconds=float(seconds))
    return found
