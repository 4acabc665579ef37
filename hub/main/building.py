"""One process group: its house, its desk, its pages."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, TypedDict

from flask import Flask

from hub.casework.consents import Consents
from hub.casework.information import Information, read_addresses
from hub.casework.mandates import enter, show_board
from hub.casework.opening import list_assigned, list_own, open_family, open_part
from hub.casework.passing import Passing
from hub.casework.previews import Previews
from hub.casework.receipts.offering import Receipts
from hub.casework.receipts.words import Words, load_words
from hub.casework.talks import Talks
from hub.casework.tasks import Tasks
from hub.casework.withdrawing import Withdrawals
from hub.casework.writing import Notes, read_places, write_cells
from hub.db.database import Database
from hub.db.errors import DatabaseUnavailable
from hub.exchange.authzen import DecisionPoint
from hub.exchange.houses import Books, guard, open_group
from hub.exchange.keys_ahead import start_opening
from hub.exchange.scanning import ScannerUnavailable, scanner
from hub.identity.sessions import ServerSessions
from hub.identity.systems import SystemTokens
from hub.identity.tokens import API_AUDIENCE, ByIssuer, KeyRing, TokenRules, Verifier, fetch_keys
from hub.identity.turns import Turns
from hub.ledger.errors import LedgerUnavailable
from hub.ledger.watching import Watch
from hub.main.conferring import about_conferences
from hub.main.review_desk import about_review
from hub.policy.mandates import may_enter
from hub.policy.policies import PolicySet
from hub.review.papers.desk import Papers
from hub.review.papers.sources import load_paper_words
from hub.rights.account import OwnAccount
from hub.rights.consents import OwnConsents
from hub.rights.previews import OwnPreviews
from hub.rulebook.changes.desk import Changes
from hub.settings.operator import Settings, need
from hub.terms.clock import legal_day
from hub.terms.information import Addresses
from hub.terms.lists import Purpose
from hub.terms.mandates import MandateAct
from hub.terms.principals import Principal
from hub.terms.sealing import KeysUnavailable
from hub.web.app import create_app
from hub.web.demo_system import SYSTEM_AUDIENCE
from hub.web.desk import Desk, Group, WebSettings

Rules = Callable[[], PolicySet]
"""Those of the moment, for menus. Each look decides by its own."""
POOL = 8
MAKERS = frozenset({Group.JOBCENTER, Group.JUGENDAMT, Group.PROVIDER})
"""Groups whose agencies write into records and so make keys."""
FIRST = (Purpose.FAM_JOINT_SUPPORT, Purpose.PROVIDER_SERVICE)
NEEDED = ("issuer", "client_id", "client_secret", "secret_key", "base_url")


def build_app(settings: Settings, books: Books, group: Group, database_url: str, watch: Watch | None = None) -> Flask:
    """The pages and the API of one group. To be called in the process that serves them, after the fork."""
    need(settings, *NEEDED)
    house = _opened(settings, books, group, guard(Database(database_url, size=POOL), settings.journal), watch)
    if group in MAKERS:
        start_opening(house, settings.clock)
    return create_app(replace(desk_of(settings, books, group, house, watch), wait_for_turn=Turns(house.db).wait))


def make_desk(settings: Settings, books: Books, group: Group, db: Database, watch: Watch | None = None) -> Desk:
    """All that the web may ask of the house, for one group. Without a `watch` entries are durable and no more."""
    return desk_of(settings, books, group, _opened(settings, books, group, db, watch), watch)


def _opened(settings: Settings, books: Books, group: Group, db: Database, watch: Watch | None) -> Any:
    house: Any = open_group(db, books, settings.keys, group.value, settings.journal)
    if watch is not None:
        house.writer.stand_on(watch)
    house.writer.prepare(legal_day(settings.clock()))
    return house


def desk_of(settings: Settings, books: Books, group: Group, house: Any, watch: Watch | None = None) -> Desk:
    """The desk of a house that is open already."""
    return Desk(
        agency=group,
        clock=settings.clock,
        stichtag_banner=settings.stichtag,
        catalogue=books.catalogue,
        open_family=partial(open_family, house),
        open_part=partial(open_part, house),
        **_about_consents(house, books, load_words(books.home, settings.controllers), group, settings),
        list_own=partial(list_own, house),
        assigned=partial(list_assigned, house),
        **_about_rules(house, books),
        mandate_acts=partial(_mandate_acts, lambda: house.policies),
        mandate_board=partial(show_board, house),
        enter_mandate=partial(enter, house),
        notes=_notes(house, books),
        **about_conferences(house, books, group),
        **about_review(house, books, settings.evidence.policy),
        papers=_papers(settings, house, books),
        write_cells=partial(write_cells, house),
        sessions=_sessions(settings, house.db),
        ready=partial(_is_ready, house.db),
        settings=_web_settings(settings, group),
        systems=_decision_point(settings, house, books, group),
        unavailable=(DatabaseUnavailable, LedgerUnavailable, KeysUnavailable, ScannerUnavailable),
        confidant=house.ring.confidant,
        evidence=partial(_troubles, watch),
    )


def _papers(settings: Settings, house: Any, books: Books) -> Papers:
    addresses = _addresses(books, load_words(books.home, settings.controllers))
    return Papers(house, load_paper_words(books.home), addresses)


def _notes(house: Any, books: Books) -> Notes:
    return Notes(house, read_places((books.home / "schemas" / "notes.toml").read_text(encoding="utf-8")))


class _AboutRules(TypedDict):
    purposes: Callable[[Principal], tuple[Purpose, ...]]
    rules: Changes


def _about_rules(house: Any, books: Books) -> _AboutRules:
    """For what one may ask; and the rules themselves."""
    return {"purposes": partial(_purposes, lambda: house.policies), "rules": Changes(house, books.home)}


def _troubles(watch: Watch | None) -> tuple[str, ...]:
    """What is wrong with the evidence behind the log, as far as it has to be shown."""
    return tuple(sorted(watch.verdict.shown)) if watch is not None else ()


def _decision_point(settings: Settings, house: Any, books: Books, group: Group) -> DecisionPoint | None:
    """For the systems that the operator admits; where there is none, nothing answers."""
    systems = _system_tokens(settings, group)
    return DecisionPoint(house, books.resource_types, systems) if systems else None


def _addresses(books: Books, words: Words) -> Addresses:
    """Where people are reached: one source for receipts, sheets and the talk."""
    path = books.home / "schemas" / "information.toml"
    return read_addresses(path.read_text(encoding="utf-8"), words.operator)


def _information(house: Any, addresses: Addresses, group: Group) -> Information | None:
    """Families are told by the two agencies alone."""
    return Information(house, addresses) if group in (Group.JOBCENTER, Group.JUGENDAMT) else None


class _AboutConsents(TypedDict):
    consents: Consents
    withdrawals: Withdrawals
    own: OwnConsents
    own_account: OwnAccount
    previews: Previews
    own_previews: OwnPreviews
    talks: Talks
    passing: Passing
    tasks: Tasks
    receipts: Receipts
    addresses: Addresses
    information: Information | None


def _about_consents(house: Any, books: Books, words: Words, group: Group, settings: Settings) -> _AboutConsents:
    """What staff and families do about consents. Only the working rooms know what a house is."""
    addresses = _addresses(books, words)
    return {
        "consents": Consents(house),
        "withdrawals": Withdrawals(house),
        "passing": Passing(house, books.forms),
        "own_account": OwnAccount(house),
        "own": OwnConsents(house, {form.version: form for form in books.forms}),
        "previews": Previews(house),
        "own_previews": OwnPreviews(house),
        "talks": Talks(house, books.forms, scanner(settings.scanner)),
        "tasks": Tasks(house),
        "receipts": Receipts(house, words),
        "addresses": addresses,
        "information": _information(house, addresses, group),
    }


def _sessions(settings: Settings, db: Database) -> ServerSessions:
    """Sign-in by the accounts of all issuers."""
    issuers = (settings.issuer, *(one.url for one in settings.other_issuers))
    levels = {settings.issuer: settings.acr} | {one.url: one.acr for one in settings.other_issuers}
    return ServerSessions(db, settings.clock, ByIssuer({one: _verifier(one) for one in issuers}), levels)


def _verifier(issuer: str, audience: str = API_AUDIENCE) -> Verifier:
    """Tokens of one issuer for one use, by its own keys alone."""
    return Verifier(TokenRules(issuer, audience), KeyRing(partial(fetch_keys, issuer)))


def _system_tokens(settings: Settings, group: Group) -> SystemTokens | None:
    """Nothing at all where the operator admits no system."""
    admitted = settings.systems.get(group.value, frozenset())
    verifier = ByIssuer({settings.issuer: _verifier(settings.issuer, SYSTEM_AUDIENCE)})
    return SystemTokens(admitted, verifier) if admitted else None


def _web_settings(settings: Settings, group: Group) -> WebSettings:
    """What the web must be told of them."""
    return WebSettings(
        secret_key=settings.secret_key,
        issuer=settings.issuer,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        base_url=settings.base_url,
        other_addresses={name: url for name, url in settings.addresses.items() if name != group.value},
        demo=settings.stichtag is not None,
        issuer_label=settings.issuer_label,
        other_issuers=settings.other_issuers,
        acr=settings.acr,
        step_up=settings.step_up,
        limits=settings.limits,
    )


def _purposes(rules: Rules, principal: Principal) -> tuple[Purpose, ...]:
    """For what a role may read: planning together, its order from the Jugendamt, the other tasks of FAM, its own."""
    policies, role = rules(), principal.role
    purposes = policies.roles[role].purposes if role in policies.roles else ()
    order = [*FIRST, *sorted(policies.fam_purposes, key=list(Purpose).index), *Purpose]
    return tuple(sorted(purposes, key=order.index))


def _mandate_acts(rules: Rules, principal: Principal) -> frozenset[MandateAct]:
    """What a role may enter about who works with whom."""
    return may_enter(rules(), principal.role).may


def _is_ready(db: Database) -> bool:
    try:
        return db.rows("select 1") == [(1,)]
    except DatabaseUnavailable:
        return False
