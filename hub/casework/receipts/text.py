"""A receipt as plain text, for a terminal, a letter or a screen reader."""

from textwrap import fill

from hub.casework.receipts.content import Lines, Receipt

WIDTH = 78


def as_text(receipt: Receipt, events: str) -> str:
    """All of it, ending with a line break; `events` is the heading above what happened."""
    parts = [receipt.title, receipt.subtitle, "", *_lines(receipt.facts), "", f"{events}:"]
    parts += [fill(f"  {when}: {said}", WIDTH, subsequent_indent="    ") for when, said in receipt.events]
    return "\n".join([*parts, "", *_lines(receipt.closing)]) + "\n"


def _lines(lines: Lines) -> list[str]:
    return [fill(f"{head}: {said}", WIDTH, subsequent_indent="  ") for head, said in lines]
