"""Sessions of the web tests, kept in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from hub.identity.tokens import KeyRing, TokenRules
from hub.terms.principals import OwnSession, Post, Proof, SignedIn


@dataclass
class MemorySessions:
    """Sessions kept in memory: `posts` by subject, `people` by post, `tokens` by token."""

    posts: Mapping[str, tuple[Post, ...]] = field(default_factory=dict)
    people: Mapping[UUID, SignedIn] = field(default_factory=dict)
    tokens: Mapping[str, SignedIn] = field(default_factory=dict)
    opened: dict[str, UUID] = field(default_factory=dict)
    is_confirmed: bool = True
    """Whether everybody proved just now who they are."""

    def accounts(self, issuer: str, subject: str, at: datetime) -> tuple[Post, ...]:
        """The posts of a subject, whoever issued it."""
        return self.posts.get(subject, ())

    def open(self, post: UUID, proof: Proof | None = None) -> str:
        """A key that nobody had before."""
        key = f"key-{len(self.opened)}"
        self.opened[key] = post
        return key

    def confirm(self, key: str, proof: Proof) -> str | None:
        """Nobody's: the database says who may."""
        return None

    def end(self, token: str, rules: TokenRules, ring: KeyRing) -> int | None:
        """No token holds."""
        return None

    def load(self, key: str) -> SignedIn | None:
        """Whoever opened it."""
        found = self.people.get(self.opened[key]) if key in self.opened else None
        return self._confirmed(found)

    def close(self, key: str) -> None:
        """Forget the key."""
        self.opened.pop(key, None)

    def own(self, key: str) -> tuple[OwnSession, ...]:
        """One that was opened and used at one instant."""
        found, moment = self.load(key), datetime(2026, 11, 16, 8, tzinfo=UTC)
        return (OwnSession("mark", moment, moment, found.principal.role, found.agency_name, True),) if found else ()

    def end_own(self, key: str, mark: str) -> bool:
        """Nobody's: the database says whose."""
        return False

    def bearer(self, token: str) -> SignedIn | None:
        """Whoever the table says."""
        return self._confirmed(self.tokens.get(token))

    def bearer_as_read(self, token: str) -> SignedIn | None:
        """The same: nothing was read before."""
        return self.bearer(token)

    def _confirmed(self, found: SignedIn | None) -> SignedIn | None:
        return replace(found, confirmed_at=datetime.now(UTC)) if found and self.is_confirmed else found
