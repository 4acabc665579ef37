"""`hub serve` and `hub demo`: the commands that serve pages."""

import os
from datetime import date, datetime
from typing import Any

import click

from hub.conference.ending import end_what_is_over
from hub.exchange.clerk import run_pass
from hub.exchange.evidence import need_own_log
from hub.exchange.houses import load_books
from hub.main.demo import DemoRefused, mint_for, mint_for_system, reset_demo, run_demo
from hub.main.noticing import read_days, run_clerk
from hub.main.reviewing import run_reviewer
from hub.main.serving import serve_group
from hub.review.cases.reminding.passing import remind
from hub.settings.believed import audience_of
from hub.settings.demo import PORTS, with_demo, with_demo_evidence
from hub.settings.operator import read_settings
from hub.settings.place import role_url
from hub.terms.handing import KeyAct
from hub.terms.lists import Role
from hub.web.desk import Group

STICHTAG = date(2026, 11, 16)
FIRST_PORT = click.IntRange(1024, 65535 - PORTS)
"""The first port of a demo: below 1024 is the system's, and each process has one more above it."""


@click.command()
@click.option("--agency", required=True, type=click.Choice([group.value for group in Group]))
def serve(agency: str) -> None:
    """Serve the pages and the API of one process group."""
    settings = with_demo(read_settings(os.environ), Group(agency))
    serve_group(settings, load_books(settings.home), Group(agency))


@click.command()
@click.option("--once", is_flag=True, help="One pass over all families, and end.")
def clerk(**ways: bool) -> None:
    """Notice what time brings: birthdays, consents that run out, confirmations that lack, the end of FAM.

    Reminds, and destroys what the law lets the log keep no longer; changes nothing of any record. Safe to repeat.
    """
    settings = with_demo(read_settings(os.environ), None)
    books, url = load_books(settings.home), role_url(settings, "hub_clerk")
    place = (settings.keys, settings.journal)
    if not ways["once"]:
        run_clerk(settings, books)
    need_own_log(url, settings.evidence.policy)
    days, new, ended = read_days(settings.home), list[int](), list[int]()

    def beside(house: Any, at: datetime) -> None:
        new.append(remind(house, days, at))
        ended.append(end_what_is_over(house, at))

    done, erased = run_pass(books, url, place, settings.clock(), beside)
    click.echo(f"families: {done.families}, new reminders: {done.opened}, no longer needed: {done.closed}")
    click.echo(f"log entries erased: {erased.in_log}, registers of closed cases: {erased.registers}")
    click.echo(f"rooms of conferences ended: {sum(ended)}")
    click.echo(f"reminders of the review: {sum(new)}, cases of the review erased: {erased.cases}")
    click.echo(f"conferences whose sheet or room was erased: {erased.conferences}")
    click.echo(f"families whose proof of consent was erased: {erased.proofs}")


@click.command()
@click.option("--once", is_flag=True, help="One turn over everything that the log holds, and end.")
def reviewer(**ways: bool) -> None:
    """Evaluate the log by the rules of the review: everything each night, what is about security each hour.

    Keeps what was found for the data protection officers, and opens nobody's name. Safe to repeat.
    """
    settings = with_demo_evidence(with_demo(read_settings(os.environ), Group.OVERSIGHT), None)
    run_reviewer(settings, load_books(settings.home), once=ways["once"])


@click.group()
def demo() -> None:
    """The demo Kreis: invented people, on this machine alone."""


@demo.command()
@click.option("--stichtag", type=click.DateTime(["%Y-%m-%d"]), help="The day that decisions see (2026-11-16).")
@click.option("--port", type=FIRST_PORT, default=8000, show_default=True, help="The first of nine ports on loopback.")
def run(stichtag: datetime | None, port: int) -> None:
    """Start everything, until Ctrl+C."""
    try:
        run_demo(read_settings(os.environ), stichtag.date() if stichtag else STICHTAG, port)
    except DemoRefused as refused:
        raise click.ClickException(str(refused)) from refused


@demo.command()
def reset() -> None:
    """Remove the demo with everything that was entered there."""
    try:
        reset_demo(read_settings(os.environ))
    except DemoRefused as refused:
        raise click.ClickException(str(refused)) from refused


@demo.command()
@click.argument("group", type=click.Choice(["jobcenter", "jugendamt", "provider"]))
def system(group: str) -> None:
    """Print a token for the specialist system that asks a group by AuthZEN, good for an hour."""
    try:
        click.echo(mint_for_system(read_settings(os.environ).state, Group(group)))
    except DemoRefused as refused:
        raise click.ClickException(str(refused)) from refused


_ROLES = click.Choice([role.value for role in Role])


@demo.command()
@click.argument("account")
@click.option("--agency", help="For whom to act, where the account has posts in several agencies.")
@click.option("--role", type=_ROLES, help="In which function, where it has several posts at one.")
@click.option("--act", type=click.Choice([one.value for one in KeyAct]), help="For one act of `hub keys`, not the API.")
@click.option("--nonce", help="With --act: what the command of that act names.")
def token(account: str, agency: str | None, role: str | None, act: str | None, nonce: str | None) -> None:
    """Print a token for the API, good for an hour."""
    wanted = {"agency": agency, "role": role, "aud": audience_of(KeyAct(act)) if act else None}
    wanted["nonce"] = nonce
    try:
        click.echo(mint_for(read_settings(os.environ).state, account, wanted))
    except DemoRefused as refused:
        raise click.ClickException(str(refused)) from refused
