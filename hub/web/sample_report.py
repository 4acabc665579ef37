"""The report of a sample as a document: numbers and sentences, no name (PDF/UA-1, PDF/A-2a)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hub.terms.clock import legal_day
from hub.terms.samples import Judgement, Part, ReportFile
from hub.web.documents import make_pdf
from hub.web.texts import Texts

TEMPLATE = Path(__file__).with_name("sample.typ")


def write_report(found: ReportFile, month: date, texts: Texts) -> bytes:
    """The document of a signed report. What proves it is the file beside it; its hash stands in both."""
    told, say = found.told, texts.say
    signed_at = datetime.fromisoformat(str(told["signed_at"]))
    day = legal_day(signed_at)
    data = {
        "title": say("sample-report-title", month=f"{say(f'month-name-{month.month}')} {month.year}"),
        "date": [day.year, day.month, day.day],
        "made": say("sample-report-made", moment=texts.moment(signed_at), bodies=_bodies(told, texts)),
        "page": say("talk-copy-page"),
        "head": [say("sample-report-part"), *(say(f"sample-judgement-{one}") for one in Judgement)],
        "rows": [[say(f"sample-part-{part}"), *_counts(told, part)] for part in Part],
        "sentences": list(_sentences(told, texts)),
        "proof_title": say("sample-report-proof"),
        "proof": list(_proofs(told, texts)),
        "end": say("sample-report-end"),
    }
    return make_pdf(TEMPLATE, data, signed_at)


def _bodies(told: Mapping[str, Any], texts: Texts) -> str:
    return texts.names(tuple(texts.say(f"agency-{one}") for one in told["controllers"]))


def _counts(told: Mapping[str, Any], part: Part) -> list[str]:
    return [str(told["parts"][part.value][judgement.value]) for judgement in Judgement]


def _sentences(told: Mapping[str, Any], texts: Texts) -> Iterator[str]:
    """What was drawn from what, how sure one can be, and what the draw does not prove."""
    drawn = told["parts"][Part.DRAWN.value]
    size = sum(drawn.values())
    yield texts.say("sample-report-drawn", population=told["population"], size=size)
    yield texts.say("sample-report-weighted" if told["weighted"] == "yes" else "sample-report-unweighted")
    if told["bound"]:
        reviewed = drawn[Judgement.PLAUSIBLE.value]
        yield texts.say("sample-report-bound", count=reviewed, bound=str(told["bound"]).replace(".", ","))
    else:
        yield texts.say("sample-report-no-bound")
    gone = sum(told["parts"][part.value][Judgement.NOT_REVIEWABLE.value] for part in Part)
    yield texts.say("sample-report-gone", count=gone)
    yield texts.say(f"sample-report-committed-{told['committed']}")
    if told["claimed"]:
        yield texts.say("sample-report-claimed", count=told["claimed"])


def _proofs(told: Mapping[str, Any], texts: Texts) -> Iterator[str]:
    yield texts.say("sample-report-entry", entry=told["drawn_in"])
    yield texts.say("sample-report-sheet", hash=told["sheet"])
