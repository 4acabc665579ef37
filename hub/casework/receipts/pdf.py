"""A receipt as PDF: tagged, readable by a screen reader, and fit to be kept (PDF/UA-1 and PDF/A-2a in one file)."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from hub.casework.receipts.content import Receipt
from hub.terms.clock import legal_day
from hub.terms.plain import legible

TEMPLATE = Path(__file__).with_name("receipt.typ")
FONTS = Path(__file__).parents[2] / "web" / "static" / "vendor" / "noto"
"""Noto Sans for Latin and Cyrillic, Amiri for Arabic writing, whose text can be read out of a document again."""


def make_compiler() -> typst.Compiler:
    """One for many receipts: fonts and template are read once."""
    return typst.Compiler(str(TEMPLATE), font_paths=[str(FONTS)], ignore_system_fonts=True)


def as_pdf(compiler: typst.Compiler, receipt: Receipt, at: datetime) -> bytes:
    """The document. Raises what the library raises where it would not be accessible."""
    day = legal_day(at)
    sides = [receipt, *([receipt.beside] if receipt.beside is not None else [])]
    data = {
        "title": f"{receipt.title} {receipt.subtitle}",
        "date": [day.year, day.month, day.day],
        "page": receipt.words.say("page"),
        "sides": [_side(one) for one in sides],
    }
    text = json.dumps(data, ensure_ascii=False)
    try:
        return _compile(compiler, text, at)
    except typst.TypstError:  # a sign that no font has would be read aloud as nothing: it is shown as missing
        return _compile(compiler, legible(text), at)


def _compile(compiler: typst.Compiler, text: str, at: datetime) -> bytes:
    made = compiler.compile(
        format="pdf", sys_inputs={"data": text}, pdf_standards=["ua-1", "a-2a"], timestamp=int(at.timestamp())
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was wanted")
    return made


def _side(receipt: Receipt) -> dict[str, Any]:
    words = receipt.words
    return {
        "lang": words.lang,
        "leftward": words.is_leftward,
        "name": words.name,
        "title": receipt.title,
        "subtitle": receipt.subtitle,
        "notes": receipt.notes,
        "parts": [
            {"head": "", "lines": receipt.facts},
            {"head": words.say("events"), "lines": receipt.events},
            {"head": words.say("rights"), "lines": receipt.closing},
        ],
    }
