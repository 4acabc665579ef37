"""What the operator decides, in one frozen record. Read once, at the start, from the environment."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypedDict

from hub.db.address import is_address
from hub.settings.evidence import Evidence, read_evidence
from hub.settings.faults import SettingFaulty, SettingMissing
from hub.settings.issuers import read_other_issuers
from hub.web.desk import LIMITS, Group, Issuer

HOME = Path(__file__).parents[2]
__all__ = ["HOME", "SettingFaulty", "SettingMissing", "Settings", "need", "read_settings"]


@dataclass(frozen=True, repr=False)
class Settings:
    """`database_url` may hold `{role}`, for the LOGIN role that a process signs in as; None is the embedded server.

    `state` is the folder of the embedded server and of the demo's keys and secrets, readable by its owner alone.
    """

    home: Path
    state: Path
    keys: Path
    database_url: str | None
    binaries: Path | None
    issuer: str
    client_id: str
    client_secret: str
    secret_key: bytes
    base_url: str
    bind: str
    addresses: Mapping[str, str]
    stichtag: date | None
    clock_offset: timedelta
    evidence: Evidence
    issuer_label: str = ""
    other_issuers: tuple[Issuer, ...] = ()
    systems: Mapping[str, frozenset[str]] = field(default_factory=dict)
    journal: Path = HOME / ".hub" / "journal"
    controllers: Path | None = None
    backup_url: str = ""
    backup_keys: Path = HOME / ".hub" / "backup-keys"
    acr: str = ""
    step_up: timedelta = timedelta(minutes=10)
    limits: Mapping[str, int] = field(default_factory=dict)
    scanner: tuple[str, ...] = ()

    def clock(self) -> datetime:
        """The instant that decisions see. With a Stichtag it began there and runs on; technical time stays real."""
        return datetime.now(UTC) + self.clock_offset

    def login(self, role: str) -> str | None:
        """The address of an external database for one role."""
        if self.database_url is None:
            return None
        return _with_driver(self.database_url.replace("{role}", role))


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from the environment. An empty folder is an unset one: it never means the one where we stand.

    Secrets have no default: what needs them asks with `need`.
    """
    state = Path(environ.get("HUB_STATE") or HOME / ".hub").resolve()
    return Settings(
        home=HOME,
        state=state,
        keys=Path(environ.get("HUB_KEYS") or state / "keys"),
        database_url=_address("HUB_DATABASE_URL", environ.get("HUB_DATABASE_URL")),
        binaries=Path(environ["HUB_PG_BIN"]) if environ.get("HUB_PG_BIN") else None,
        issuer=environ.get("HUB_ISSUER", ""),
        client_id=environ.get("HUB_CLIENT_ID", ""),
        client_secret=environ.get("HUB_CLIENT_SECRET", ""),
        secret_key=environ.get("HUB_SECRET_KEY", "").encode(),
        base_url=environ.get("HUB_BASE_URL", ""),
        bind=environ.get("HUB_BIND", "127.0.0.1:8001"),
        addresses=_addresses(environ.get("HUB_ADDRESSES", "")),
        stichtag=_stichtag(environ.get("HUB_STICHTAG")),
        clock_offset=_clock_offset(environ.get("HUB_CLOCK_OFFSET", "0")),
        evidence=read_evidence(environ, state),
        issuer_label=environ.get("HUB_ISSUER_LABEL", ""),
        other_issuers=read_other_issuers(environ),
        systems=_systems(environ.get("HUB_SYSTEMS", "")),
        journal=Path(environ.get("HUB_JOURNAL") or state / "journal"),
        **_about_papers(environ),
        **_about_backups(environ, state),
        **_about_sessions(environ),
    )


class _AboutPapers(TypedDict):
    controllers: Path | None
    scanner: tuple[str, ...]


def _about_papers(environ: Mapping[str, str]) -> _AboutPapers:
    """Who stands on receipts, and which program looks at sheets that come back."""
    return {
        "controllers": Path(environ["HUB_CONTROLLERS"]) if environ.get("HUB_CONTROLLERS") else None,
        "scanner": _words("HUB_SCANNER", environ.get("HUB_SCANNER", "")),
    }


