"""Why something is shown or blocked, as a sentence with person, date, purpose and end (G3)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hub.terms.answers import Because, Blank, Disclosure, Value
from hub.terms.clock import legal_day
from hub.terms.ids import PersonId
from hub.terms.lists import BlankReason, Owner
from hub.web.texts import Texts

_DATED = frozenset({BlankReason.CONSENT_REFUSED, BlankReason.CONSENT_WITHDRAWN, BlankReason.CONSENT_EXPIRED})


@dataclass(frozen=True, repr=False)
class Why:
    """Why something is seen, and on which basis."""

    text: str
    basis: str


@dataclass(frozen=True, repr=False)
class Reasons:
    """The sentences of one disclosure. `name` names a person as far as the reader may know the name."""

    disclosure: Disclosure
    name: Callable[[PersonId], str]
    texts: Texts

    def why(self, because: Because, owner: Owner) -> Why:
        """The sentence with its basis."""
        return Why(self.why_shown(because, owner), self.basis(because))

    def whys_beside(self, others: Iterable[Value]) -> tuple[Why, ...]:
        """The same for what other owners hold alike, each reason once and with its owner."""
        apart = dict.fromkeys((other.owner, other.because) for other in others)
        return tuple(
            Why(
                self.texts.say("why-alike", owner=self.texts.say(f"owner-{owner}.of"), why=self.why_shown(said, owner)),
                self.basis(said),
            )
            for owner, said in apart
        )

    def why_shown(self, because: Because, owner: Owner) -> str:
        """Sichtbar, weil Sandra Ahornwald zugestimmt hat (01.02.2026, für gemeinsame Planung, bis 31.01.2027)."""
        say = self.texts.say
        if because.signed_on is None or because.until is None:
            known = f"why-{because.reason}"
            return say(known if self.texts.knows(known) else "why-other", owner=say(f"owner-{owner}"))
        return say(
            "why-by-consent",
            names=self._names(because.signers),
            count=len(because.signers),
            signed=self.texts.plain_day(because.signed_on),
            purpose=say(f"purpose-{self.disclosure.purpose}.noun"),
            until=self.texts.plain_day(because.until),
        )

    def basis(self, because: Because) -> str:
        """Grundlage: Einwilligung C01; § 67b Abs. 2 SGB X."""
        consents = [self.texts.say("basis-consent", consent=consent) for consent in because.consents]
        parts = [*consents, *because.norms]
        return self.texts.say("basis", parts="; ".join(parts)) if parts else ""

    def why_blocked(self, blank: Blank) -> str:
        """Abgelehnt von Nele Haselstrauch am 20.05.2026."""
        reason = blank.reason.blank
        facts = {"names": self._names(blank.signers), "person": self.name(blank.person)}
        if blank.on is None or reason not in _DATED:
            return self.texts.say(f"blocked-{reason}", **facts)
        if blank.disagreed:
            return self.texts.say(f"disagreed-{reason}", day=self.texts.plain_day(blank.on), **facts)
        said = f"blocked-{reason}.by" if blank.signers else f"blocked-{reason}.on"
        return self.texts.say(said, day=self.texts.plain_day(blank.on), **facts)

    def way_on(self, blank: Blank) -> str:
        """Whom to speak to; or from which day on asking is right again (J4). Empty where neither helps."""
        if blank.ask:
            return self.texts.say(f"owner-{blank.owner}.ask")
        if blank.ask_from and blank.ask_from > legal_day(self.disclosure.at):
            return self.texts.say("blocked-not-before", day=self.texts.plain_day(blank.ask_from))
        return ""

    def _names(self, people: tuple[PersonId, ...]) -> str:
        return self.texts.names(tuple(self.name(person) for person in people))
