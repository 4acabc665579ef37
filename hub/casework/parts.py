"""Which fields each page of a family reads. What of them may be seen is decided by the policies as everywhere."""

from collections.abc import Mapping

from hub.terms.ids import FieldId
from hub.terms.parts import Part

NAMES = frozenset(map(FieldId, ("given_name", "family_name", "birth_date")))
"""How people are told apart on a page."""

TEAM = frozenset(map(FieldId, ("responsible_jobcoach", "responsible_asd_worker", "provider_worker", "fam_status")))

DATES = frozenset(
    map(FieldId, ("appointment", "fam_review_date", "fam_conference_date", "sgb8_help_plan_meeting", "fam_exit_date"))
)

GOALS = frozenset(
    map(
        FieldId,
        (
            "fam_goal",
            "fam_goal_progress",
            "fam_shared_action",
            "sgb2_coop_plan_goal",
            "sgb8_help_goals_released",
            "provider_training_goal",
        ),
    )
)

ABOUT = frozenset(
    map(
        FieldId,
        (
            "family_role",
            "preferred_language",
            "interpreter_need",
            "phone",
            "address",
            "household_membership",
            "sgb8_help_type",
            "provider_assignment",
        ),
    )
)
"""What one needs to know of a person, or of the order, before a talk."""

FIELDS: Mapping[Part, frozenset[FieldId] | None] = {
    Part.OVERVIEW: NAMES | TEAM | DATES | GOALS | ABOUT,
    Part.PEOPLE: None,
    Part.GENOGRAM: NAMES | {FieldId("sgb8_genogram"), FieldId("accessibility_need")},
}
"""None is the whole record."""
