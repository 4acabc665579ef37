"""What was told without names in K-33 (section 6): „Familie A“ is F13. Invented beside the tables."""

from typing import Any

from demo.families import FAMILIES
from hub.terms.nameless import Check

NUMBERS = {family.id: family.number for family in FAMILIES}


def sheets() -> dict[str, Any]:
    """The file: who brings which case where, in whose words, and who ends the meeting."""
    k33 = {
        "conference": "K-2026-033",
        "topic": 1,
        "family": NUMBERS["F13"],
        "by": "U01",
        "at": "2026-11-03T10:02:00+01:00",
        "words": {
            "situation": "Für die Eltern ist das Geld das Problem, nicht die Kinder. Die eine Stelle sieht es ähnlich, "
            "die andere nicht. Hilfe zu Hause können sie sich vorstellen, wenn sie vorher wissen, wer kommt.",
            "tried": "Eine Beratung, von der Familie abgebrochen; eine Maßnahme, die ohne Abschluss zu Ende ging.",
            "question": "Wie finden beide Sichten so weit zusammen, dass eine Aufnahme Sinn hat?",
        },
        "checked": [check.value for check in Check],
        "ends": {"by": "U03", "at": "2026-11-03T10:50:00+01:00"},
    }
    return {"format": 1, "sheets": [k33]}
