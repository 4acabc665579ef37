"""Put the web together: one Flask app for the people of one group."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from flask import Flask

from hub.web.api import DOCUMENT, SECURITY, DocumentedApi, api
from hub.web.api_families import families_api
from hub.web.asking import asking
from hub.web.authzen import authzen
from hub.web.back_channel import back_channel
from hub.web.cases import cases
from hub.web.cells_api import cells_api
from hub.web.compression import set_compression
from hub.web.conference_taking import conferences
from hub.web.confirm import confirm
from hub.web.consents_api import consents_api
from hub.web.consents_entering import consents_entering
from hub.web.desk import Desk, Group
from hub.web.door import set_doorkeeper
from hub.web.embargo import embargo
from hub.web.entrance import entrance
from hub.web.families import families
from hub.web.family import family
from hub.web.family_questions import family_questions
from hub.web.forms import csrf, form_token, set_room
from hub.web.headers import set_headers
from hub.web.here import desk as find_desk
from hub.web.here import signed_in
from hub.web.information import information
from hub.web.inquiries import inquiries
from hub.web.kept import set_keeper
from hub.web.leaving import leaving
from hub.web.limits import set_limits
from hub.web.log import log
from hub.web.log_api import log_api
from hub.web.mandates import mandates
from hub.web.menu import menu
from hub.web.mine import mine
from hub.web.minutes import answer_with_typed, minutes
from hub.web.nameless import nameless
from hub.web.note_form import LONGEST
from hub.web.note_passing import note_passing
from hub.web.notes import answer_with_form, notes, offers_note
from hub.web.overviews import overviews
from hub.web.own_account import own_account
from hub.web.own_minutes import own_minutes
from hub.web.own_questions import own_questions
from hub.web.own_sessions import own_sessions
from hub.web.papers import papers
from hub.web.preview import preview
from hub.web.privacy import privacy
from hub.web.problems import set_problem_answers
from hub.web.provider_way import set_provider
from hub.web.recalls import recalls
from hub.web.receipts import receipts
from hub.web.receipts_api import receipts_api
from hub.web.register import register
from hub.web.rooms import rooms
from hub.web.rule_changes import rule_changes
from hub.web.rules import rules
from hub.web.sample import sample
from hub.web.screen import screen
from hub.web.second_keys import second_keys
from hub.web.sign_in import sign_in
from hub.web.step_up import step_up
from hub.web.streams import Streams
from hub.web.talk_over import talk_over
from hub.web.talk_prepare import talk_prepare
from hub.web.talk_preview import talk_preview
from hub.web.talk_sheets import talk_sheets
from hub.web.talks import offers_talk, talks
from hub.web.tasks import tasks
from hub.web.withdraw import withdraw

PAGES = (
    entrance,
    sign_in,
    step_up,
    back_channel,
    families,
    family,
    log,
    mandates,
    mine,
    own_account,
    notes,
    note_passing,
    withdraw,
    recalls,
    tasks,
    preview,
    receipts,
    register,
    sample,
    leaving,
    privacy,
    talk_prepare,
    talks,
    talk_over,
    talk_sheets,
    talk_preview,
    confirm,
    asking,
    family_questions,
    information,
    rules,
    rule_changes,
    overviews,
    papers,
    cases,
    second_keys,
    inquiries,
    own_questions,
    own_sessions,
    embargo,
    conferences,
    minutes,
    own_minutes,
    rooms,
    screen,
    nameless,
)
LARGEST_FORM = 64 * 1024

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Hub(Flask):
    """Flask, save that it does not log the text of an error: that may hold a value. `problems.py` logs its place."""

    def log_exception(self, exc_info: object) -> None:
        """Nothing here."""


def create_app(desk: Desk) -> Flask:
    """The pages and the API of one group."""
    app = Hub(__name__)
    app.config.update(DOCUMENT)
    seat(app, desk)
    set_headers(app)
    set_compression(app)
    set_room(app)
    csrf.init_app(app)
    set_doorkeeper(app)
    set_limits(app)
    documented = DocumentedApi(app)
    documented.spec.components.security_scheme("bearer", SECURITY["bearer"])
    for documents in (api, cells_api, consents_api, consents_entering, families_api, log_api, receipts_api):
        documented.register_blueprint(documents)
        csrf.exempt(documents)
    app.register_blueprint(authzen)
    csrf.exempt(authzen)
    csrf.exempt(back_channel)
    for pages in PAGES:
        app.register_blueprint(pages)
    set_keeper(app, "notes.save_note", answer_with_form)
    set_keeper(app, "minutes.save_minutes", answer_with_typed)
    set_problem_answers(app, desk.unavailable)
    app.context_processor(_page_context)
    return app


def seat(app: Flask, desk: Desk) -> None:
    """Put an app at its desk: all that differs between the apps of two desks, save what `unavailable` says."""
    app.config.update(_configuration(desk))
    app.extensions["desk"] = desk
    app.extensions["streams"] = Streams(lambda cookies: _stamps(desk, cookies), desk.unavailable)
    set_provider(app, desk)


def _stamps(desk: Desk, cookies: Sequence[str]) -> Mapping[str, str]:
    return desk.rooms.stamps(cookies, desk.clock())


def _configuration(desk: Desk) -> dict[str, object]:
    """The session cookie has the group in its name: browsers do not tell apart the ports of one machine."""
    is_secure = not _is_plain_loopback(desk.settings.base_url)
    return {
        "SECRET_KEY": desk.settings.secret_key,
        "SESSION_COOKIE_NAME": ("__Host-" if is_secure else "") + f"fam_{desk.agency}",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": is_secure,
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": LARGEST_FORM,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "WTF_CSRF_TIME_LIMIT": None,
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
        "TEMPLATES_AUTO_RELOAD": False,
    }


def _is_plain_loopback(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname in _LOOPBACK


def _page_context() -> dict[str, object]:
    return {
        "present": signed_in(),
        "menu": menu,
        "longest": LONGEST,
        "offers_note": offers_note,
        "offers_talk": offers_talk,
        "form_token": form_token,
        "banner": find_desk().stichtag_banner,
        "evidence": find_desk().evidence() if find_desk().agency is Group.OVERSIGHT else (),
    }
