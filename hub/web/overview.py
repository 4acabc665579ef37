"""What is needed before a talk, on one screen: who, when, what for, and what stays shut.

Made of a `Disclosure` alone, like the cards: blocked parts are written from blanks, which know of no value (G1).
"""

from collections.abc import Hashable, Iterable, Set
from dataclasses import dataclass
from functools import cached_property

from hub.terms.answers import Blank, Value
from hub.terms.catalogue import Catalogue
from hub.terms.ids import FieldId, PersonId
from hub.terms.lists import Agency, Category, Level, Owner
from hub.web.dates import Meeting, coming
from hub.web.naming import NAMING, Naming
from hub.web.reasons import Reasons, Why
from hub.web.sameness import Joined, join_alike
from hub.web.texts import Texts
from hub.web.values import is_typed, notes_on, write_value

TEAM = tuple(map(FieldId, ("responsible_jobcoach", "responsible_asd_worker", "provider_worker")))
STATUS = FieldId("fam_status")
ROLE = FieldId("family_role")
GOALS = tuple(
    map(
        FieldId,
        ("fam_goal", "sgb2_coop_plan_goal", "sgb8_help_goals_released", "provider_training_goal", "fam_shared_action"),
    )
)
ABOUT = tuple(
    map(
        FieldId, ("sgb8_help_type", "provider_assignment", "preferred_language", "interpreter_need", "phone", "address")
    )
)


@dataclass(frozen=True, repr=False)
class Told:
    """One thing that is shown: its label, what it says, and whom it is about where that is not everybody."""

    label: str
    texts: tuple[str, ...]
    who: str = ""
    note: str = ""
    is_typed: bool = False


@dataclass(frozen=True, repr=False)
class Group:
    """Things of one owner that are shown for the same reason. An own one has no owner here, and needs no reason."""

    owner: str
    told: tuple[Told, ...]
    whys: tuple[Why, ...]


@dataclass(frozen=True)
class Shut:
    """Categories of one person that are withheld for the same reason. `way` is what it has for itself alone."""

    categories: str
    why: str
    way: str


@dataclass(frozen=True)
class ShutParts:
    """All that is withheld of one person and belongs to the same owner; whom to ask where asking may help."""

    owner: str
    parts: tuple[Shut, ...]
    ask: str


@dataclass(frozen=True, repr=False)
class PersonCard:
    """One person, as far as one must know them before a talk."""

    anchor: str
    name: str
    age: str
    role: str
    facts: tuple[Group, ...]
    whys: tuple[Why, ...]
    shut: tuple[ShutParts, ...]


@dataclass(frozen=True, repr=False)
class Overview:
    """The page."""

    status: str
    team: tuple[Told, ...]
    meetings: tuple[Meeting, ...]
    goals: tuple[Group, ...]
    people: tuple[PersonCard, ...]


