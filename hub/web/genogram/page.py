"""The genogram page out of one disclosure."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.terms.answers import Blank, Disclosure
from hub.terms.catalogue import Catalogue
from hub.terms.clock import legal_day
from hub.terms.lists import Agency, Level
from hub.web.cards import BlockedPart
from hub.web.genogram.facts import FIELD, read_facts
from hub.web.genogram.picture import Picture, draw
from hub.web.genogram.words import Words
from hub.web.naming import Naming
from hub.web.reasons import Reasons, Why
from hub.web.texts import Texts


@dataclass(frozen=True, repr=False)
class GenogramPage:
    """The picture, the same in words, why it is seen, and of whom it stays shut."""

    picture: Picture
    words: Words
    whys: tuple[Why, ...]
    shut: tuple[BlockedPart, ...]
    nameless: bool


def lay_out(disclosure: Disclosure, catalogue: Catalogue, agency: Agency, texts: Texts) -> GenogramPage:
    """The page. Who is not shown is not among the facts, so nothing here can tell of them.

    Blanks stand where nobody is drawn: beside a picture they would say who is not in it.
    """
    shown, naming = disclosure.projection.shown, Naming(disclosure, texts)
    facts = read_facts(shown, disclosure.projection.people, legal_day(disclosure.at))
    words, reasons = Words(facts, texts), Reasons(disclosure, naming.name, texts)
    cells = [value for value in shown if value.field == FIELD]
    foreign = [value for value in cells if value.owner.value != agency.value]
    blanks = [] if facts.nodes else [one for one in disclosure.projection.blanks if _is_of(one, catalogue)]
    return GenogramPage(
        picture=draw(facts, {node.ref: words.short(node) for node in facts.nodes}),
        words=words,
        whys=tuple(dict.fromkeys(reasons.why(value.because, value.owner) for value in foreign)),
        shut=_shut(blanks, naming, reasons),
        nameless=bool(cells) and all(value.level is Level.PSEUDONYMISED for value in cells),
    )


def _is_of(blank: Blank, catalogue: Catalogue) -> bool:
    """It stands for the part of the category in which a genogram could be."""
    field = catalogue.by_id[FIELD]
    return blank.category is field.category and blank.owner in field.owners


def _shut(blanks: Sequence[Blank], naming: Naming, reasons: Reasons) -> tuple[BlockedPart, ...]:
    """People of whom the same is said stand in one line."""
    say, together = naming.texts.say, dict[tuple[str, str], list[Blank]]()
    for blank in blanks:
        together.setdefault((reasons.why_blocked(blank), reasons.way_on(blank)), []).append(blank)
    return tuple(
        BlockedPart(
            say(
                "blocked-title",
                category=say(f"category-{alike[0].category}"),
                person=naming.names(one.person for one in alike),
            ),
            why,
            way,
        )
        for (why, way), alike in together.items()
    )
