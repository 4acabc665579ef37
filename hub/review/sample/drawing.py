"""Committing a number for a month, and drawing that month once it is over. Both once; each attempt is written down."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from types import MappingProxyType

from hub.db.errors import ThereAlready
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.events import Event
from hub.review.sample.acts import Officer, entry_of, look_of, officer, reader_of, span_of, write_attempt
from hub.review.sample.draw import NO_NUMBER, SEED_BYTES, make_seed
from hub.review.sample.population import Population, make_population, named_refs
from hub.review.sample.sheet import Commitment, Sheet, hash_of
from hub.review.sample.signing import report_signer
from hub.review.sample.store import (
    Committed,
    Kept,
    Look,
    keep_nonce,
    keep_sample,
    load_commitments,
    load_nonce,
    load_population,
    load_samples,
    load_spoken,
)
from hub.terms.clock import legal_day, months_later
from hub.terms.principals import Seated
from hub.terms.samples import Origin, Sample, SampleAnswer, SampleBoard, month_of

MONTHS = 5
"""How many months back can be drawn: of older ones the log may hold no word any more (H6)."""


@by_rules_in_force
def show_samples(house: House, seated: Seated, at: datetime) -> SampleBoard:
    """The samples of an officer's bodies and what can be drawn; nothing for others. It shows no line of the log,
    and is an entry all the same.
    """
    who = officer(house, seated, at)
    if not who.may:
        return SampleBoard()
    look = look_of(house, who, {"what": "samples"})
    samples = load_samples(house.db, look)
    drawn = {sample.month for sample in samples}
    in_time = {one.month for one in load_commitments(house.db, look) if one.at < span_of(one.month)[1]}
    return SampleBoard(
        controllers=who.controllers,
        samples=samples,
        drawable=tuple(month for month in drawable(at) if month not in drawn),
        committed=tuple(sorted(in_time)),
        current=month_of(legal_day(at)),
    )


@by_rules_in_force
def commit(house: House, seated: Seated, month: date, at: datetime) -> SampleAnswer:
    """Write the hash of a fresh random number down for a month, before anybody can know what it will meet."""
    who = officer(house, seated, at)
    told = {"month": f"{month:%Y-%m}"}
    if not who.may:
        write_attempt(house, who, Event.SAMPLE_COMMITTED, told)
        return SampleAnswer.REFUSED
    if month in drawable(at):
        return SampleAnswer.MISSED
    if month != month_of(legal_day(at)):
        return SampleAnswer.NOT_OVER
    return _commit(house, who, month, secrets.token_bytes(SEED_BYTES))


def _commit(house: House, who: Officer, month: date, nonce: bytes) -> SampleAnswer:
    told = commitment_of(house, month, nonce)
    try:
        with house.db.begin() as tx:
            ticket = append(tx, house.writer, entry_of(house, who, Event.SAMPLE_COMMITTED, told))
            keep_nonce(tx, (ticket.entry, who.key), month, nonce)
    except ThereAlready:
        return SampleAnswer.COMMITTED_BEFORE
    return SampleAnswer.DONE


@by_rules_in_force
def draw_month(house: House, seated: Seated, month: date, at: datetime) -> SampleAnswer:
    """Draw a month for all bodies of this officer, once. Where no number was committed in time none is made up: what
    stands for it is written down as missed, and the report says so.

    WAITING as long as no published checkpoint after the month covers the committed number.
    """
    who = officer(house, seated, at)
    told = {"month": f"{month:%Y-%m}"}
    if not who.may:
        write_attempt(house, who, Event.SAMPLE_DRAWN, told)
        return SampleAnswer.REFUSED
    look = look_of(house, who, told | {"what": "samples"})
    if any(sample.month == month for sample in load_samples(house.db, look)):
        write_attempt(house, who, Event.SAMPLE_DRAWN, told | {"why": SampleAnswer.DRAWN_BEFORE})
        return SampleAnswer.DRAWN_BEFORE
    if month not in drawable(at):
        return SampleAnswer.NOT_OVER
    committed = _committed(house, who, look, month)
    opened = load_nonce(house.db, look, committed.entry)
    return SampleAnswer.WAITING if opened is None else _draw(house, who, committed, opened)


def _committed(house: House, who: Officer, look: Look, month: date) -> Committed:
    """The number of a month that is over; where none was committed in time, what stands for it from now on."""
    found = [one for one in load_commitments(house.db, look) if one.month == month]
    if not found:
        _commit(house, who, month, NO_NUMBER)
        found = [one for one in load_commitments(house.db, look) if one.month == month]
    return found[0]


def _draw(house: House, who: Officer, committed: Committed, opened: tuple[bytes, str]) -> SampleAnswer:
    nonce, note = opened
    population = read_population(house, who, committed.month)
    seed = make_seed(note.rpartition("\n\n")[0] + "\n", nonce)
    sheet = Sheet(
        month=committed.month,
        controllers=who.controllers,
        origin=Origin.DRAWN,
        lots=population.lots(seed, weighted=True),
        also=population.also,
        are_explained=population.explained is not None,
        checkpoint=note,
        commitment=Commitment(committed.entry, nonce),
    )
    return keep_drawn(house, who, Event.SAMPLE_DRAWN, sheet, Kept(sheet.month, who.at, sheet.entries()))


def read_population(house: House, who: Officer, month: date) -> Population:
    """What a month is drawn from; reading it is an entry of its own, committed before."""
    look = look_of(house, who, {"month": f"{month:%Y-%m}", "what": "population"})
    met = load_population(house.db, reader_of(house), look, span_of(month))
    return make_population(met, *load_spoken(house.db, look, named_refs(met)))


def keep_drawn(house: House, who: Officer, event: Event, sheet: Sheet, kept: Kept) -> SampleAnswer:
    """Keep a draw in one transaction with its entry. Whoever comes second is refused by the database, and told."""
    text = sheet.write()
    told = {"month": f"{sheet.month:%Y-%m}", "sheet": hash_of(text), "key": _key(house)}
    if sheet.commitment is not None:
        told["commitment"] = sheet.commitment.entry
    try:
        with house.db.begin() as tx:
            ticket = append(tx, house.writer, entry_of(house, who, event, told))
            keep_sample(tx, (ticket.entry, who.key), kept, text)
    except ThereAlready:
        write_attempt(house, who, event, {"month": told["month"], "why": SampleAnswer.DRAWN_BEFORE})
        return SampleAnswer.DRAWN_BEFORE
    return SampleAnswer.DONE


def drawable(at: datetime) -> tuple[date, ...]:
    """The months that are over and of which the log still holds every word, the newest first."""
    current = month_of(legal_day(at))
    return tuple(months_later(current, -back) for back in range(1, MONTHS + 1))


def find_sample(
    house: House, who: Officer, month: date, told: Mapping[str, object] = MappingProxyType({})
) -> tuple[Sample, Look] | None:
    """The sample of a month, if it is that of exactly this officer's bodies, and the reading that it was found by.

    For an officer that reading is an entry, with what else it is `told` to be about; for others nothing is read.
    """
    if not who.may:
        return None
    look = look_of(house, who, {"month": f"{month:%Y-%m}", **told})
    for sample in load_samples(house.db, look):
        if sample.month == month and sample.controllers == who.controllers:
            return sample, look
    return None


def commitment_of(house: House, month: date, nonce: bytes) -> dict[str, object]:
    """What the entry of a committed number says: its hash, and by which key the report will be signed."""
    missed = {"missed": "yes"} if nonce == NO_NUMBER else {}
    return {"month": f"{month:%Y-%m}", "hash": sha256(nonce).hexdigest(), "key": _key(house), **missed}


def _key(house: House) -> str:
    """The public key by which this house's reports are signed."""
    return report_signer(reader_of(house).private).verifier.write()
