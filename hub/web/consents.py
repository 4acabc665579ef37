"""Who may know what: the consents of a family as a table, one recipient and one purpose at a time, and every paper.

The table says what the rules work out; nothing is decided or added up here but the words.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from hub.terms.clock import legal_day
from hub.terms.consents import COLUMNS, ConsentCell, ConsentView, Named, Stand
from hub.terms.ids import PersonId
from hub.terms.lists import Category
from hub.web.consent_papers import PaperCard, PaperWriter
from hub.web.lacking import lack_lines
from hub.web.naming import Naming
from hub.web.texts import Texts

COUNTED = (
    Stand.DISAGREED,
    Stand.REFUSED,
    Stand.WITHDRAWN,
    Stand.OWN_DECISION,
    Stand.EXPIRING,
    Stand.EXPIRED,
    Stand.OPEN,
)
"""What the sentence above the table counts, in its order."""

LEGEND = tuple(stand for stand in Stand if stand is not Stand.INVALID)


@dataclass(frozen=True, repr=False)
class Square:
    """One cell: its sign, its words, and the paper to go to."""

    stand: Stand
    mark: str
    word: str
    detail: str
    paper: str


@dataclass(frozen=True, repr=False)
class Row:
    """One person."""

    name: str
    age: str
    squares: tuple[Square, ...]


@dataclass(frozen=True, repr=False)
class Lack:
    """One cell for which somebody has signed and not everybody; no line tells who lacks to whom it is not told."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Choice:
    """A recipient or a purpose to choose; `role` and `name` of a recipient."""

    key: str
    name: str
    role: str
    is_here: bool


@dataclass(frozen=True, repr=False)
class ConsentPage:
    """The page."""

    summary: str
    recipients: tuple[Choice, ...]
    purposes: tuple[Choice, ...]
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    lacks: tuple[Lack, ...]
    papers: tuple[PaperCard, ...]
    releases: tuple[PaperCard, ...]
    legend: tuple[Square, ...]


@dataclass(frozen=True, repr=False)
class ConsentWriter:
    """Writes one view for its reader."""

    view: ConsentView
    texts: Texts

    def page(self) -> ConsentPage:
        """The table, what is lacking, and the papers."""
        writer = PaperWriter(self.naming, {one.key: label(one, self.naming, self.texts) for one in self._recipients})
        papers = [writer.card(paper) for paper in self.view.papers]
        return ConsentPage(
            summary=self._summary(),
            recipients=tuple(self._recipient(one) for one in self._recipients),
            purposes=tuple(
                Choice(one.value, self.texts.say(f"purpose-{one}"), "", one is self.view.purpose)
                for one in self.view.purposes
            ),
            caption=self._caption(),
            columns=tuple(self._column(categories) for categories in COLUMNS),
            rows=tuple(self._row(one.id) for one in self.view.persons),
            lacks=tuple(self._lack(cell) for cell in self.view.cells if cell.consents and cell.complete is False),
            papers=tuple(card for card in papers if not card.is_release),
            releases=tuple(card for card in papers if card.is_release),
            legend=tuple(Square(one, _mark(one), self.texts.say(f"stand-{one}"), "", "") for one in LEGEND),
        )

    @cached_property
    def naming(self) -> Naming:
        """What people are called here."""
        return Naming(self.view.disclosure, self.texts)

    @property
    def _recipients(self) -> tuple[Named, ...]:
        return self.view.recipients

    def _recipient(self, one: Named) -> Choice:
        role = self.texts.say(f"role-{one.role}") if one.role else self.texts.say(f"agency-{one.agency}")
        return Choice(one.key, label(one, self.naming, self.texts), role, one == self.view.recipient)

    def _caption(self) -> str:
        if self.view.recipient is None or self.view.purpose is None:
            return ""
        name = label(self.view.recipient, self.naming, self.texts)
        return self.texts.say("consents-caption", name=name, purpose=self.texts.say(f"purpose-{self.view.purpose}"))

    def _summary(self) -> str:
        """`2 Felder sind uneinig, 17 sind offen.`"""
        is_asked = any(not paper.bound for paper in self.view.papers)
        if not is_asked and not any(cell.consents for cell in self.view.cells):
            return self.texts.say("consents-nobody-asked")
        counted = Counter(cell.stand for cell in self.view.cells)
        found = [(stand, counted[stand]) for stand in COUNTED if counted[stand]]
        said = [(f"count-{stand}", count) for stand, count in found]
        if not said:
            return self.texts.say("consents-all-clear")
        firsts = ["count-fields", *["count-more"] * (len(said) - 1)]
        parts = [
            self.texts.say(first, count=count, rest=self.texts.say(word))
            for first, (word, count) in zip(firsts, said, strict=True)
        ]
        return ", ".join(parts) + "."

    def _column(self, categories: tuple[Category, ...]) -> str:
        return self.texts.say("column-money") if len(categories) > 1 else self.texts.say(f"category-{categories[0]}")

    def _row(self, person: PersonId) -> Row:
        cells = {cell.categories: cell for cell in self.view.cells if cell.person == person}
        squares = tuple(self._square(cells[categories]) for categories in COLUMNS if categories in cells)
        return Row(self.naming.name(person), self.naming.age(person), squares)

    def _square(self, cell: ConsentCell) -> Square:
        word = self._word(cell)
        if cell.partly:
            word = self.texts.say("stand-partly", stand=word)
        return Square(cell.stand, _mark(cell.stand, cell.age), word, self._detail(cell), self._paper(cell))

    def _word(self, cell: ConsentCell) -> str:
        """`uneinig`, `läuft in 14 Tagen ab`."""
        if cell.stand is Stand.EXPIRING and cell.until:
            days = (cell.until - legal_day(self.view.disclosure.at)).days
            return self.texts.say("stand-expiring-in", count=days)
        return self.texts.say(f"stand-{cell.stand}")

    def _detail(self, cell: ConsentCell) -> str:
        """Until when, since when."""
        say, day = self.texts.say, self.texts.plain_day
        if cell.stand in (Stand.GRANTED, Stand.EXPIRING) and cell.until:
            return say("detail-until", day=day(cell.until))
        if cell.stand is Stand.OWN_DECISION and cell.age:
            return say("detail-own", age=cell.age)
        return say("detail-on", day=day(cell.on)) if cell.on and cell.stand is not Stand.OPEN else ""

    def _paper(self, cell: ConsentCell) -> str:
        told = {paper.ref for paper in self.view.papers}
        return next((ref for ref in cell.consents if ref in told), "")

    def _lack(self, cell: ConsentCell) -> Lack:
        title = f"{self._column(cell.categories)} – {self.naming.name(cell.person)}"
        return Lack(title, lack_lines(cell.missing, self.naming, cell.categories))


def label(one: Named, naming: Naming, texts: Texts) -> str:
    """What a recipient is called: by name, by team, or as somebody of the family."""
    if one.person is not None:
        return naming.name(one.person)
    if one.staff is not None:
        return one.name
    return (
        texts.say(f"team-{one.name}") if texts.knows(f"team-{one.name}") else texts.say("recipient-team", team=one.name)
    )


def _mark(stand: Stand, age: int | None = None) -> str:
    """What is drawn: the sign of the stand; for an own decision the age from which it is theirs."""
    return str(age) if stand is Stand.OWN_DECISION and age else ("15" if stand is Stand.OWN_DECISION else "")
