"""One's own consents in plain words: who may know what, for what, until when. Only one's own answer stands here."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.terms.consents import Named, TakenBack
from hub.terms.ids import PersonId
from hub.terms.own_consents import OPEN_STANDS, OwnAnswer, OwnStand, OwnView
from hub.web.naming import Naming
from hub.web.speech import Speech

Word = tuple[str, str]
"""A word of the form, and what people read."""


@dataclass(frozen=True, repr=False)
class OwnCard:
    """One answer. `lost` says what a withdrawal takes from whom."""

    ref: str
    stand: OwnStand
    word: str
    can_take_back: bool
    recipients: tuple[Word, ...]
    categories: tuple[Word, ...]
    persons: tuple[Word, ...]
    purposes: tuple[str, ...]
    said: str
    until: str
    deputies: str
    events: tuple[str, ...]
    bound: str = ""

    @property
    def to(self) -> tuple[str, ...]:
        """The recipients as people read them."""
        return tuple(said for _, said in self.recipients)


@dataclass(frozen=True, repr=False)
class CardWriter:
    """Writes the answers of one view for its reader."""

    view: OwnView
    speech: Speech

    def cards(self) -> tuple[OwnCard, ...]:
        """All of them, what can be taken back first."""
        written = [self.card(one) for one in self.view.answers]
        return tuple(sorted(written, key=lambda card: not card.can_take_back))

    def card(self, answer: OwnAnswer) -> OwnCard:
        """One answer."""
        say = self.speech.say
        return OwnCard(
            ref=answer.ref,
            stand=answer.stand,
            word=say(f"own-stand-{answer.stand}"),
            can_take_back=answer.stand in OPEN_STANDS,
            recipients=tuple((one.key, self.recipient(one)) for one in answer.recipients),
            categories=tuple((one.value, say(f"category-{one}")) for one in answer.categories),
            persons=tuple((self.naming.reference(one) or str(one), self.person(one)) for one in answer.persons),
            purposes=tuple(say(f"purpose-{one}") for one in answer.purposes),
            said=say("own-said-no" if answer.stand is OwnStand.REFUSED else "own-said-yes", day=self._day(answer)),
            until=self.speech.day(answer.last_day),
            deputies=say("own-deputies") if answer.deputies else "",
            events=tuple(self.event(one, answer) for one in answer.taken_back),
            bound=say("own-bound", bound=answer.bound) if answer.bound else "",
        )

    def event(self, back: TakenBack, answer: OwnAnswer) -> str:
        """`Zurückgenommen am Mo 16.11.2026, 10:14.`, and what of it if not all."""
        at = self.speech.moment(back.received_at)
        if not (back.categories or back.persons or back.recipients):
            return self.speech.say("own-taken-back", at=at)
        return self.speech.say("own-taken-back-part", at=at, what=self.part(back, answer))

    def part(self, back: TakenBack, answer: OwnAnswer) -> str:
        """What a withdrawal of a part names, one after the other."""
        categories = [self.speech.say(f"category-{one}") for one in back.categories]
        persons = [self.person(one) for one in back.persons]
        recipients = [self.recipient(one) for one in answer.recipients if one.key in back.recipients]
        return "; ".join(self._names(one) for one in (categories, persons, recipients) if one)

    def person(self, person: PersonId) -> str:
        """The reader, a child by name, or somebody who decides for themselves by now."""
        if person == self.view.me:
            return self.speech.say("own-myself")
        return self.naming.short_name(person) or self.speech.say("own-youth")

    def recipient(self, one: Named) -> str:
        """`Jonas Kranichfeld (Jobcoach, Pro Arbeit)`."""
        if one.person is not None:
            return self.naming.short_name(one.person) or self.speech.say("own-relative")
        if one.staff is None:
            known = f"team-{one.name}"
            return self.speech.say(known) if self.speech.texts.knows(known) else one.name
        role = self.speech.say(f"role-{one.role}") if one.role else ""
        return f"{one.name} ({', '.join(filter(None, (role, one.agency_name)))})"

    @property
    def naming(self) -> Naming:
        """Names, as far as the look shows them."""
        return Naming(self.view.disclosure, self.speech.texts)

    def also(self, answer: OwnAnswer) -> tuple[str, ...]:
        """Other answers of one's own that let one of the same see some of the same."""
        keys = {one.key for one in answer.recipients}
        return tuple(
            other.ref
            for other in self.view.answers
            if other.ref != answer.ref
            and not other.bound
            and other.stand in OPEN_STANDS
            and keys & {one.key for one in other.recipients}
            and set(other.categories) & set(answer.categories)
            and set(other.persons) & set(answer.persons)
        )

    def _day(self, answer: OwnAnswer) -> str:
        return self.speech.moment(answer.said_at)

    def _names(self, words: Iterable[str]) -> str:
        return self.speech.texts.names(tuple(words))
