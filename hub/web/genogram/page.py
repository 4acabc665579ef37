"""The genogram page out of one disclosure."""

from dataclasses import dataclass

from hub.terms.answers import Disclosure
from hub.terms.clock import legal_day
from hub.terms.lists import Agency, Category, Level
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


def lay_out(disclosure: Disclosure, agency: Agency, texts: Texts) -> GenogramPage:
    """The page. Who is not shown is not among the facts, so nothing here can tell of them."""
    shown, naming = disclosure.projection.shown, Naming(disclosure, texts)
    facts = read_facts(shown, disclosure.projection.people, legal_day(disclosure.at))
    words, reasons = Words(facts, texts), Reasons(disclosure, naming.name, texts)
    cells = [value for value in shown if value.field == FIELD]
    foreign = [value for value in cells if value.owner.value != agency.value]
    blanks = [one for one in disclosure.projection.blanks if one.category is Category.FAMILY_RELATIONS]
    return GenogramPage(
        picture=draw(facts, {node.ref: words.short(node) for node in facts.nodes}),
        words=words,
        whys=tuple(dict.fromkeys(reasons.why(value.because, value.owner) for value in foreign)),
        shut=tuple(
            BlockedPart(
                texts.say(
                    "blocked-title", category=texts.say(f"category-{one.category}"), person=naming.name(one.person)
                ),
                reasons.why_blocked(one),
                reasons.way_on(one),
            )
            for one in blanks
        ),
        nameless=bool(cells) and all(value.level is Level.PSEUDONYMISED for value in cells),
    )
