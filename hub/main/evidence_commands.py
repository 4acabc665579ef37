"""`hub sequencer`, `hub signer`, `hub witness`: the processes behind the log."""

import os
from datetime import UTC, datetime

import click

from hub.db.database import Database
from hub.ledger.asking import fetch
from hub.ledger.beginning import begin_signer, begin_witness
from hub.ledger.keyfiles import load_trust
from hub.ledger.recovering import find_last
from hub.ledger.signer_state import make_signer_state
from hub.ledger.vkeys import Kind
from hub.main.evidence import run_sequencer, run_signer, run_witness
from hub.settings.demo import with_demo_evidence
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url
from hub.terms.lists import Agency

WITNESSES = click.Choice([Agency.JOBCENTER.value, Agency.JUGENDAMT.value])


@click.command()
def sequencer() -> None:
    """Give each entry of the log its place in the tree. Any number may run: one works, the others stand by."""
    run_sequencer(_settings(None))


@click.command()
@click.option("--begin", metavar="ORIGIN", help="Make key and memory for a new log of this name, and end.")
@click.option("--recover", is_flag=True, help="Make the lost memory anew from what the witnesses know, and end.")
def signer(begin: str | None, **ways: bool) -> None:
    """Sign checkpoints of the log, have both witnesses cosign them, and serve the log to the witnesses."""
    settings = _settings(None)
    if begin:
        key = begin_signer(settings.evidence.signer, begin)
        click.echo(f"log {key.verifier.write()} http://{settings.evidence.signer_bind}")
        return
    if ways["recover"]:
        _recover(settings)
        return
    run_signer(settings)


def _recover(settings: Settings) -> None:
    trust = load_trust(settings.evidence.need_policy())
    db = Database(role_url(settings, "hub_signer"), size=1)
    try:
        last = find_last(db, trust, fetch, datetime.now(UTC))
    finally:
        db.close()
    make_signer_state(settings.evidence.signer, last)
    click.echo(f"the signer goes on after {last.head.size} entries; say so in both agencies' files")


@click.command()
@click.option("--agency", required=True, type=WITNESSES, help="In whose hands it is.")
@click.option("--begin", metavar="NAME", help="Make keys and memory for a witness of this name, and end.")
def witness(agency: str, begin: str | None) -> None:
    """Copy the log and cosign its checkpoints, for one agency, on a machine of that agency."""
    settings = _settings(agency)
    if begin is None:
        run_witness(settings)
        return
    evidence = settings.evidence
    kinds = [Kind.COSIGNATURE, *([Kind.MLDSA44] if evidence.quantum else [])]
    keys = begin_witness(evidence.witness, begin, kinds)
    for name, key in zip((agency, f"{agency}-ml-dsa"), keys, strict=False):
        click.echo(f"witness {name} {key.verifier.write()} http://{evidence.witness_bind}")


def _settings(witness: str | None) -> Settings:
    return with_demo_evidence(read_settings(os.environ), witness)
