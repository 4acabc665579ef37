"""Family F01 of the demo data and its five consents, in the words of the scenario format."""

from typing import Any

FROM_FEBRUARY = {"from": "2026-02-01", "to": "2027-01-31", "way": "tablet", "deputies": True}
TOGETHER = ["fam_joint_support", "case_conference"]
SHARED = ["contact", "family_relations", "appointments", "fam_joint"]
JOBCENTER = ["staff:U01", "staff:U06", "staff:U09"]
JUGENDAMT = ["staff:U07", "staff:U06", "staff:U09"]
SOLE = [{"holder": "sandra", "proof": {"kind": "register_58", "seen_on": "2025-02-03"}}]

PERSONS: dict[str, Any] = {
    "sandra": {"born": "1991-03-12"},
    "mia": {"born": "2017-09-04", "custody": SOLE},
    "ben": {"born": "2021-01-21", "custody": SOLE},
}
PRINCIPALS: dict[str, Any] = {
    "U01": {"role": "jobcoach"},
    "U06": {"role": "fam_coordinator"},
    "U07": {"role": "asd_worker"},
    "U09": {"role": "asd_lead"},
    "U12": {"role": "provider_worker", "team": "oft"},
    "U02": {"role": "jobcoach"},
}
CONSENTS: dict[str, Any] = {
    "C01": FROM_FEBRUARY
    | {
        "for": ["sandra"],
        "signed": ["sandra"],
        "recipients": JOBCENTER,
        "purposes": TOGETHER,
        "categories": [*SHARED, "help_type", "help_goals"],
    },
    "C02": FROM_FEBRUARY
    | {
        "for": ["mia", "ben"],
        "signed": ["sandra"],
        "recipients": JOBCENTER,
        "purposes": TOGETHER,
        "categories": [*SHARED, "school_childcare"],
    },
    "C03": FROM_FEBRUARY
    | {
        "for": ["sandra", "mia", "ben"],
        "signed": ["sandra"],
        "recipients": JUGENDAMT,
        "purposes": TOGETHER,
        "categories": [*SHARED, "benefit_status", "finance_detail", "work_training"],
    },
    "C04": {
        "for": ["sandra", "mia", "ben"],
        "signed": ["sandra"],
        "recipients": ["staff:U12"],
        "purposes": ["case_conference", "provider_service"],
        "categories": ["contact", "family_relations", "school_childcare", "help_goals"],
        "from": "2026-06-01",
        "to": "2027-05-31",
        "way": "tablet",
    },
    "C05": FROM_FEBRUARY
    | {
        "for": ["sandra"],
        "refused": [{"by": "sandra", "at": "2026-02-01T10:00:00+01:00"}],
        "recipients": ["staff:U01"],
        "purposes": ["fam_joint_support"],
        "categories": ["health"],
    },
}


def asked_by(principal: str, purpose: str = "fam_joint_support") -> dict[str, Any]:
    """One of the demo's staff asks on the day of the demo."""
    return {
        "at": "2026-11-16T08:00:00+01:00",
        "persons": PERSONS,
        "principals": PRINCIPALS,
        "consents": CONSENTS,
        "ask": {"principal": principal, "purpose": purpose},
    }
