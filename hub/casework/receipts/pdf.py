"""A receipt as PDF: tagged, readable by a screen reader, and fit to be kept (PDF/UA-1 and PDF/A-2a in one file)."""

import json
from datetime import datetime
from pathlib import Path

import typst

from hub.casework.receipts.content import Receipt
from hub.casework.receipts.words import Words
from hub.terms.clock import legal_day

TEMPLATE = Path(__file__).with_name("receipt.typ")


def make_compiler() -> typst.Compiler:
    """One for many receipts: fonts and template are read once."""
    return typst.Compiler(str(TEMPLATE), ignore_system_fonts=True)


def as_pdf(compiler: typst.Compiler, receipt: Receipt, words: Words, at: datetime) -> bytes:
    """The document. Raises what the library raises where it would not be accessible."""
    day = legal_day(at)
    data = {
        "title": receipt.title,
        "subtitle": receipt.subtitle,
        "date": [day.year, day.month, day.day],
        "page": words.say("page"),
        "facts": receipt.facts,
        "events": receipt.events,
        "events_head": words.say("events"),
        "closing": receipt.closing,
        "closing_head": words.say("rights"),
    }
    made = compiler.compile(
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(at.timestamp()),
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was wanted")
    return made
