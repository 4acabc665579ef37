"""Conditions that may stand on one side of a rule only, so that less consent or more protection never shows more."""

OPENED_BY_CONSENT = frozenset({"entry-is-released", "source-is-open", "is-passed-on"})
"""What consent makes true: it may open, never close, so that less consent never shows more."""

PROTECTING = frozenset(
    {
        "is-related",
        "takes-part-in-personnel-decisions",
        "family-is-staff-related",
        "restore-is-pending",
        "is-restricted",
        "is-expired",
        "address-is-locked",
        "is-confided-by-another",
        "is-about-somebody-flagged",
    }
)
"""What protects somebody: it may close, never open, so that more protection never shows more."""
