"""The doorkeeper: who comes in, and by which proof. A cookie never opens the API, a token never a page."""

from flask import Flask, abort, g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from hub.terms.lists import Role
from hub.terms.log import LogQuery
from hub.terms.rule_changes import PROPOSERS, READERS, SIDES
from hub.web.here import desk, local_path, now, signed_in
from hub.web.kept import answer_kept
from hub.web.present import by_cookie, by_token, by_token_anew

OPEN_ROUTES = frozenset(
    {
        "static",
        "entrance.show_health",
        "entrance.show_front",
        "entrance.choose_language",
        "sign_in.show_sign_in",
        "sign_in.begin",
        "sign_in.come_back",
        "sign_in.choose_post",
        "sign_in.leave_provider",
        "back_channel.end_sessions",
        "leaving.leave_quickly",
        "leaving.show_elsewhere",
        "privacy.show_privacy",
        "screen.show_screen",
        "screen.bind_screen",
        "screen.show_picture",
        "screen.show_stamp",
        "screen.stream_stamps",
        "screen.darken_screen",
        "api-docs.openapi_json",
        "authzen.show_configuration",
    }
)
"""The routes that need no sign-in. None of them can reach a family, save the window of a conference: that shows what
everybody who is there may see, to a cookie of its own that a one-time code gave it (`screen.py`)."""

WINDOW = "screen"
"""The window of a conference: whoever is signed in in the same browser is not looked at, nor kept signed in by it."""

SYSTEMS = "authzen"
"""The routes of other systems: they ask for a token of a system, and no person's opens them."""

STAND_IN_ROLES = frozenset(
    {
        Role.FAM_COORDINATOR,
        Role.ASD_LEAD,
        Role.JOBCOACH,
        Role.JOBCOACH_U25,
        Role.JOBCOACH_DEPUTY,
        Role.ASD_WORKER,
        Role.ASD_DEPUTY,
    }
)
"""Roles that enter deputies or are some: a test compares them with `policies/house/mandates.toml`."""

STAFF = frozenset(Role) - {Role.PARENT, Role.YOUNG_PERSON, Role.RELATIVE, Role.EXTERNAL}
"""Who works here, in whatever role."""

TASK_ROLES = frozenset(
    {Role.JOBCOACH, Role.JOBCOACH_U25, Role.JOBCOACH_DEPUTY, Role.ASD_WORKER, Role.ASD_DEPUTY},
)
"""Who works with families and their consents day by day, and is reminded of what is due there."""

PLANNERS = TASK_ROLES | {Role.FAM_COORDINATOR}
"""Who holds conferences: a test compares them with `policies/house/roles.toml`."""
CONFERENCE_ROLES = PLANNERS | {Role.PROVIDER_WORKER}
"""And who is asked to come."""

NO_FAMILY_ROLES = frozenset({Role.DPO, Role.STAFF_COUNCIL, Role.AUDITOR, Role.IT_ADMIN, Role.PLANNER})
"""Roles without case work: they are offered no search. What they may see is decided elsewhere."""

ROOM_ROLES = TASK_ROLES | {Role.FAM_COORDINATOR}
"""Who moderates a conference."""

PLANNING = ("show_form", "plan", "show_change", "change", "show_preview")
ENDING = ("show_cancelling", "cancel", "close", "show_taking", "take")
"""Pages of those who run a conference, or come to run it."""
CASELESS_ROLES = NO_FAMILY_ROLES | {Role.JOBCENTER_LEAD, Role.ASD_LEAD, Role.ISEF}
"""Roles that no case is assigned to: they have no list of families and search none."""

NAMELESS = tuple(f"nameless.{one}" for one in ("show_table", "bring_sheet", "stop", "print_sheet", "show_stand"))
"""Advice without names: for whoever works with families; who sits there is decided elsewhere."""

FAMILY_ROLES = frozenset({Role.PARENT, Role.YOUNG_PERSON, Role.RELATIVE, Role.EXTERNAL})
OWN_PAGES = frozenset(
    {
        "mine.show_mine",
        "mine.show_own_consents",
        "mine.show_taking_back",
        "mine.take_back",
        "mine.show_taken_back",
        "mine.choose_speech",
        "own_account.show_account",
        "own_account.take_along",
        "own_account.print_account",
        "preview.show_own",
        "family_questions.show_questions",
        "family_questions.answer_questions",
        "receipts.show_own_choice",
        "receipts.hand_out_own",
        "own_questions.show_asked",
        "own_questions.show_question",
        "own_questions.ask_question",
        "conferences.show_own",
        "conferences.print_own_invitation",
        "own_minutes.show_own_minutes",
        "own_minutes.print_own_minutes",
    }
)
"""The pages of families: what is theirs, of whatever case the account is."""

OVERVIEW = (
    "overviews.show_overview",
    "overviews.show_checks",
    "overviews.begin_check",
    "overviews.take_verifier",
    "overviews.take_log",
)
OFFICERS_PAGES = (
    *(f"sample.{one}" for one in ("show_samples", "begin", "show_sample", "judge", "sign")),
    *("sample.take_report", "sample.print_report"),
    "cases.show_cases",
    "cases.open_case",
    "cases.open_from_line",
    "cases.show_case",
    "cases.take_step",
    "cases.show_name",
    "embargo.show_embargo",
    "embargo.end_embargo",
    *(f"papers.{one}" for one in ("show_papers", "show_paper", "print_paper", "take_paper")),
)
SECOND_KEYS = frozenset({Role.STAFF_COUNCIL, Role.DPO})
"""Who says yes or no to what a first officer wants: the staff council to a name, an officer to a finding."""

