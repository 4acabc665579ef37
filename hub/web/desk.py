"""All that the web may ask of the rest of the house. `hub.main` fills it; the web knows no other room."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from hub.db.errors import DatabaseUnavailable
from hub.identity.tokens import KeyRing, TokenRules
from hub.terms.answers import Disclosure
from hub.terms.authzen import Found, Inquiry, Verdict
from hub.terms.catalogue import Catalogue
from hub.terms.consents import ConsentChoice, ConsentView
from hub.terms.families import Asked, Glances
from hub.terms.ids import FamilyNumber
from hub.terms.information import Addresses
from hub.terms.lists import Purpose
from hub.terms.log import Cursor, LogPage, LogQuery
from hub.terms.mandates import MandateAct, MandateBoard, Outcome, Wish
from hub.terms.parts import Wanted
from hub.terms.principals import OwnSession, Post, Principal, Proof, SignedIn
from hub.terms.register import Register
from hub.terms.sealing import Confidant
from hub.terms.writing import Occasion, Refused, Submission, Written
from hub.web.cases_desk import Cases, FamilyQuestions, Notices, SecondKeys
from hub.web.conferences_desk import Conferences, NoConferences
from hub.web.information_desk import Information
from hub.web.minutes_desk import Minutes, NoMinutes
from hub.web.nameless_desk import Nameless
from hub.web.note_desk import Notes, Passing
from hub.web.overview_desk import Overviews
from hub.web.papers_desk import Papers
from hub.web.preview_desk import OwnPreviews, Previews
from hub.web.receipt_desk import Receipts
from hub.web.room_desk import NoRooms, Rooms
from hub.web.rules_desk import Rules
from hub.web.sample_desk import Samples
from hub.web.talk_desk import Talks
from hub.web.tasks_desk import Tasks
from hub.web.withdraw_desk import OwnAccount, OwnConsents, Withdrawals


class Group(StrEnum):
    """The people one process group serves, at an address of their own."""

    JOBCENTER = "jobcenter"
    JUGENDAMT = "jugendamt"
    PROVIDER = "provider"
    FAMILY = "family"
    OVERSIGHT = "oversight"


class Sessions(Protocol):
    """Sign-in as the server remembers it. A browser holds only the key; whatever is unknown or over is None."""

    def accounts(self, issuer: str, subject: str, at: datetime) -> tuple[Post, ...]:
        """The posts in which this account may act at this address."""

    def open(self, post: str, proof: Proof | None = None) -> str:
        """Begin a session in a post and return its key."""

    def confirm(self, key: str, proof: Proof) -> str | None:
        """The new key of a session whose person proved anew who they are; None for somebody else."""

    def end(self, token: str, rules: TokenRules, ring: KeyRing) -> int | None:
        """End the sessions that a provider's logout token names; None for a token that does not hold."""

    def load(self, key: str) -> SignedIn | None:
        """Who holds this key, while the session lasts."""

    def close(self, key: str) -> None:
        """End the session: the key is worth nothing from now on."""

    def own(self, key: str) -> tuple[OwnSession, ...]:
        """The sessions of whoever holds this key, at this address."""

    def end_own(self, key: str, mark: str) -> bool:
        """End one of them; False where that is another's, or over."""

    def bearer(self, token: str) -> SignedIn | None:
        """Who an API token speaks for."""

    def bearer_as_read(self, token: str) -> SignedIn | None:
        """The same as it was read before, if it was: for what has that checked before anything is opened."""


@dataclass(frozen=True, repr=False)
class Issuer:
    """A provider of identity at which the hub is a client. `name` stands in URLs and load files; the first has none.

    `acr`: how strongly it must have asked who somebody is, for what is most delicate; `""`: as it always does.
    """

    name: str
    label: str
    url: str
    client_id: str
    client_secret: str
    acr: str = ""


class Consents(Protocol):
    """How the consents of a family stand."""

    def purposes(self, principal: Principal) -> tuple[Purpose, ...]:
        """For what a principal may look at them; for nothing, who may not learn that somebody said no."""

    def open(self, principal: Principal, wanted: Wanted, choice: ConsentChoice, at: datetime) -> ConsentView:
        """One look, written down as that, or as a refusal."""


