"""`hub consent replay`: after a restore, before anything is shown."""

import os

import click

from hub.exchange.evidence import need_own_log
from hub.exchange.houses import load_books
from hub.exchange.replaying import replay_journals
from hub.settings.demo import with_demo
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url


@click.command()
def replay() -> None:
    """Put withdrawals and erasures of the journal (`HUB_JOURNAL`) back into a restored database. Safe to repeat.

    Until this was done, a serving process whose journal knows of more than its database shows nothing.
    """
    click.echo(put_back(with_demo(read_settings(os.environ), None)))


def put_back(settings: Settings) -> str:
    """The same, in one line. What the log lost must be put back first, since this writes entries: refused before."""
    url = role_url(settings, "hub_loader")
    need_own_log(url, settings.evidence.policy)
    done = replay_journals(load_books(settings.home), settings.keys, url, settings.journal, settings.clock())
    told = f"put back: {done.put_back}, there already: {done.known}, of unknown consents: {done.unknown}"
    return f"{told}; records erased again: {done.erased}" if done.erased else told
