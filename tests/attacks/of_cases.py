"""What each login may call of the review's cases."""

ASKED = {"review.take_step(uuid,bytea,jsonb,bytea)", "review.notices(uuid,bytea)", "review.has_notice(bytea)"}
"""Whoever is asked answers where they work; what else a step needs the database asks of the session."""
CASES = ASKED | {
    "review.open_case(uuid,bytea,jsonb)",
    "review.read_cases(uuid,bytea,uuid)",
    "review.read_requests(uuid,bytea)",
    "review.reveal_name(uuid,bytea,uuid)",
    "review.end_embargo(uuid,bytea,jsonb)",
    "review.case_ties(uuid,bytea,uuid)",
    "review.has_reminder(bytea)",
}
ASKING_BACK = {
    "review.ask_about(uuid,bytea,jsonb,bytea,bytea)",
    "review.own_answers(uuid,bytea)",
    "review.embargo_ends(uuid,bytea)",
}