class Systems(Protocol):
    """Other systems that ask what would be permitted (OpenID AuthZEN 1.0)."""

    def client(self, token: str) -> str | None:
        """The admitted system that a token is of."""

    def evaluate(self, inquiry: Inquiry) -> Verdict:
        """One question, written down."""

    def search(self, inquiry: Inquiry, open_part: str, after: str, limit: int) -> Found:
        """What of the open part would be permitted, in the order of the ids."""


LIMITS: Mapping[str, int] = {"sign-in": 240, "logout": 120, "window": 30, "api": 600, "search": 120, "export": 60}
"""Turns a minute. Of an address of the network for sign-in and logout, where many sit behind one; else of a person or a
system, in all of their sessions together. `HUB_LIMITS` sets others."""


@dataclass(frozen=True, repr=False)
class WebSettings:
    """What the web must be told. `other_addresses` maps the other groups to their base URLs."""

    secret_key: bytes
    issuer: str
    client_id: str
    client_secret: str
    base_url: str
    other_addresses: Mapping[str, str]
    demo: bool
    issuer_label: str = ""
    other_issuers: tuple[Issuer, ...] = ()
    acr: str = ""
    step_up: timedelta = timedelta(minutes=10)
    limits: Mapping[str, int] = field(default_factory=dict)
    """Turns a minute by kind; what is not here is as in `LIMITS`."""

    @property
    def issuers(self) -> tuple[Issuer, ...]:
        """All whose accounts may sign in, the first one first."""
        first = Issuer("", self.issuer_label, self.issuer, self.client_id, self.client_secret, self.acr)
        return (first, *self.other_issuers)


@dataclass(frozen=True, repr=False)
class Desk:
    """The callables behind the pages. `clock` is the instant that decisions see, in UTC. `read_own` takes the key of
    the session as its proof. `log_events` are the kinds of act that the log can be asked for.
    `addresses`: where the two agencies, their officers and the authority are reached.

    `unavailable` are the exceptions that mean: not now, and nothing was shown.
    """

    agency: Group
    clock: Callable[[], datetime]
    stichtag_banner: date | None
    catalogue: Catalogue
    open_family: Callable[[Principal, FamilyNumber, Purpose, datetime], Disclosure]
    open_part: Callable[[Principal, Wanted, datetime], Disclosure]
    consents: Consents
    withdrawals: Withdrawals
    own: OwnConsents
    own_account: OwnAccount
    previews: Previews
    own_previews: OwnPreviews
    talks: Talks
    tasks: Tasks
    rules: Rules
    receipts: Receipts
    cases: Cases
    second_keys: SecondKeys
    notices: Notices
    own_questions: FamilyQuestions
    list_own: Callable[[Principal, Purpose, Asked, datetime], Glances]
    assigned: Callable[[Principal, datetime], tuple[FamilyNumber, ...]]
    purposes: Callable[[Principal], tuple[Purpose, ...]]
    read_log: Callable[[Principal, LogQuery, datetime], LogPage]
    read_register: Callable[[Principal, FamilyNumber, Cursor | None, datetime], Register]
    mandate_acts: Callable[[Principal], frozenset[MandateAct]]
    mandate_board: Callable[[Principal, datetime], MandateBoard]
    enter_mandate: Callable[[Principal, Wish, datetime], Outcome]
    read_own: Callable[[Principal, str, LogQuery, datetime], LogPage]
    log_events: tuple[str, ...]
    notes: Notes
    write_cells: Callable[[Occasion, Submission], Written | Refused]
    sessions: Sessions
    ready: Callable[[], bool]
    settings: WebSettings
    addresses: Addresses
    overviews: Overviews
    papers: Papers
    nameless: Nameless
    systems: Systems | None = None
    information: Information | None = None
    passing: Passing | None = None
    minutes: Minutes = field(default_factory=NoMinutes)
    conferences: Conferences = field(default_factory=NoConferences)
    rooms: Rooms = field(default_factory=NoRooms)
    samples: Samples | None = None
    """Only the data protection officers' address has them."""
    unavailable: tuple[type[Exception], ...] = (DatabaseUnavailable,)
    wait_for_turn: Callable[[str, int], int] | None = None
    """Takes one of so many turns a minute: 0, or the seconds to wait. Where it is None nothing is counted."""
    confidant: Confidant | None = None
    """Opens to workers what was confided to them; None where nothing is confided to anybody."""
    evidence: Callable[[], tuple[str, ...]] = tuple
    """What is wrong with the evidence behind the log, for those who control it; nothing where all is well."""
