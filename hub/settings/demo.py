"""What the demo remembers between starts, in one file that only its owner may read."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey

from hub.settings.operator import Settings
from hub.terms.clock import BERLIN
from hub.web.desk import Group

HOST = "127.0.0.1"
WITNESSES = ("jobcenter", "jugendamt")
PORTS = 1 + len(Group) + 1 + len(WITNESSES)
"""The provider's, one a group, the signer's, one a witness."""
GROUPS = (Group.JOBCENTER, Group.JUGENDAMT, Group.PROVIDER, Group.FAMILY, Group.OVERSIGHT)
"""The groups that have pages so far; each has its own port, after the provider's."""


@dataclass(frozen=True, repr=False)
class DemoState:
    """Secrets, ports and the clock of a demo. `offset` is how far its clock is from the real one, in seconds."""

    stichtag: str
    offset: float
    port: int
    secret_keys: Mapping[str, str]
    client_secrets: Mapping[str, str]
    signing_key: Mapping[str, Any] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """The demo provider's address."""
        return f"http://{HOST}:{self.port}"

    def address(self, group: Group) -> str:
        """Where the people of a group sign in."""
        return f"http://{HOST}:{self.bind(group).rsplit(':', 1)[1]}"

    def bind(self, group: Group) -> str:
        """Host and port of a group."""
        return f"{HOST}:{self.port + 1 + list(Group).index(group)}"

    def evidence_bind(self, place: int) -> str:
        """Host and port of the signer (0) and of the witnesses, above those of the groups."""
        return f"{HOST}:{self.port + 1 + len(Group) + place}"

    def key(self) -> ECKey:
        """The provider's signing key."""
        return ECKey.import_key(dict(self.signing_key))


def load_state(folder: Path) -> DemoState | None:
    """The demo of this folder, if there was one."""
    path = folder / "demo.json"
    return DemoState(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else None


def renew_state(folder: Path, stichtag: date, port: int) -> DemoState:
    """The state for a start now: secrets stay what they were, the clock begins at eight on the Stichtag."""
    begins = datetime.combine(stichtag, time(8), BERLIN)
    offset = (begins - datetime.now(UTC)).total_seconds()
    state = load_state(folder) or _new(stichtag, port)
    state = replace(state, stichtag=stichtag.isoformat(), offset=offset, port=port)
    fresh = folder / "demo.json.new"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(state), file)
    fresh.rename(folder / "demo.json")
    return state


def _new(stichtag: date, port: int) -> DemoState:
    return DemoState(
        stichtag=stichtag.isoformat(),
        offset=0.0,
        port=port,
        secret_keys={group.value: secrets.token_urlsafe(32) for group in Group},
        client_secrets={group.value: secrets.token_urlsafe(32) for group in Group},
        signing_key=ECKey.generate_key("P-256", {"use": "sig"}, auto_kid=True).as_dict(private=True),
    )


def with_demo(settings: Settings, group: Group | None) -> Settings:
    """Settings filled up from the demo of the state folder, where the operator named no issuer."""
    state = load_state(settings.state)
    if state is None or settings.issuer:
        return settings
    return demo_settings(settings, state) if group is None else group_settings(settings, state, group)


def with_demo_evidence(settings: Settings, witness: str | None) -> Settings:
    """Settings filled up from the demo of the state folder, where the operator named no trust policy."""
    state = load_state(settings.state)
    if state is None or settings.evidence.policy is not None:
        return settings
    return demo_settings(settings, state) if witness is None else witness_settings(settings, state, witness)


def witness_settings(settings: Settings, state: DemoState, witness: str) -> Settings:
    """The settings of one witness of a demo."""
    settings = demo_settings(settings, state)
    folder = settings.state / "evidence" / witness
    bind = state.evidence_bind(1 + WITNESSES.index(witness))
    return replace(settings, evidence=replace(settings.evidence, witness=folder, witness_bind=bind))


def group_settings(settings: Settings, state: DemoState, group: Group) -> Settings:
    """The settings of one group of a demo."""
    return replace(
        demo_settings(settings, state),
        client_id=f"hub-{group}",
        client_secret=state.client_secrets[group],
        secret_key=state.secret_keys[group].encode(),
        base_url=state.address(group),
        bind=state.bind(group),
        systems={group.value: frozenset({demo_system(group)})},
    )


def demo_system(group: Group) -> str:
    """The client id of the specialist system that asks this group."""
    return f"fachverfahren-{group}"


def demo_settings(settings: Settings, state: DemoState) -> Settings:
    """What is the same for every group of a demo."""
    return replace(
        settings,
        issuer=state.issuer,
        addresses={group.value: state.address(group) for group in GROUPS},
        stichtag=date.fromisoformat(state.stichtag),
        clock_offset=timedelta(seconds=state.offset),
        evidence=replace(
            settings.evidence, policy=settings.state / "evidence" / "trust.txt", signer_bind=state.evidence_bind(0)
        ),
    )
