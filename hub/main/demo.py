"""`hub demo run`: everything on this machine, under one supervisor that imports once and forks."""

import fcntl
import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import click
import requests

from hub.exchange.confidences import CONFIDING
from hub.exchange.houses import Books, load_books, load_path, load_timely, make_keys, prepare
from hub.exchange.key_service import serve_keys
from hub.main.demo_evidence import evidence_children, forget_evidence, make_evidence
from hub.main.demo_people import demo_accounts
from hub.main.demo_questions import ask_as_told
from hub.main.demo_rules import Story, first_at, load_story, play, with_papers
from hub.main.demo_samples import take_over_samples
from hub.main.noticing import run_clerk
from hub.main.reviewing import run_reviewer
from hub.main.serving import Served, serve_group
from hub.main.supervisor import supervise, undisturbed, until_stopped
from hub.policy.documents import write_set
from hub.rulebook.activating import put_in_force
from hub.rulebook.proving import prover
from hub.settings.believed import believed
from hub.settings.demo import (
    GROUPS,
    HOST,
    PORTS,
    DemoState,
    demo_settings,
    demo_system,
    group_settings,
    load_state,
    renew_state,
)
from hub.settings.operator import Settings
from hub.settings.place import DATABASE, embedded, owner_url, role_url
from hub.terms.clock import legal_day
from hub.web.demo_provider import Client, create_provider, mint_token
from hub.web.demo_system import mint_system_token
from hub.web.desk import Group

TOKEN_LIFE = timedelta(hours=1)
PATIENCE = 30.0
SET_OF = date(2026, 11, 16)
"""The day that the demo Kreis was made for; it can be shown on any."""


class DemoRefused(RuntimeError):
    """The demo cannot run: the message says why and what helps."""


def run_demo(settings: Settings, stichtag: date, port: int) -> None:
    """Start the database, load the demo Kreis once, serve every group; a signal stops all of it, at any moment."""
    settings.state.mkdir(parents=True, exist_ok=True, mode=0o711)
    with _alone(settings.state), until_stopped():
        _check_ports(port)
        state = renew_state(settings.state, stichtag, port)
        settings = demo_settings(settings, state)
        books = load_books(settings.home)
        try:
            books = _fill(settings, books, state)
            supervise(_children(settings, books, state), partial(_announce, state))
        finally:
            with undisturbed():
                _stop_database(settings)
        raise DemoRefused("a part of the demo ended by itself")


def mint_for(folder: Path, account: str, post: Mapping[str, str | None]) -> str:
    """A token of the demo in this folder; `post` may name the `agency` and `role`, or another `aud` and a `nonce`."""
    state = load_state(folder)
    if state is None:
        raise DemoRefused("there is no demo yet: run `make demo` first")
    claims = {"sub": account, **{name: word for name, word in post.items() if word}}
    return mint_token(state.key(), state.issuer, claims, datetime.now(UTC), TOKEN_LIFE)


def mint_for_system(folder: Path, group: Group) -> str:
    """A token of the system that the demo admits to a group."""
    state = load_state(folder)
    if state is None:
        raise DemoRefused("there is no demo yet: run `make demo` first")
    return mint_system_token(state.key(), state.issuer, demo_system(group), datetime.now(UTC), TOKEN_LIFE)


def reset_demo(settings: Settings) -> None:
    """Remove the demo of this folder with everything that was entered there. A folder without one stays as it is."""
    if load_state(settings.state) is None:
        raise DemoRefused(f"there is no demo in {settings.state}: nothing was removed")
    with _alone(settings.state):
        server = embedded(settings)
        server.stop()
        for folder in (server.folder, settings.state):
            shutil.rmtree(folder, ignore_errors=True)


def _fill(settings: Settings, books: Books, state: DemoState) -> Books:
    """Tables, keys and the demo Kreis, as far as they are not there yet. The books by the rules in force then."""
    _forget_what_no_key_opens(settings)
    prepare(owner_url(settings), books)
    make_evidence(settings, state)
    make_keys(settings.keys, today=legal_day(settings.clock()))
    story = load_story(settings.home)
    _put_rules_in_force(settings, books, story)
    path = with_papers(settings.home / "demo" / "kreis.json", story, settings.state)
    now = (settings.keys, settings.issuer, settings.clock())
    load_path(books, path, role_url(settings, "hub_loader"), now, SET_OF)
    load_path(books, settings.home / "demo" / "conferences.json", role_url(settings, "hub_loader"), now, SET_OF)
    history = settings.home / "demo" / "history.json"
    if history.exists():
        load_timely(books, history, role_url(settings, "hub_loader"), now)
        take_over_samples(settings, books)
    books = play(settings, books, story)
    if history.exists():
        ask_as_told(settings, books)
    return books


