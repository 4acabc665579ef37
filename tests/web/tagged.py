"""What an accessible PDF says of itself. The library refuses to write what is none: here that it was asked to."""

import re
import zlib
from collections.abc import Iterator

MARKS = (
    b"%PDF-1.7",
    b"/Marked true",
    b"/StructTreeRoot",
    b"/Lang(de)",
    b"/DisplayDocTitle true",
    b"<pdfuaid:part>1</pdfuaid:part>",
    b"<pdfaid:part>2</pdfaid:part>",
    b"<pdfaid:conformance>A</pdfaid:conformance>",
)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_LETTER = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_STRING = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_PAGE = re.compile(rb"/Type ?/Page\b.*?endobj", re.DOTALL)


def expect_accessible(pdf: bytes, title: str) -> None:
    """PDF/UA-1 and PDF/A-2a: tagged, in German, with this title and headings; a page is read in the order of its tags,
    each font says which letters its signs are.
    """
    assert [] == [mark for mark in MARKS if mark not in pdf]
    assert f'xml:lang="x-default">{title}' in pdf.decode("utf-8", "replace")
    assert re.search(rb"/S ?/H1\b", pdf)
    pages = [one for one in _PAGE.findall(pdf) if b"/Contents" in one]
    assert pages
    assert all(re.search(rb"/Tabs ?/S\b", page) and b"/StructParents" in page for page in pages)
    assert pdf.count(b"/ToUnicode") == len(re.findall(rb"/Subtype ?/Type0\b", pdf)) > 0


def readings_of(pdf: bytes) -> str:
    """What can be copied out of its pages: all of it once by the letters of each font, one after the other."""
    streams = [_unpacked(found) for found in _STREAM.findall(pdf)]
    fonts = [dict(_letters(one)) for one in streams if b"beginbfchar" in one]
    lines = [b"".join(map(_plain, _STRING.findall(line))) for one in streams for line in one.split(b"ET\n")]
    return "\n".join("".join(font.get(code, "?") for code in _codes(line)) for font in fonts for line in lines)


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def _letters(font: bytes) -> Iterator[tuple[int, str]]:
    for code, letter in _LETTER.findall(font):
        yield int(code, 16), bytes.fromhex(letter.decode()).decode("utf-16-be")


def _plain(string: bytes) -> bytes:
    return re.sub(rb"\\([0-7]{3}|.)", lambda found: _byte(found[1]), string, flags=re.DOTALL)


def _byte(escaped: bytes) -> bytes:
    return bytes([int(escaped, 8)]) if len(escaped) == 3 else _ESCAPED.get(escaped, escaped)


def _codes(line: bytes) -> Iterator[int]:
    return (int.from_bytes(line[place : place + 2]) for place in range(0, len(line) - 1, 2))
