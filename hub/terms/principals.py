"""Who asks."""

from dataclasses import dataclass, field
from datetime import datetime

from hub.terms.ids import ProviderId, StaffId, TeamId
from hub.terms.lists import Agency, Role


@dataclass(frozen=True)
class Principal:
    """Who asks, as signed in: one person in one role of one agency (A4).

    `recognised_social_worker`: by the state, so that § 4 Abs. 1 Nr. 6 KKG and § 203 StGB are about them (A9).
    `grant`: for what they lately proved who they are, at whoever holds their key for what was confided to them; says
    nothing of who they are, and stands nowhere in the log. `as_of`: when all this was read, in the database's words,
    where that was for an earlier request: whatever is opened for it has that checked with its entry.
    """

    id: StaffId
    ref: str
    role: Role
    agency: Agency
    team: TeamId | None = None
    provider: ProviderId | None = None
    pseudonym: str = ""
    recognised_social_worker: bool = False
    grant: str = field(default="", compare=False, repr=False)
    as_of: str = field(default="", compare=False, repr=False)


NO_PERSON = StaffId("00000000-0000-0000-0000-000000000000")
"""No person at all."""


def machine(ref: str, agency: Agency = Agency.EXTERNAL) -> Principal:
    """The program itself: no person acts. Its entries count among those of the log, and are nobody's looks."""
    return Principal(NO_PERSON, ref, Role.IT_ADMIN, agency, pseudonym="N-00")


@dataclass(frozen=True, repr=False)
class Seated:
    """Somebody at an open session: its key is what the database asks for, whatever the process claims of who acts."""

    principal: Principal
    session: str


@dataclass(frozen=True)
class Post:
    """A role of one agency in which an account may act; who has several chooses one at sign-in (A4)."""

    id: str
    role: Role
    agency: Agency
    agency_name: str


@dataclass(frozen=True)
class Proof:
    """What a provider of identity said at sign-in. `sid` is its word for its own session; `""`: it has none.

    `confirmed_at`: when the person was asked who they are, as strongly as the operator wants it for what is most
    delicate; None: not as strongly as that.
    """

    issuer: str
    subject: str
    sid: str = ""
    confirmed_at: datetime | None = None


@dataclass(frozen=True)
class SignedIn:
    """Who is there, and what the head of every page says of them. `post_label` may narrow the role (`West, Mitte`).

    `confirmed_at` is real time, as in the proof of their sign-in.
    """

    principal: Principal
    name: str
    agency_name: str
    post_label: str = ""
    confirmed_at: datetime | None = None


@dataclass(frozen=True)
class OwnSession:
    """One of the sessions of whoever is signed in. `mark` names it to end it, and opens nothing."""

    mark: str
    opened_at: datetime
    seen_at: datetime
    role: Role
    agency_name: str
    is_here: bool
