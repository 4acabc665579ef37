"""Checking a draw by an export of the log alone: was it steered, is the month whole, are these the entries drawn.

What an export does not show (closed boxes) is named as not checked, never as good.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from hub.ledger.errors import EvidenceRefused
from hub.ledger.events import Event
from hub.ledger.notes import parse_note
from hub.ledger.trust import Judgement, demand_quorum, judge
from hub.ledger.vkeys import parse_verifier
from hub.review.sample.acts import span_of
from hub.review.sample.delivery import Delivered, Leaf, open_words
from hub.review.sample.draw import NO_NUMBER
from hub.review.sample.flaws import Findings, Flaw, Limit
from hub.review.sample.reporting import SignedReport
from hub.review.sample.sheet import Sheet, hash_of, read_sheet
from hub.review.sample.signing import is_signed_by
from hub.review.sample.whole_month import check_population
from hub.terms.ids import EntryId
from hub.terms.samples import Origin

Proofs = Mapping[EntryId, Mapping[str, str]]


def verify_report(delivered: Delivered, signed: SignedReport) -> Findings:
    """A signed report and the draw that it is about. Raises SheetMalformed or ValueError where it has no form."""
    sheet, report = read_sheet(signed.sheet), orjson.loads(signed.report)
    proofs: Proofs = report["proofs"]
    found = verify_sheet(delivered, sheet, proofs)
    month, drawn = f"{sheet.month:%Y-%m}", _opened(delivered, proofs).get(EntryId(str(report["drawn_in"])), {})
    if drawn.get("key") != signed.key or drawn.get("sheet") != report["sheet"]:
        found.add(Flaw.REPORT, "key")
    if not is_signed_by(parse_verifier(signed.key), month, signed.report, signed.note):
        found.add(Flaw.REPORT, "signature")
    counted = {part: sum(told.values()) for part, told in report["parts"].items()}
    if report["sheet"] != hash_of(signed.sheet) or Counter(counted) != Counter(part for _, part in sheet.entries()):
        found.add(Flaw.REPORT, "parts")
    return found


def verify_sheet(delivered: Delivered, sheet: Sheet, proofs: Proofs) -> Findings:
    """Everything about one draw. `proofs` are segments that a report brings along, if there is one."""
    found = Findings()
    opened = {**_opened(delivered, proofs), **delivered.opened}
    drawn = _find_draw(opened, delivered, sheet)
    if drawn is None:
        found.add(Flaw.NOT_IN_THE_LOG, hash_of(sheet.write()))
    _check_once(opened, delivered, sheet, found)
    if sheet.origin is Origin.TAKEN_OVER or sheet.commitment is None:
        found.limit(Limit.TAKEN_OVER)
    else:
        _check_nonce(delivered, sheet, opened.get(sheet.commitment.entry, {}), found)
        _check_checkpoint(delivered, sheet, drawn, found)
    check_population(delivered, sheet, found)
    found.limit(Limit.WEIGHTS if sheet.are_explained else Limit.UNWEIGHTED)
    return found


def _opened(delivered: Delivered, proofs: Proofs) -> dict[EntryId, Mapping[str, Any]]:
    """What a report brings, as far as the leaves committed to it."""
    told = {}
    for entry, proof in proofs.items():
        leaf = delivered.leaves.get(entry)
        words = open_words(leaf, "access", [proof.get("salt", ""), proof.get("words", "")]) if leaf else {}
        if words:
            told[entry] = words
    return told


def _find_draw(opened: Mapping[EntryId, Mapping[str, Any]], delivered: Delivered, sheet: Sheet) -> Leaf | None:
    event = Event.SAMPLE_DRAWN if sheet.origin is Origin.DRAWN else Event.SAMPLE_IMPORTED
    named = hash_of(sheet.write())
    places = [delivered.leaves[entry] for entry, told in opened.items() if told.get("sheet") == named]
    return next((leaf for leaf in places if leaf.event == event), None)


def _check_once(
    opened: Mapping[EntryId, Mapping[str, Any]], delivered: Delivered, sheet: Sheet, found: Findings
) -> None:
    """Attempts hold neither sheet nor hash: whoever comes second is one."""
    month = f"{sheet.month:%Y-%m}"
    for name, events in (("sheet", {Event.SAMPLE_DRAWN, Event.SAMPLE_IMPORTED}), ("hash", {Event.SAMPLE_COMMITTED})):
        acts = Counter(
            delivered.leaves[entry].agency
            for entry, told in opened.items()
            if told.get("month") == month and name in told and delivered.leaves[entry].event in events
        )
        if any(count > 1 for count in acts.values()):
            found.add(Flaw.TWICE, f"{month}: {name}")


def _check_nonce(delivered: Delivered, sheet: Sheet, told: Mapping[str, Any], found: Findings) -> None:
    assert sheet.commitment is not None
    entry = sheet.commitment.entry
    if told.get("hash") != sha256(sheet.commitment.nonce).hexdigest() or told.get("month") != f"{sheet.month:%Y-%m}":
        found.add(Flaw.OTHER_NONCE, entry)
    leaf = delivered.leaves.get(entry)
    if leaf is None or leaf.event != Event.SAMPLE_COMMITTED:
        found.add(Flaw.OTHER_NONCE, entry)
        return
    is_late, is_none = leaf.at >= span_of(sheet.month)[1], sheet.commitment.nonce == NO_NUMBER
    if is_late and is_none:
        found.limit(Limit.MISSED)
    elif is_late or is_none:
        found.add(Flaw.MADE_UP, entry)


def _check_checkpoint(delivered: Delivered, sheet: Sheet, drawn: Leaf | None, found: Findings) -> None:
    """Cosigned, of this very log, made after the month and after the commitment, and the first such one known."""
    assert sheet.commitment is not None
    committed = delivered.leaves.get(sheet.commitment.entry)
    try:
        used = demand_quorum(delivered.policy, parse_note(sheet.checkpoint.encode()))
        is_ours = delivered.root_at(used.checkpoint.size) == used.checkpoint.root
    except EvidenceRefused as fault:
        found.add(Flaw.CHECKPOINT, str(fault))
        return
    if not is_ours or not _is_after(used, span_of(sheet.month)[1]):
        found.add(Flaw.CHECKPOINT, f"{used.checkpoint.size}")
    if committed is None or committed.place >= used.checkpoint.size:
        found.add(Flaw.STEERED, f"{sheet.commitment.entry}: {used.checkpoint.size}")
        return
    if drawn is not None and drawn.place < used.checkpoint.size:
        found.add(Flaw.STEERED, drawn.entry)
    for other in _judged(delivered):
        is_fitting = committed.place < other.checkpoint.size < used.checkpoint.size
        if is_fitting and _is_after(other, span_of(sheet.month)[1]):
            found.add(Flaw.STEERED, f"{other.checkpoint.size} < {used.checkpoint.size}")


def _judged(delivered: Delivered) -> Iterator[Judgement]:
    for note in delivered.notes:
        try:
            yield judge(delivered.policy, parse_note(note.encode()))
        except EvidenceRefused:  # an older key: `hub ledger verify` judges these
            continue


def _is_after(one: Judgement, end: datetime) -> bool:
    """By the clocks of all who cosigned it."""
    return bool(one.cosigned) and all(at >= end for at in one.cosigned.values())
