"""Ordinary refusals: somebody responsible asks for what a paper opened until yesterday, or what was never allowed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """Who asks for what of whom in vain, why, and since when it is so."""

    family: str
    staff: str
    persons: str
    categories: str
    reason: str
    since: str


REFUSALS = (
    Refusal("F03", "U01", "1", "K1 K2 K11", "consent_expired", "2026-11-01"),
    Refusal("F03", "U01", "1", "K2 K11", "consent_expired", "2026-11-01"),
    Refusal("F03", "U07", "1", "K11", "form_missing", "2026-10-23"),
    Refusal("F05", "U02", "2", "K2 K3", "form_missing", "2026-10-21"),
    Refusal("F05", "U08", "2", "K3 K5", "form_missing", "2026-10-21"),
    Refusal("F07", "U07", "1", "K5", "form_missing", "2026-11-13"),
    Refusal("F09", "U01", "13", "K8 K9 K12", "fam_not_active", "2026-09-01"),
    Refusal("F09", "U07", "13", "K5 K12", "fam_not_active", "2026-09-01"),
    Refusal("F14", "U02", "2", "K2 K6", "consent_withdrawn", "2026-11-03"),
    Refusal("F14", "U08", "2", "K5 K11", "consent_withdrawn", "2026-11-03"),
    Refusal("F02", "U01", "3", "K6", "consent_refused", "2026-08-01"),
    Refusal("F05", "U02", "45", "K6", "consent_missing", "2026-08-01"),
)
"""Lapsed: the last day is over, a spoken word was not confirmed, FAM is at its end, taken back. Then what never was."""
