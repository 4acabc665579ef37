"""The history of the log as a record kept elsewhere: ordinary days, what was planted among them, and who had duty."""

from datetime import datetime
from typing import Any

from demo.background import background
from demo.duties import duties
from demo.planted import planted


def history() -> dict[str, Any]:
    """Line by line, in the order of their times."""
    lines = sorted([*background(), *planted()], key=lambda line: (datetime.fromisoformat(line["at"]), line["staff"]))
    return {
        "format": 1,
        "history": [{"id": f"H{number:04}", **line} for number, line in enumerate(lines, 1)],
        **duties(),
    }
