"""Sign-in as the server remembers it."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from hub.db.database import Database
from hub.identity.confirming import confirmed_at
from hub.identity.logout import read_logout
from hub.identity.own_sessions.store import end_own_session, end_sessions, load_own_sessions
from hub.identity.store import (
    close_session,
    confirm_session,
    load_posts,
    load_posts_as_of,
    load_seats_of,
    load_session,
    open_session,
)
from hub.identity.tokens import ByIssuer, KeyRing, TokenRules, Verifier
from hub.terms.clock import legal_day
from hub.terms.principals import OwnSession, Post, Proof, Seated, SignedIn
from hub.terms.recent import Recent

MOST_READ = 1024
"""Accounts whose posts a process remembers."""


Account = tuple[str, str, date]
"""Issuer, subject and the legal day."""
Posts = tuple[tuple[Post, SignedIn], ...]
Read = tuple[str, Posts]
"""From when, in the database's words, and which."""


@dataclass(frozen=True)
class ServerSessions:
    """Sessions of one process group. `clock` is the instant that decisions see; the life of a session is real time."""

    db: Database
    clock: Callable[[], datetime]
    verifier: Verifier | ByIssuer
    levels: Mapping[str, str] = field(default_factory=dict)
    """The `acr` that each issuer must name for what is most delicate; one that is not here need name none."""
    read: Recent[Account, Read] = field(default_factory=lambda: Recent(MOST_READ))
    """The posts of accounts as the database last named them on a day."""

    def accounts(self, issuer: str, subject: str, at: datetime) -> tuple[Post, ...]:
        """The posts in which this account may act at this address."""
        return tuple(post for post, _ in load_posts(self.db, issuer, subject, legal_day(at)))

    def open(self, post: str, proof: Proof | None = None) -> str:
        """Begin a session in a post and return its key (256 random bits)."""
        key = secrets.token_urlsafe(32)
        open_session(self.db, key, post, proof)
        return key

    def confirm(self, key: str, proof: Proof) -> str | None:
        """The new key of a session whose person proved anew who they are; None for somebody else, or too late."""
        new_key = secrets.token_urlsafe(32)
        return new_key if confirm_session(self.db, key, new_key, proof) else None

    def end(self, token: str, rules: TokenRules, ring: KeyRing) -> int | None:
        """End what a provider's logout token names; how many sessions; None for a token that is none, or was taken."""
        logout = read_logout(token, rules, ring, datetime.now(UTC))
        return end_sessions(self.db, logout) if logout else None

    def load(self, key: str) -> SignedIn | None:
        """Who holds this key, while the session lasts."""
        return load_session(self.db, key, legal_day(self.clock()))

    def close(self, key: str) -> None:
        """End the session: the key is worth nothing from now on."""
        close_session(self.db, key)

    def own(self, key: str) -> tuple[OwnSession, ...]:
        """The sessions of whoever holds this key, at this process group."""
        return load_own_sessions(self.db, key)

    def end_own(self, key: str, mark: str) -> bool:
        """End one of them; False where that is another's, or over."""
        return end_own_session(self.db, key, mark)

    def bearer(self, token: str) -> SignedIn | None:
        """Who an API token speaks for.

        A token names an account and may name the agency to act for and the role to act in; an account with several
        posts that fit is nobody (A4).
        """
        claims = self.verifier.claims(token, datetime.now(UTC))
        if claims is None:
            return None
        account = self._account(claims)
        as_of, posts = load_posts_as_of(self.db, *account)
        if posts:
            self.read.keep(account, (as_of, posts))
        return self._acting(claims, posts)

    def bearer_as_read(self, token: str) -> SignedIn | None:
        """The same as it was read for an earlier request of the account that day, if it was: `Principal.as_of` says so.

        Only for what has it checked before anything is opened.
        """
        claims = self.verifier.claims(token, datetime.now(UTC))
        as_of, posts = (claims and self.read.get(self._account(claims))) or ("", ())
        present = self._acting(claims, posts) if claims else None
        if present is None:
            return self.bearer(token)
        return replace(present, principal=replace(present.principal, as_of=as_of))

    def _account(self, claims: Mapping[str, Any]) -> Account:
        return str(claims["iss"]), str(claims["sub"]), legal_day(self.clock())

    def _acting(self, claims: Mapping[str, Any], posts: Posts) -> SignedIn | None:
        agency, role = claims.get("agency"), claims.get("role")
        fitting = [one for post, one in posts if agency in (None, post.agency) and role in (None, post.role)]
        confirmed = confirmed_at(claims, self.levels.get(claims["iss"], ""))
        return replace(fitting[0], confirmed_at=confirmed) if len(fitting) == 1 else None


@contextmanager
def seated_by_command(db: Database, ref: str, agency: str, at: datetime) -> Iterator[Seated | None]:
    """Who acts by a command, at a session that lasts as long as it does; None unless exactly one post fits.

    `agency` may be empty. Whoever can run commands as a process group can sit down as anybody of it, as its pages can.
    """
    posts = [one for one in load_seats_of(db, ref, legal_day(at)) if agency in ("", one[1].agency.value)]
    if len(posts) != 1:
        yield None
        return
    [(post, principal)], key = posts, secrets.token_urlsafe(32)
    open_session(db, key, post)
    try:
        yield Seated(principal, key)
    finally:
        close_session(db, key)
