"""Commands that change what everybody goes by ask first whether both agencies' witnesses would vouch for it."""

import sys

import click

from hub.exchange.evidence import need_vouched
from hub.ledger.errors import LedgerUnavailable
from hub.settings.operator import Settings
from hub.settings.place import role_url

UNVOUCHED = 3
"""The status of a command that was stopped for that; nothing changed."""


def stop_unless_vouched(settings: Settings) -> None:
    """Say why and end, unless a quorum of the trust policy answers and knows this log."""
    try:
        need_vouched(role_url(settings, "hub_loader"), settings.evidence.policy, settings.evidence.grace)
    except LedgerUnavailable as why:
        click.echo(f"hub: nicht ausgeführt, nichts ist geändert: {why}", err=True)
        click.echo(
            "hub: Erst müssen die Zeugen beider Stellen antworten (docs/ledger-processes.md). Widerrufe gehen weiter.",
            err=True,
        )
        sys.exit(UNVOUCHED)
