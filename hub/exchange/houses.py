"""Setting the hub up: tables, fields, tenant and keys; and opening the house for whoever works in it."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path

from hub.db.database import Database
from hub.db.migrate import migrate
from hub.exchange.families import EVER
from hub.exchange.history import keep_timely
from hub.exchange.issuers import Issuers
from hub.exchange.load import Loaded, LoadFile, load_file
from hub.gate.activations.store import load_activations, load_document
from hub.gate.house import House, load_fingerprints, load_signing_fingerprints, make_key, need_keys, open_house
from hub.gate.journal import keep_journal, need_replayed
from hub.gate.rules import load_set
from hub.gate.setup import set_up_tenant
from hub.ledger.months.keys import make_month_keys
from hub.policy.documents import with_agreement, write_set
from hub.policy.load import load_policies
from hub.policy.policies import PolicySet
from hub.policy.resources import ResourceType, load_resource_types
from hub.terms.catalogue import Catalogue, parse_catalogue
from hub.terms.consent_forms import FOLDER as FORMS
from hub.terms.consent_forms import Form, parse_form

HOLDERS = ("jobcenter", "jugendamt", "provider", "family", "oversight")
LOADER = "loader"
CLERK = "clerk"
LOGINS = {
    **{f"hub_{holder}": holder for holder in HOLDERS},
    "hub_loader": LOADER,
    "hub_clerk": CLERK,
    "hub_sequencer": "sequencer",
    "hub_signer": "signer",
}


@dataclass(frozen=True, repr=False)
class Books:
    """What is the same in every process: the fields, the rules, and the folder that they came from."""

    home: Path
    catalogue: Catalogue
    policies: PolicySet
    resource_types: Mapping[str, ResourceType] = field(default_factory=dict)
    forms: Sequence[Form] = ()
    """The versions of the consent form."""


def load_books(home: Path) -> Books:
    """The catalogue and the rules of a checkout; what is wrong with them stops the start."""
    catalogue = read_catalogue(home)
    policies = load_policies(home / "policies", catalogue)
    return Books(home, catalogue, policies, load_resource_types(home / "policies"), read_forms(home))


def read_forms(home: Path) -> tuple[Form, ...]:
    """The versions of the consent form of a checkout, by folder. Raises FormFaulty with file and place."""
    folders = sorted(path for path in (home / "policies" / FORMS).iterdir() if path.is_dir())
    texts = {one.name: {file.name: file.read_text(encoding="utf-8") for file in one.glob("*.toml")} for one in folders}
    return tuple(parse_form(f"policies/{FORMS}/{name}", files) for name, files in texts.items())


def read_catalogue(home: Path) -> Catalogue:
    """The fields of a checkout."""
    retention = tomllib.loads((home / "schemas" / "retention.toml").read_text(encoding="utf-8"))
    return parse_catalogue((home / "schemas" / "field-catalogue.csv").read_text(encoding="utf-8"), retention)


def prepare(owner_url: str, books: Books) -> None:
    """Bring a database to the newest shape and tell it the fields and who signs in. Safe to repeat."""
    migrate(owner_url, books.home / "migrations")
    db = Database(owner_url, size=1)
    try:
        set_up_tenant(db, books.catalogue, LOGINS)
    finally:
        db.close()


def make_keys(folder: Path, holders: Sequence[str] = HOLDERS, today: date | None = None) -> Mapping[str, str]:
    """A pair for each of these that has none yet; the fingerprints of all public keys in the folder.

    With a day, those of the log for the months from then on too.

    In production each agency makes its own and keeps it; only a demo makes all of them in one place.
    """
    for holder in holders:
        make_key(folder, holder)
        if today is not None:
            make_month_keys(folder, holder, today)
    signing = {f"{holder}-signs": one for holder, one in load_signing_fingerprints(folder).items()}
    return {**load_fingerprints(folder), **signing}


def need_group_keys(folder: Path, holder: str) -> None:
    """KeyUnusable with the file that one process group lacks; nothing private is read."""
    need_keys(folder, holder)


def need_everybodys_keys(database_url: str, books: Books, folder: Path) -> None:
    """KeyUnusable with the file that the loader lacks; nothing is sent to the database."""
    open_group(Database(database_url, size=1), books, folder, LOADER)


class RulesNotActivated(RuntimeError):
    """No process starts with rules that were never proven and put in force: the message says what to do."""


def need_rules(database_url: str, books: Books) -> None:
    """RulesNotActivated, unless the rules of this checkout were in force once, and those in force now can be read."""
    db, digest = Database(database_url, size=1), books.policies.digest
    try:
        activations = load_activations(db)
        if not activations:
            raise RulesNotActivated("no rules are in force yet: run `hub policy activate`")
        known = {one.digest for one in activations}
        if digest not in known and _with_agreement(db, books, activations[-1].digest) not in known:
            where = books.home / "policies"
            raise RulesNotActivated(f"the rules in {where} were never put in force: run `hub policy activate`")
        if digest != activations[-1].digest:
            load_set(db, activations[-1].digest, books.catalogue)
    finally:
        db.close()


def _with_agreement(db: Database, books: Books, digest: str) -> str:
    """The digest of this checkout's rules together with what both agencies agreed on."""
    written = write_set(books.home / "policies", books.catalogue)
    return with_agreement(written, load_document(db, digest)).policies.digest


def open_group(db: Database, books: Books, keys: Path, holder: str, journal: Path | None = None) -> House:
    """The house of one process group, or of the loader, who holds public keys only."""
    return open_house(db, books.policies, keys, holder, journal)


def keep_up(house: House) -> None:
    """What a crash left out of this group's journal is written down now."""
    keep_journal(house)


def guard(db: Database, journal: Path) -> Database:
    """The database, which shows nothing while a journal in this folder knows of more withdrawals than it does."""
    db.need(partial(need_replayed, journal))
    return db


Now = tuple[Path, str | Issuers, datetime]
"""The keys, the issuers of the accounts, and the instant."""


def load_path(books: Books, path: Path, database_url: str, now: Now, day: date = EVER) -> Loaded:
    """Load one file as the loader; a set that was made for one day, also before that day."""
    return _load(books, (path.name, path.read_bytes()), database_url, now, day)


def load_timely(books: Books, path: Path, database_url: str, now: Now) -> Loaded:
    """Like `load_path`, without the history that lies after the instant or too long before it."""
    timely = keep_timely(path.read_bytes(), now[2], books.policies.retention.access_log)
    return _load(books, (path.name, timely), database_url, now, EVER)


def _load(books: Books, file: tuple[str, bytes], database_url: str, now: Now, day: date) -> Loaded:
    keys, issuer, at = now
    issuers = issuer if isinstance(issuer, Issuers) else Issuers(issuer)
    schema = json.loads((books.home / "schemas" / "load.schema.json").read_text(encoding="utf-8"))
    db = Database(database_url, size=2)
    try:
        house = open_group(db, books, keys, LOADER)
        need_rules(database_url, books)
        return load_file(house, LoadFile(*file, schema, issuers.first, issuers.others, day), at)
    finally:
        db.close()
