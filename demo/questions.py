"""What a family asked about its log (section 10, Q-2026-11): open since five days on the Stichtag."""

from datetime import datetime
from typing import Any

from demo.background import BERLIN

ASKED = datetime(2026, 11, 11, 18, 20, tzinfo=BERLIN)
LOOKED = datetime(2026, 10, 21, 9, 10, tzinfo=BERLIN)
"""U02, substituting for U01 (N03)."""


def questions() -> dict[str, Any]:
    """The file. Which line somebody asks about is said by when it was done."""
    sandra = {
        "by": "sandra.ahornwald",
        "at": ASKED.isoformat(),
        "about": LOOKED.isoformat(),
        "words": "Warum hat am 21.10. ein anderer Jobcoach geschaut?",
    }
    return {"format": 1, "questions": [sandra]}