@dataclass(frozen=True, repr=False)
class OverviewMaker:
    """Lays out one disclosure for one reader."""

    naming: Naming
    catalogue: Catalogue
    agency: Agency
    texts: Texts

    def overview(self) -> Overview:
        """All parts of the page, each from what is shown."""
        return Overview(
            status=" ".join(dict.fromkeys(text for value in self._of(STATUS) for text in self._texts(value))),
            team=self._team(),
            meetings=coming(self._joined.kept, self.naming, self.catalogue, self._whys),
            goals=self._groups([value for field in GOALS for value in self._of(field)], self._subjects),
            people=tuple(self._card(person) for person in self.naming.in_order(self._subjects)),
        )

    def _team(self) -> tuple[Told, ...]:
        """Everybody once, however many people of the family they are entered for."""
        told = [self._told(value, frozenset()) for field in TEAM for value in self._of(field)]
        return tuple({(one.label, one.texts): one for one in told}.values())

    @cached_property
    def _joined(self) -> Joined:
        return join_alike(self.naming.disclosure.projection.shown, self.agency)

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.naming.disclosure, self.naming.name, self.texts)

    @cached_property
    def _subjects(self) -> frozenset[PersonId]:
        """Those about whom alone something is shown or withheld."""
        shown, blanks = self.naming.disclosure.projection.shown, self.naming.disclosure.projection.blanks
        alone = [person for value in shown if len(value.persons) == 1 for person in value.persons]
        return frozenset([*alone, *(blank.person for blank in blanks)])

    def _of(self, field: FieldId) -> tuple[Value, ...]:
        found = [value for value in self._joined.kept if value.field == field]
        return tuple(sorted(found, key=lambda value: (self._is_foreign(value.owner), value.entry, value.part)))

    def _card(self, person: PersonId) -> PersonCard:
        about = {field: [v for v in self._of(field) if v.persons == {person}] for field in (ROLE, *ABOUT)}
        named = [value for (who, _), value in self.naming.values.items() if who == person]
        used = [*named, *about[ROLE][:1]]
        return PersonCard(
            anchor=self.naming.reference(person),
            name=self.naming.name(person),
            age=self.naming.age(person),
            role=" ".join(text for value in about[ROLE][:1] for text in self._texts(value)),
            facts=self._groups([value for field in ABOUT for value in about[field] if _is_telling(value)], {person}),
            whys=tuple(dict.fromkeys(why for value in used for why in self._whys(value))),
            shut=self._shut([blank for blank in self.naming.disclosure.projection.blanks if blank.person == person]),
        )

    def _groups(self, values: Iterable[Value], about: Set[PersonId]) -> tuple[Group, ...]:
        """By owner and reason. Whom one is about is said where it is not all whom the group is about."""
        together: dict[tuple[str, tuple[Why, ...]], list[Told]] = {}
        for value in values:
            owner = self.texts.say(f"owner-{value.owner}") if self._is_foreign(value.owner) else ""
            together.setdefault((owner, self._whys(value)), []).append(self._told(value, about))
        return tuple(Group(owner, tuple(told), whys) for (owner, whys), told in together.items())

    def _told(self, value: Value, about: Set[PersonId]) -> Told:
        notes = notes_on(value, self.texts)
        written = self._texts(value)
        return Told(
            label=self.catalogue.by_id[value.field].label,
            texts=written,
            who="" if value.persons >= about else self.naming.short_names(value.persons),
            note=" · ".join(notes),
            is_typed=is_typed(value.content, written),
        )

    def _texts(self, value: Value) -> tuple[str, ...]:
        data_type = self.catalogue.by_id[value.field].data_type if value.level is Level.FULL else "text"
        if data_type == "address" and isinstance(value.content, dict):
            return (", ".join(str(part) for part in value.content.values() if part),)
        return write_value(value.content, data_type, self.texts)

    def _whys(self, value: Value) -> tuple[Why, ...]:
        """Why another's is seen (G3); of what is one's own, nothing need be said here."""
        return (self._reasons.why(value.because, value.owner),) if self._is_foreign(value.owner) else ()

    def _is_foreign(self, owner: Owner) -> bool:
        return owner.value != self.agency.value

    def _shut(self, blanks: list[Blank]) -> tuple[ShutParts, ...]:
        """By owner; which stand together follows from the blanks alone (G1)."""
        owners = [owner for owner in Owner if any(blank.owner is owner for blank in blanks)]
        return tuple(self._shut_of(owner, [blank for blank in blanks if blank.owner is owner]) for owner in owners)

    def _shut_of(self, owner: Owner, blanks: list[Blank]) -> ShutParts:
        """Blanks of which the same is said stand in one line."""
        order, together = list(Category), dict[Hashable, list[Blank]]()
        for blank in sorted(blanks, key=lambda one: order.index(one.category)):
            said = (self._reasons.why_blocked(blank), blank.ask, self._reasons.way_on(blank))
            together.setdefault(said, []).append(blank)
        asking = any(blank.ask for blank in blanks)
        return ShutParts(
            owner=self.texts.say(f"owner-{owner}.of"),
            parts=tuple(map(self._shut_alike, together.values())),
            ask=self.texts.say(f"overview-ask-{owner}") if asking else "",
        )

    def _shut_alike(self, blanks: list[Blank]) -> Shut:
        first = blanks[0]
        return Shut(
            categories=self.texts.names(tuple(self.texts.say(f"category-{blank.category}") for blank in blanks)),
            why=self._reasons.why_blocked(first),
            way="" if first.ask else self._reasons.way_on(first),
        )


def _is_telling(value: Value) -> bool:
    """A need that is not there, and the language that everybody speaks, are no news."""
    return value.field not in NAMING and value.content not in (False, None, "", "de", [])
