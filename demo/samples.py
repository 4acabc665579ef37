"""The sample for October as the officer's own record tells it (section 8): 21 of 412 drawn, 14 judged by 5 November."""

from datetime import datetime, timedelta
from typing import Any

from demo.background import BERLIN

FIRST = datetime(2026, 11, 5, 9, 0, tzinfo=BERLIN)
JUDGED = 14
MINUTES_EACH = 12


def samples() -> dict[str, Any]:
    """The file. Verdicts are in the order of the draw, one every twelve minutes of the morning."""
    moments = (FIRST + timedelta(minutes=MINUTES_EACH * place) for place in range(1, JUDGED + 1))
    october = {
        "month": "2026-10",
        "seed": "2026-10",
        "drawn_at": FIRST.isoformat(),
        "population": 412,
        "drawn": 21,
        "verdicts": [["plausible", moment.isoformat()] for moment in moments],
    }
    return {"format": 1, "samples": [october]}
