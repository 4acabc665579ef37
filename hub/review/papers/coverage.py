"""For how many people which categories are open, refused, lapsed: numbers of nobody in particular (Art. 5 Abs. 2)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.review.papers.sources import Sources
from hub.review.papers.store import Numbers, load_coverage
from hub.review.permitted import Deed, decided
from hub.terms.catalogue import mask_text
from hub.terms.clock import legal_day
from hub.terms.lists import Category, Effect
from hub.terms.principals import Principal
from hub.terms.review_papers import PaperKind, PaperSection, PaperTable, ReviewPaper

PART = "coverage"
SMALLEST = 5
"""Of families and of persons: less is not told (J3)."""
NOBODY = (0, 0)
STANDS = ("open", "refused", "waiting", "lapsed", "unasked")
COUNTED = tuple(one for one in Category if one not in (Category.NONE, Category.SINGLE_NOTE))
"""What a family ticks as a category: not what can never be released, nor a single note."""


@dataclass(frozen=True)
class Row:
    """One category: how many persons, by stand; None is not told."""

    category: Category
    persons: tuple[int | None, ...]
    total: int


@dataclass(frozen=True)
class Coverage:
    """What may be told. Without rows where too few take part."""

    rows: tuple[Row, ...] = ()


@by_rules_in_force
def open_coverage(house: House, principal: Principal, at: datetime) -> Coverage | None:
    """The numbers, after this look is an entry; None for whom no rule lets read, written down as well."""
    deed = Deed(Event.COVERAGE, "list", frozenset({principal.agency.value}))
    with house.db.begin() as tx:  # by the rules in force, like any change
        ticket = append(tx, house.writer, entry := decided(house, principal, deed, at))
    if entry.effect is Effect.DENY:
        return None
    masks = house.policies.catalogue.category_masks
    return tell(load_coverage(house.db, ticket, at, {one: mask_text(masks[one]) for one in COUNTED}))


def tell(numbers: Numbers) -> Coverage:
    """Numbers without the small ones, and without as many others as it takes so that no sum tells them."""
    rows = tuple(_row(category, [numbers.get((category, stand), NOBODY) for stand in STANDS]) for category in COUNTED)
    families = max((families for families, _ in numbers.values()), default=0)
    return Coverage(rows if min(families, *(one.total for one in rows)) >= SMALLEST else ())


def _row(category: Category, cells: Sequence[tuple[int, int]]) -> Row:
    """What is hidden adds up to so many that each of it could be any number up to them.

    Where something is hidden, nought is too: shown, it would say that what is hidden is none.
    """
    order = sorted(range(len(cells)), key=lambda place: cells[place][1])
    is_small = any(0 < min(cell) < SMALLEST for cell in cells)
    unseen = {place for place in order if is_small and min(cells[place]) < SMALLEST}
    for place in order:
        if unseen and (len(unseen) < 2 or sum(cells[one][1] for one in unseen) < SMALLEST):
            unseen.add(place)
    persons = tuple(None if place in unseen else told for place, (_, told) in enumerate(cells))
    return Row(category, persons, sum(told for _, told in cells))


def coverage(sources: Sources, counted: Coverage, at: datetime) -> ReviewPaper:
    """The numbers as a paper."""
    day = f"{legal_day(at):%d.%m.%Y}"
    return ReviewPaper(
        kind=PaperKind.COVERAGE,
        controller=sources.controller,
        title=sources.say(PART, "title"),
        subtitle=sources.say(PART, "subtitle", name=sources.addresses[sources.controller].name, day=day),
        sections=(_section(sources, counted),),
        facts={
            "smallest": SMALLEST,
            "persons": {one.category: dict(zip(STANDS, one.persons, strict=True)) for one in counted.rows},
            "total": counted.rows[0].total if counted.rows else None,
        },
    )


def _section(sources: Sources, counted: Coverage) -> PaperSection:
    texts = (sources.say(PART, "text"), sources.say(PART, "note"))
    if not counted.rows:
        return PaperSection(1, sources.say(PART, "stand"), (*texts, sources.say(PART, "too_few")))
    head = tuple(sources.say(PART, key) for key in ("category", *STANDS, "total"))
    rows = tuple(tuple(_line(one, sources)) for one in counted.rows)
    return PaperSection(
        1, sources.say(PART, "stand"), texts, table=PaperTable(sources.say(PART, "caption"), head, rows)
    )


def _line(one: Row, sources: Sources) -> Iterator[str]:
    yield sources.words.category(one.category)
    for persons in one.persons:
        yield sources.say(PART, "few") if persons is None else str(persons)
    yield str(one.total)