def _put_rules_in_force(settings: Settings, books: Books, story: Story) -> None:
    """Those of the checkout, as an operator would: proven first, unless they are in force already.

    A demo that an older checkout began gives up what this one does not promise any more, and says so in its log.
    """
    why = "Die Vorführung folgt diesem Stand."
    written = write_set(settings.home / "policies", books.catalogue)
    place, sponsor = (role_url(settings, "hub_loader"), settings.keys), first_at(settings, story, why)
    outcome = put_in_force(place, written, sponsor, prover(settings.home))
    if outcome.ending and outcome.findings:
        followed = replace(sponsor, gives_up=dict.fromkeys(outcome.ending, why))
        outcome = put_in_force(place, written, followed, prover(settings.home))
    if outcome.findings:
        raise DemoRefused("\n".join(("these rules cannot be put in force:", *outcome.findings)))


def _stop_database(settings: Settings) -> None:
    if settings.database_url is None:
        embedded(settings).stop()


def _forget_what_no_key_opens(settings: Settings) -> None:
    """A demo database whose keys were deleted opens for nobody: it is made anew, and that is said."""
    server = embedded(settings)
    if settings.database_url is not None or (settings.keys / "jobcenter.key").exists():
        return
    server.ensure()
    if server.has_database(DATABASE):
        click.echo("Die Schlüssel dieser Demo fehlen: ihre Datenbank wird neu angelegt.")
        server.drop_database(DATABASE)
        shutil.rmtree(settings.journal, ignore_errors=True)  # it is about consents that are gone
        forget_evidence(settings.state)


def _children(settings: Settings, books: Books, state: DemoState) -> list[Callable[[], None]]:
    provider = partial(_serve_provider, settings, state)
    groups = [partial(serve_group, group_settings(settings, state, group), books, group) for group in GROUPS]
    behind = [partial(run_clerk, settings, books), partial(run_reviewer, settings, books)]
    keys = [partial(_serve_keys, group_settings(settings, state, Group(one)), books, one) for one in CONFIDING]
    return [*evidence_children(settings, state), provider, *keys, *groups, *behind]


def _serve_keys(settings: Settings, books: Books, holder: str) -> None:
    """Where an agency's workers have what was confided to them, in a process of its own."""
    place = role_url(settings, f"hub_{holder}"), settings.keys
    serve_keys(books, place, (holder, os.geteuid()), settings.clock, believed(settings))


def _serve_provider(settings: Settings, state: DemoState) -> None:
    accounts = demo_accounts(settings.home)
    clients = [
        Client(
            id=f"hub-{group}",
            secret=state.client_secrets[group],
            redirect_uri=f"{state.address(group)}/anmelden/zurueck",
            group=group,
            address=state.address(group),
        )
        for group in GROUPS
    ]
    Served(lambda: create_provider(accounts, state.key(), state.issuer, clients), f"{HOST}:{state.port}", 1).run()


def _announce(state: DemoState) -> None:
    addresses = [state.issuer, *(state.address(group) for group in GROUPS)]
    deadline = time.monotonic() + PATIENCE
    for address in addresses:
        while not _answers(address) and time.monotonic() < deadline:
            time.sleep(0.05)
    click.echo(f"\nDemo-Kreis Musterau – erfundene Daten, Stichtag {state.stichtag}\n")
    click.echo(f"  Wer ist wer?   {state.issuer}")
    for group, who in SIGN_INS.items():
        click.echo(f"  {who:44} {state.address(group)}")
    click.echo('\n  API:  curl -H "Authorization: Bearer $(.venv/bin/hub demo token U01)" \\')
    click.echo(f'        "{state.address(Group.JOBCENTER)}/api/v1/families/FAM-2025-003?purpose=fam_joint_support"')
    click.echo("\nBeenden mit Strg+C.")


SIGN_INS = {
    Group.JOBCENTER: "Pro Arbeit (Jobcoach U01, Fremde U04)",
    Group.JUGENDAMT: "Jugendamt, ASD (Fachkraft U07)",
    Group.PROVIDER: "Träger (OFT U12)",
    Group.FAMILY: "Familien (Konten der Familien)",
    Group.OVERSIGHT: "Datenschutz (Datenschutzbeauftragte U16)",
}


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/health" if address else address, timeout=2).status_code < 500
    except requests.RequestException:
        return False


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One demo a folder: who comes second is told so."""
    with open(folder / "demo.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise DemoRefused("the demo of this folder is running already; stop it there first") from busy
        yield


def _check_ports(port: int) -> None:
    for number in range(port, port + PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, number))
            except OSError as busy:
                raise DemoRefused(f"port {number} is in use; choose others with `hub demo run --port …`") from busy