ATTEMPTS = frozenset(
    {
        "log.show_log",
        "log-api.show_log_lines",
        "register.show_register",
        "register.take_register",
        *OVERVIEW,
        *OFFICERS_PAGES,
        *(f"second_keys.{one}" for one in ("show_requests", "turn_key")),
    }
)
"""Pages of the review. Whoever else of the staff calls one is refused, and that stands in the log."""

ROLE_ROUTES = {
    **dict.fromkeys(
        (
            f"conferences.{one}"
            for one in ("show_conferences", "show_conference", "show_invitation", "print_invitation")
        ),
        CONFERENCE_ROLES,
    ),
    **dict.fromkeys((f"conferences.{one}" for one in (*PLANNING, *ENDING)), PLANNERS),
    "families.show_families": STAFF - CASELESS_ROLES,
    "families.find_families": STAFF - CASELESS_ROLES,
    "tasks.show_tasks": TASK_ROLES,
    "tasks.settle": TASK_ROLES,
    "tasks.turn": TASK_ROLES,
    **dict.fromkeys(OVERVIEW, frozenset({Role.DPO})),
    "rooms.show_room": ROOM_ROLES,
    "rooms.move_room": ROOM_ROLES,
    "log.show_log": frozenset({Role.DPO}),
    "register.show_register": frozenset({Role.DPO}),
    "register.take_register": frozenset({Role.DPO}),
    "log.show_own": STAFF,
    "inquiries.show_inquiries": STAFF,
    "inquiries.answer_inquiry": STAFF,
    **dict.fromkeys(OFFICERS_PAGES, frozenset({Role.DPO})),
    "second_keys.show_requests": SECOND_KEYS,
    "second_keys.turn_key": SECOND_KEYS,
    "log-api.show_log_lines": frozenset({Role.DPO}),
    **dict.fromkeys(NAMELESS, STAFF - NO_FAMILY_ROLES),
    "mandates.show_board": STAND_IN_ROLES,
    "mandates.enter": STAND_IN_ROLES,
    **dict.fromkeys(("rules.show_rules", "rules.show_version", "rules.show_cell"), READERS),
    **dict.fromkeys(("rule_changes.show_form", "rule_changes.send_form"), PROPOSERS),
    **dict.fromkeys(("rule_changes.show_proposal", "rule_changes.take_step"), READERS),
    "rule_changes.show_releases": frozenset(SIDES),
    **dict.fromkeys(OWN_PAGES, FAMILY_ROLES),
}
"""Pages of some roles only; who else comes is told so (403): they name no family."""

SESSIONS = frozenset({"own_sessions.show", "own_sessions.end"})
FAMILY_ROUTES = OWN_PAGES | OPEN_ROUTES | SESSIONS | {"entrance.show_start", "sign_in.sign_out", "api.show_me"}
"""All that people without an office reach. To them every page of staff is as if it were not there."""


def set_doorkeeper(app: Flask) -> None:
    """Let nobody past who is not signed in, and nobody onto a page of another role."""
    app.before_request(_check_door)


def is_api() -> bool:
    """Whether the request is for an API, whose answers are JSON."""
    return request.path.startswith(("/api/", "/access/", "/.well-known/"))


def _check_door() -> Response | None:
    if request.endpoint is None:
        g.signed_in = None if is_api() else by_cookie()
        return None
    if request.endpoint == "static":
        return None
    if request.blueprint in (SYSTEMS, WINDOW):
        g.signed_in = None
        return None
    g.signed_in = by_token() if is_api() else by_cookie()
    if request.endpoint in OPEN_ROUTES:
        return None
    if g.signed_in is None:
        return abort(401) if is_api() else _to_sign_in()
    _check_role()
    return None


def let_in_anew() -> None:
    """Who is there was read for an earlier request, and is not so any more: a member of staff as of now, or nobody."""
    before = signed_in()
    g.signed_in = by_token_anew(before) if before is not None else None
    if g.signed_in is None or g.signed_in.principal.role in FAMILY_ROLES:
        abort(401)


def _to_sign_in() -> Response:
    """First sign in; the page that was wanted is kept for then.

    Not its purpose: whoever signs in may be somebody else, in whose name nobody else opens a family.
    """
    if request.method == "GET":
        session["wanted"] = local_path(request.path)
    return answer_kept("signed-out") or redirect(url_for("sign_in.show_sign_in"), 303)


def _check_role() -> None:
    present = signed_in()
    if present is not None and present.principal.role in FAMILY_ROLES and request.endpoint not in FAMILY_ROUTES:
        abort(404)
    roles = ROLE_ROUTES.get(request.endpoint or "")
    if roles is not None and (present is None or present.principal.role not in roles):
        if present is not None and request.endpoint in ATTEMPTS:
            desk().read_log(present.principal, LogQuery(limit=1), now())  # refused by the rules, and written down
        abort(403)
