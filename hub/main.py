"""Puts the house together: settings in, one process group out."""

import os
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from flask import Flask

from hub.casework.opening import list_assigned, open_family
from hub.db.database import Database
from hub.db.errors import DatabaseUnavailable
from hub.exchange.houses import House, load_rules, open_group
from hub.identity.sessions import ServerSessions
from hub.identity.tokens import KeyRing, TokenRules, fetch_keys
from hub.ledger.errors import LedgerUnavailable
from hub.policy.policies import PolicySet
from hub.review.log import open_log
from hub.settings import Settings, need, read_settings
from hub.terms.catalogue import Catalogue, parse_catalogue
from hub.terms.lists import Purpose
from hub.terms.principals import Principal
from hub.web.app import create_app
from hub.web.demo_provider import API_AUDIENCE
from hub.web.desk import Desk, Group, WebSettings

POOL = 8


@dataclass(frozen=True, repr=False)
class Rules:
    """What is the same in every process: the fields and the policies. Read before the fork."""

    catalogue: Catalogue
    policies: PolicySet


def load_settings() -> Settings:
    """What the operator decided, from the environment."""
    return read_settings(os.environ)


def load_books(home: Path) -> Rules:
    """The catalogue and the rules; what is wrong with them stops the start."""
    retention = tomllib.loads((home / "schemas" / "retention.toml").read_text(encoding="utf-8"))
    catalogue = parse_catalogue((home / "schemas" / "field-catalogue.csv").read_text(encoding="utf-8"), retention)
    return Rules(catalogue, load_rules(home, catalogue))


def clock_of(settings: Settings) -> Callable[[], datetime]:
    """The instant that decisions see. With a Stichtag it began there and runs on; technical time stays real."""
    return partial(_shifted, settings.clock_offset)


def build_app(settings: Settings, rules: Rules, group: Group, database_url: str) -> Flask:
    """The pages and the API of one group. To be called in the process that serves them, after the fork."""
    need(settings, "issuer", "client_id", "client_secret", "secret_key", "base_url")
    db = Database(database_url, size=POOL)
    house = open_group(db, rules.policies, settings.keys, group.value)
    return create_app(_desk(settings, rules, group, house))


def _desk(settings: Settings, rules: Rules, group: Group, house: House) -> Desk:
    clock = clock_of(settings)
    tokens = TokenRules(settings.issuer, API_AUDIENCE)
    sessions = ServerSessions(house.db, clock, tokens, KeyRing(partial(fetch_keys, settings.issuer)))
    return Desk(
        agency=group,
        clock=clock,
        stichtag_banner=settings.stichtag,
        catalogue=rules.catalogue,
        open_family=partial(open_family, house),
        assigned=partial(list_assigned, house),
        purposes=partial(_purposes, rules.policies),
        read_log=partial(open_log, house),
        sessions=sessions,
        ready=partial(_is_ready, house.db),
        settings=WebSettings(
            secret_key=settings.secret_key,
            issuer=settings.issuer,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            base_url=settings.base_url,
            other_addresses={name: url for name, url in settings.addresses.items() if name != group.value},
            demo=settings.stichtag is not None,
        ),
        unavailable=(DatabaseUnavailable, LedgerUnavailable),
    )


def _purposes(policies: PolicySet, principal: Principal) -> tuple[Purpose, ...]:
    """For what a role may read: own tasks first, then those of FAM."""
    purposes = policies.roles[principal.role].purposes if principal.role in policies.roles else frozenset()
    return tuple(sorted(purposes, key=lambda purpose: (purpose in policies.fam_purposes, list(Purpose).index(purpose))))


def _is_ready(db: Database) -> bool:
    try:
        return db.rows("select 1") == [(1,)]
    except DatabaseUnavailable:
        return False


def _shifted(offset: timedelta) -> datetime:
    return datetime.now(UTC) + offset
