"""A receipt as plain text, for a terminal, a letter or a screen reader."""

from collections.abc import Iterator
from textwrap import fill

from hub.casework.receipts.content import Lines, Receipt

WIDTH = 78
RULE = "-" * WIDTH


def as_text(receipt: Receipt) -> str:
    """All of it, ending with a line break; what stands beside the German text comes below it."""
    parts = list(_parts(receipt))
    if receipt.beside is not None:
        parts += ["", RULE, "", *_parts(receipt.beside)]
    return "\n".join(parts) + "\n"


def _parts(receipt: Receipt) -> Iterator[str]:
    yield from (receipt.title, receipt.subtitle)
    yield from (fill(note, WIDTH) for note in receipt.notes)
    yield from ("", *_lines(receipt.facts), "", f"{receipt.words.say('events')}:")
    yield from (fill(f"  {when}: {said}", WIDTH, subsequent_indent="    ") for when, said in receipt.events)
    yield from ("", *_lines(receipt.closing))


def _lines(lines: Lines) -> list[str]:
    return [
        fill(line, WIDTH, initial_indent="  " if number else "", subsequent_indent="  ")
        for head, said in lines
        for number, line in enumerate(f"{head}: {said}".splitlines())
    ]
