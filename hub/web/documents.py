"""Documents of the pages: tagged PDF (PDF/UA-1, PDF/A-2a), out of data and a template. Never out of markup."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import typst

from hub.terms.plain import legible

FONTS = Path(__file__).with_name("static") / "vendor" / "noto"


def make_pdf(template: Path, data: Mapping[str, object], at: datetime) -> bytes:
    """The document. Raises what the library raises where it would not be accessible."""
    text = json.dumps(data, ensure_ascii=False)
    try:
        return _compile(template, text, at)
    except typst.TypstError:  # a sign that no font has would be read aloud as nothing: it is shown as missing
        return _compile(template, legible(text), at)


def _compile(template: Path, text: str, at: datetime) -> bytes:
    made = _compiler(template).compile(
        format="pdf", sys_inputs={"data": text}, pdf_standards=["ua-1", "a-2a"], timestamp=int(at.timestamp())
    )
    if not isinstance(made, bytes):
        raise TypeError("one document was wanted")
    return made


@cache
def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(str(template), font_paths=[str(FONTS)], ignore_system_fonts=True)
