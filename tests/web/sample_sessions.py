"""Sessions of the web tests, kept in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from hub.terms.principals import Post, SignedIn


@dataclass
class MemorySessions:
    """Sessions kept in memory: `posts` by subject, `people` by post, `tokens` by token."""

    posts: Mapping[str, tuple[Post, ...]] = field(default_factory=dict)
    people: Mapping[UUID, SignedIn] = field(default_factory=dict)
    tokens: Mapping[str, SignedIn] = field(default_factory=dict)
    opened: dict[str, UUID] = field(default_factory=dict)

    def accounts(self, issuer: str, subject: str, at: datetime) -> tuple[Post, ...]:
        """The posts of a subject, whoever issued it."""
        return self.posts.get(subject, ())

    def open(self, post: UUID) -> str:
        """A key that nobody had before."""
        key = f"key-{len(self.opened)}"
        self.opened[key] = post
        return key

    def load(self, key: str) -> SignedIn | None:
        """Whoever opened it."""
        return self.people.get(self.opened[key]) if key in self.opened else None

    def close(self, key: str) -> None:
        """Forget the key."""
        self.opened.pop(key, None)

    def bearer(self, token: str) -> SignedIn | None:
        """Whoever the table says."""
        return self.tokens.get(token)
