"""Changes of the rules (section 10): what was in force before, and R-2026-03, which waits for the second lead.

The consents of the Kreis name no young person whose health the Jobcoach U25 may know of for the way into work. Four
papers beside them do, so that the change concerns three families and four people; nothing else rests on them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from demo.consents import paper

FIRST = "2026-06-01T08:00:00+02:00"
"""Since when the rules of the checkout are in force in the demo."""

PAPERS: Sequence[Mapping[str, Any]] = (
    paper("C19-K7 F05 3", "U03", "K7 / Z4", "2026-06-01 2027-05-31 T",
          {"3": "2026-05-29T14:00:00+02:00", "1": "2026-05-29T14:15:00+02:00", "2": "2026-05-29T14:20:00+02:00"},
          languages=["de", "prs"]),
    paper("C22-K7 F06 3", "U03", "K7 / Z4", "2026-04-01 2027-03-31 T",
          {"3": "2026-03-30T15:30:00+02:00", "1": "2026-03-30T15:40:00+02:00", "2": "2026-03-31T18:00:00+02:00"}),
    paper("C39-K7 F12 2", "U03", "K7 / Z4", "2026-08-01 2027-07-31 T",
          {"2": "2026-07-30T15:00:00+02:00", "1": "2026-07-30T15:10:00+02:00"}),
    paper("C37-K7 F12 3", "U03", "K7 / Z4", "2026-08-01 2027-07-31 T",
          {"1": "2026-07-30T14:10:00+02:00", "3": "2026-07-30T14:20:00+02:00"}),
)  # fmt: skip

CHANGES: Sequence[Mapping[str, Any]] = (
    {
        "category": "health", "role": "jobcoach", "purpose": "livelihood", "value": "never", "from": "2026-07-01",
        "by": "U06", "at": "2026-06-08T10:00:00+02:00",
        "reason": "Für die Grundsicherung braucht der Jobcoach keine Angaben des ASD zur Gesundheit.",
        "steps": [
            {"by": "U16", "what": "stated", "at": "2026-06-15T11:00:00+02:00", "opinion": "agreed",
             "words": "Datensparsam; die Angabe war für diesen Zweck nie nötig."},
            {"by": "U21", "what": "released", "at": "2026-06-22T09:30:00+02:00"},
            {"by": "U22", "what": "released", "at": "2026-06-24T16:10:00+02:00"},
        ],
    },
    {
        "category": "health", "role": "jobcoach_u25", "purpose": "school_to_work", "value": "result",
        "from": "2027-01-01", "by": "U06", "at": "2026-11-02T09:00:00+01:00",
        "reason": "Für den Übergang in Ausbildung genügt das Ergebnis: geeignet oder nicht geeignet.",
        "steps": [
            {"by": "U16", "what": "stated", "at": "2026-11-05T14:00:00+01:00", "opinion": "agreed",
             "words": "Nimmt nur weg. Bitte den ASD bitten, das Ergebnis als eigenen Text zu schreiben."},
            {"by": "U21", "what": "released", "at": "2026-11-10T08:45:00+01:00"},
        ],
    },
)  # fmt: skip


def rules() -> dict[str, Any]:
    """The file, as `hub demo run` plays it."""
    return {
        "since": FIRST,
        "papers": [dict(one) for one in PAPERS],
        "changes": [dict(one) for one in CHANGES],
    }
