"""`hub sequencer`, `hub signer`, `hub witness`: the processes behind the log."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from hub.db.database import Database
from hub.ledger.asking import fetch
from hub.ledger.beginning import alone, begin_signer, begin_witness
from hub.ledger.keyfiles import load_trust
from hub.ledger.recovering import find_last
from hub.ledger.rotating import begin_next, retire
from hub.ledger.signer_state import make_signer_state
from hub.ledger.vkeys import Kind, Signer
from hub.main.evidence import run_sequencer, run_signer, run_witness
from hub.settings.demo import with_demo_evidence
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url
from hub.terms.lists import Agency

WITNESSES = click.Choice([Agency.JOBCENTER.value, Agency.JUGENDAMT.value])


def _rotating(command: Callable[..., None]) -> Callable[..., None]:
    """The two steps by which a key is replaced, a month apart."""
    retire_told = "Destroy the old key, which the trust policy names no more; the next one signs alone. And end."
    rotate_told = "Make the next key; it signs too as soon as the trust policy names it. And end."
    command = click.option("--retire", is_flag=True, help=retire_told)(command)
    return click.option("--rotate", is_flag=True, help=rotate_told)(command)


@click.command()
def sequencer() -> None:
    """Give each entry of the log its place in the tree. Any number may run: one works, the others stand by."""
    run_sequencer(_settings(None))


@click.command()
@click.option("--begin", metavar="ORIGIN", help="Make key and memory for a new log of this name, and end.")
@click.option("--recover", is_flag=True, help="Make the lost memory anew from what the witnesses know, and end.")
@_rotating
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
    if ways["rotate"] or ways["retire"]:
        key = _rotate(settings, settings.evidence.signer, Kind.ED25519, ways)
        click.echo(f"log {key.verifier.write()} http://{settings.evidence.signer_bind}")
        return
    run_signer(settings)


def _rotate(settings: Settings, folder: Path, kind: Kind, ways: Mapping[str, bool]) -> Signer:
    if ways["rotate"]:
        return begin_next(folder, kind)
    trust = load_trust(settings.evidence.need_policy())
    with alone(folder):
        return retire(folder, kind, trust)


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
@click.option("--ml-dsa", is_flag=True, help="With --rotate, --retire: the key of ML-DSA-44, not Ed25519.")
@_rotating
def witness(agency: str, begin: str | None, **ways: bool) -> None:
    """Copy the log and cosign its checkpoints, for one agency, on a machine of that agency."""
    settings = _settings(agency)
    evidence = settings.evidence
    if ways["rotate"] or ways["retire"]:
        key = _rotate(settings, evidence.witness, Kind.MLDSA44 if ways["ml_dsa"] else Kind.COSIGNATURE, ways)
        click.echo(
            f"witness {agency}-{key.verifier.key_hash.hex()} {key.verifier.write()} http://{evidence.witness_bind}"
        )
        return
    if ways["ml_dsa"]:
        raise click.UsageError("--ml-dsa goes with --rotate or --retire")
    if begin is None:
        run_witness(settings)
        return
    kinds = [Kind.COSIGNATURE, *([Kind.MLDSA44] if evidence.quantum else [])]
    keys = begin_witness(evidence.witness, begin, kinds)
    for name, key in zip((agency, f"{agency}-ml-dsa"), keys, strict=False):
        click.echo(f"witness {name} {key.verifier.write()} http://{evidence.witness_bind}")


def _settings(witness: str | None) -> Settings:
    return with_demo_evidence(read_settings(os.environ), witness)