def _words(variable: str, text: str) -> tuple[str, ...]:
    try:
        return tuple(shlex.split(text))
    except ValueError as error:
        raise SettingFaulty(f"{variable}: a quotation mark without its end") from error


class _AboutBackups(TypedDict):
    backup_url: str
    backup_keys: Path


def _about_backups(environ: Mapping[str, str], state: Path) -> _AboutBackups:
    """Who may read all of another's database, and where the keys lie."""
    return {
        "backup_url": _with_driver(_address("HUB_BACKUP_URL", environ.get("HUB_BACKUP_URL")) or ""),
        "backup_keys": Path(environ.get("HUB_BACKUP_KEYS") or state / "backup-keys"),
    }


def _address(variable: str, text: str | None) -> str | None:
    """An empty one is faulty, not the embedded server: that would be a second, empty database. It is not repeated."""
    if text is not None and not is_address(text):
        raise SettingFaulty(f"{variable}: not an address like postgresql://{{role}}@host/hub")
    return text


def _with_driver(address: str) -> str:
    return address.replace("postgresql://", "postgresql+psycopg://", 1)


def _stichtag(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise SettingFaulty("HUB_STICHTAG: not a day like 2026-11-16") from error


def _clock_offset(text: str) -> timedelta:
    try:
        return timedelta(seconds=float(text))
    except (ValueError, OverflowError) as error:
        raise SettingFaulty("HUB_CLOCK_OFFSET: not a number of seconds") from error


class _AboutSessions(TypedDict):
    acr: str
    step_up: timedelta
    limits: Mapping[str, int]


def _about_sessions(environ: Mapping[str, str]) -> _AboutSessions:
    """How strongly and lately one must have signed in, and how often one may ask."""
    return {
        "acr": environ.get("HUB_ACR", ""),
        "step_up": _step_up(environ.get("HUB_STEP_UP_MINUTES", "10")),
        "limits": _limits(environ.get("HUB_LIMITS", "")),
    }


def _step_up(text: str) -> timedelta:
    """How long a proof anew is good for; at most as long as a session may idle."""
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 15:
        raise SettingFaulty("HUB_STEP_UP_MINUTES: not a whole number from 1 to 15")
    return timedelta(minutes=int(text))


def _limits(text: str) -> Mapping[str, int]:
    """`api=600,search=120`: turns a minute; what is not named keeps its limit, and none can be taken away."""
    found: dict[str, int] = {}
    for number, item in enumerate(filter(None, map(str.strip, text.split(",")))):
        kind, _, most = item.partition("=")
        if kind not in LIMITS or not most.isascii() or not most.isdecimal() or not 1 <= int(most[:10]) <= 10**9:
            raise SettingFaulty(f"HUB_LIMITS[{number}]: not like api=600")
        found[kind] = int(most[:10])
    return found


def need(settings: Settings, *names: str) -> Settings:
    """These settings, or SettingMissing with the variable that is not set."""
    missing = [f"HUB_{name.upper()}" for name in names if not getattr(settings, name)]
    if missing:
        raise SettingMissing(f"not set: {', '.join(missing)}")
    return settings


def _addresses(text: str) -> Mapping[str, str]:
    """`jobcenter=https://…,jugendamt=https://…`: where the others sign in."""
    pairs = [item.split("=", 1) for item in text.split(",") if "=" in item]
    return {group.strip(): address.strip() for group, address in pairs}


def _systems(text: str) -> Mapping[str, frozenset[str]]:
    """`jobcenter=client-id,jugendamt=client-id`: which other systems may ask which group by AuthZEN. Empty: none."""
    found: dict[str, frozenset[str]] = {}
    for number, item in enumerate(filter(None, map(str.strip, text.split(",")))):
        group, _, client = item.partition("=")
        if group not in set(Group) or not client:
            raise SettingFaulty(f"HUB_SYSTEMS[{number}]: not like jobcenter=client-id")
        found[group] = found.get(group, frozenset()) | {client}
    return found
