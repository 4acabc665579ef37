"""What a consent opens already and the other agency's process has not unlocked yet, in words."""

from hub.terms.answers import Disclosure
from hub.web.naming import Naming
from hub.web.texts import Texts


def coming(disclosure: Disclosure, texts: Texts) -> tuple[str, ...]:
    """`Gesundheit – Lara Ahornwald (Jugendamt): wird freigeschaltet.` One sentence for each, in the record's order."""
    naming = Naming(disclosure, texts)
    found = sorted(disclosure.projection.coming, key=lambda one: (sorted(map(naming.reference, one.persons)), one[1:]))
    return tuple(
        texts.say(
            "coming-one",
            category=texts.say(f"category-{one.category}"),
            names=naming.names(one.persons),
            owner=texts.say(f"owner-{one.owner}"),
        )
        for one in found
    )
