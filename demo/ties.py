"""Whose case a family is, and who stands in for whom.

The team of the family, from the start of FAM to its end; U03 where she is named for a young person; providers while
their order runs. U06 has the cases that name her in a consent, that she moderated in a conference, or whose admission
she decides on: not F03, F04 and F08, where nothing of that is so (§ 35 Abs. 1 S. 2 SGB I).
"""

from collections.abc import Iterator, Mapping, Sequence

from demo.people import Household

Tie = Mapping[str, str]

U25: Mapping[str, tuple[str, str]] = {
    "F03": ("2026-09-01", ""),
    "F05": ("2026-06-01", ""),
    "F06": ("2026-04-01", ""),
    "F12": ("2026-02-01", ""),
    "F14": ("2025-12-15", "2026-11-02"),
}
"""The Jobcoach U25 beside the team; in F14 until the father took everything back."""

LEAD = frozenset({"F01", "F02", "F05", "F06", "F07", "F09", "F10", "F11", "F12", "F13", "F14"})

ORDERS: Mapping[str, Sequence[tuple[str, str, str]]] = {
    "F01": (("U12", "2026-06-01", ""), ("U13", "2026-06-01", "")),
    "F03": (("U12", "2026-03-01", "2026-09-30"), ("U13", "2026-03-01", "2026-09-30")),
    "F04": (("U14", "2026-09-01", ""), ("U15", "2026-09-01", "")),
    "F10": (("U14", "2026-07-01", ""), ("U15", "2026-07-01", "")),
    "F11": (("U12", "2026-09-01", ""), ("U13", "2026-09-01", ""), ("U14", "2026-09-01", ""), ("U15", "2026-09-01", "")),
}
"""Who works for a provider in a family, and who leads there (section 5)."""

_BY_LEAD = ("U06", "2026-10-19T07:20:00+02:00")
ENTERED: Mapping[tuple[str, str], tuple[str, str]] = {
    ("U02", "2026-10-19"): _BY_LEAD,
    ("U01", "2026-10-05"): ("U06", "2026-10-01T09:00:00+02:00"),
    ("U07", "2026-10-15"): ("U09", "2026-10-13T11:15:00+02:00"),
    ("U10", "2026-10-17"): ("U09", "2026-10-17T18:00:00+02:00"),
    ("U09", "2026-10-18"): ("U21", "2026-10-18T09:00:00+02:00"),
}
"""Who wrote down that somebody stands in from a day on, and when."""

DEPUTIES: Mapping[str, Sequence[tuple[str, str, str, str, str]]] = {
    "F01": (("U02", "U01", "2026-10-19", "2026-10-23", "Abwesenheit; eingetragen von der FAM-Teamleitung"),),
    "F02": (("U02", "U01", "2026-10-19", "2026-10-23", "Abwesenheit; eingetragen von der FAM-Teamleitung"),),
    "F05": (
        ("U01", "U02", "2026-10-05", "2026-10-09", "Fortbildung von U02"),
        ("U07", "U08", "2026-10-15", "2026-10-15", "Hausbesuch am Abend für U08"),
    ),
    "F08": (
        ("U10", "U07", "2026-10-17", "2026-11-30", "Bereitschaftsdienst; Verfahren nach § 8a SGB VIII"),
        ("U09", "U07", "2026-10-18", "2026-11-30", "Zweite Fachkraft der Gefährdungseinschätzung (§ 8a Abs. 1)"),
    ),
}  # fmt: skip
"""Who stood in, for whom, from when to when, and why."""


def assignments(family: Household) -> Iterator[Tie]:
    """Everybody whose case the family is or was."""
    for staff in family.team:
        yield _tie(staff, family.since, family.until or "")
    if family.id in LEAD:
        yield _tie("U06", family.since, family.until or "")
    if family.id in U25:
        yield _tie("U03", *U25[family.id])
    for order in ORDERS.get(family.id, ()):
        yield _tie(*order)


def deputies(family: Household) -> Iterator[Tie]:
    """Everybody who stood in."""
    for staff, other, since, until, reason in DEPUTIES.get(family.id, ()):
        by, at = ENTERED[staff, since]
        yield {"staff": staff, "for": other, "from": since, "to": until, "reason": reason,
               "entered_by": by, "entered_at": at}  # fmt: skip


def _tie(staff: str, since: str, until: str) -> Tie:
    return {"staff": staff, "from": since, **({"to": until} if until else {})}
