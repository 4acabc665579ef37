"""The signed report of a sample: numbers without names, what could not be reviewed, and what proves the draw.

No line counts what one person or one function did (H8).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_UP, Decimal

import orjson

from hub.db.errors import ThereAlready
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.events import Event
from hub.ledger.leaf import canonical
from hub.review.sample.acts import Officer, entry_of, officer, reader_of, span_of, write_attempt
from hub.review.sample.draw import NO_NUMBER
from hub.review.sample.drawing import find_sample
from hub.review.sample.sheet import Sheet, hash_of, read_sheet
from hub.review.sample.signing import report_signer, sign_report
from hub.review.sample.store import Look, Proof, keep_report, load_commitments, load_papers, read_proofs
from hub.terms.ids import EntryId
from hub.terms.principals import Seated
from hub.terms.samples import Judgement, Part, Sample, SampleAnswer

FORMAT = 1
RULE_OF_THREE = 3


@dataclass(frozen=True)
class SignedReport:
    """What leaves the house: the report's text, the sheet's text, the signed note over the report, and its key."""

    report: str
    sheet: str
    note: str
    key: str

    def write(self) -> str:
        """As a file."""
        parts = {"report": self.report, "sheet": self.sheet, "note": self.note, "key": self.key}
        return orjson.dumps(parts, option=orjson.OPT_INDENT_2).decode()


def parse_report(text: str) -> SignedReport:
    """As `write` writes it. Raises ValueError."""
    try:
        told = orjson.loads(text)
        return SignedReport(*(str(told[name]) for name in ("report", "sheet", "note", "key")))
    except (KeyError, TypeError) as fault:
        raise ValueError("not in the form of a report") from fault


@by_rules_in_force
def sign(house: House, seated: Seated, month: date, at: datetime) -> SampleAnswer:
    """Sign the report of a sample of which everything is judged; after that nothing of it changes."""
    who = officer(house, seated, at)
    told: dict[str, object] = {"month": f"{month:%Y-%m}"}
    found = find_sample(house, who, month, {"what": "proofs"})
    if found is None or found[0].is_signed:
        write_attempt(house, who, Event.SAMPLE_REPORTED, told)
        return SampleAnswer.SIGNED if found else SampleAnswer.REFUSED
    sample, look = found
    if sample.open:
        return SampleAnswer.NOT_FINISHED
    document = _make(house, who, look, sample)
    told |= {"sample": sample.id, "report": hash_of(document.report), "key": document.key}
    try:
        with house.db.begin() as tx:
            ticket = append(tx, house.writer, entry_of(house, who, Event.SAMPLE_REPORTED, told))
            keep_report(tx, (ticket.entry, who.key), sample.id, document.write())
    except ThereAlready:
        write_attempt(house, who, Event.SAMPLE_REPORTED, told)
        return SampleAnswer.SIGNED
    return SampleAnswer.DONE


@by_rules_in_force
def take_report(house: House, seated: Seated, month: date, at: datetime) -> SignedReport | None:
    """The signed report of a month; None where there is none for this officer. It shows no line of the log."""
    who = officer(house, seated, at)
    found = find_sample(house, who, month, {"what": "report"})
    text = load_papers(house.db, found[1], found[0].id)[1] if found else None
    return parse_report(text) if text else None


def _make(house: House, who: Officer, look: Look, sample: Sample) -> SignedReport:
    sheet_text, _ = load_papers(house.db, look, sample.id)
    sheet = read_sheet(sheet_text)
    wanted = [sample.id, *([sheet.commitment.entry] if sheet.commitment else [])]
    proofs = list(read_proofs(house.db, reader_of(house), look, sample.id, wanted))
    report = canonical(
        {
            **_facts(sample, sheet),
            "sheet": hash_of(sheet_text),
            "committed": _committed(house, look, sheet),
            "signed_at": who.at.isoformat(timespec="seconds"),
            "proofs": {one.entry: _proof(one) for one in proofs},
        }
    ).decode()
    named = next((orjson.loads(one.words).get("key") for one in proofs if one.entry == sample.id), None)
    signer = report_signer(reader_of(house).private, named)
    return SignedReport(
        report, sheet_text, sign_report(signer, f"{sample.month:%Y-%m}", report), signer.verifier.write()
    )


def _facts(sample: Sample, sheet: Sheet) -> dict[str, object]:
    return {
        "format": FORMAT,
        "month": f"{sample.month:%Y-%m}",
        "controllers": list(sample.controllers),
        "origin": sample.origin,
        "drawn_at": sample.drawn_at.isoformat(timespec="seconds"),
        "drawn_in": sample.id,
        "population": len(sheet.lots),
        "weighted": "yes" if sheet.are_explained else "no",
        "parts": {part.value: dict(count_judgements(sample, part)) for part in Part},
        "claimed": sum(one.claimed for one in sample.entries),
        "bound": upper_bound(count_judgements(sample, Part.DRAWN)),
    }


def count_judgements(sample: Sample, part: Part) -> Mapping[str, int]:
    """How many entries of a part were judged how."""
    found = [one.judgement for one in sample.of(part)]
    return {judgement.value: found.count(judgement) for judgement in Judgement}


def upper_bound(drawn: Mapping[str, int]) -> str:
    """Rule of three: with none conspicuous among n, their share lies below 3/n with 95 % certainty. In per cent.

    Rounded up; empty where one is conspicuous or still a question, where nothing was reviewable, or where 3/n says
    nothing.
    """
    reviewed = drawn[Judgement.PLAUSIBLE]
    if drawn[Judgement.QUESTION] or drawn[Judgement.CONSPICUOUS] or reviewed <= RULE_OF_THREE:
        return ""
    return str((Decimal(100 * RULE_OF_THREE) / reviewed).quantize(Decimal("0.1"), ROUND_UP))


def _committed(house: House, look: Look, sheet: Sheet) -> str:
    """Whether the number was there before the month was over: `before`, `missed`, or `none` for what was taken over.
    `after` for those that the hub let be made up in its first weeks.
    """
    if sheet.commitment is None:
        return "none"
    entry, end = sheet.commitment.entry, span_of(sheet.month)[1]
    times = [one.at for one in load_commitments(house.db, look) if one.entry == entry]
    if times and times[0] < end:
        return "before"
    return "missed" if sheet.commitment.nonce == NO_NUMBER else "after"


def _proof(one: Proof) -> Mapping[str, str]:
    return {"salt": one.salt.hex(), "words": one.words}


def entries_of(report: Mapping[str, Mapping[str, str]]) -> Mapping[EntryId, Mapping[str, str]]:
    """The opened segments in a report, by entry."""
    return {EntryId(entry): proof for entry, proof in report.items()}
