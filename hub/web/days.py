"""Days as people type them."""

import re
from datetime import date

_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def read_day(typed: str) -> date | None:
    """`16.11.2026` or `2026-11-16`; None where it is no day."""
    found = _DAY.fullmatch(typed.strip())
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(typed.strip())
    except ValueError:
        return None
