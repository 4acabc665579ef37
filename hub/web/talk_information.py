"""What somebody is told before signing: who is responsible, on which ground, how long, which rights (Art. 13 GDPR)."""

from dataclasses import dataclass

from hub.terms.consent_forms import FormText
from hub.terms.information import Address, Addresses
from hub.web.talk_words import set_apart

CONTROLLERS = ("jobcenter", "jugendamt")


@dataclass(frozen=True)
class Told:
    """It in one language, with a heading. Without lines where the version of the form has none."""

    text: FormText
    title: str
    lines: tuple[str, ...]


def told_in(languages: tuple[FormText, ...], addresses: Addresses) -> tuple[Told, ...]:
    """In each of these languages; nothing, where the version of the form does not have it."""
    if not languages:
        return ()
    known = [addresses[name] for name in CONTROLLERS]
    facts = {
        "controllers": "; ".join(set_apart(_reached(one)) for one in known),
        "officers": "; ".join(set_apart(one.officer) for one in known),
        "authority": set_apart(_reached(addresses["authority"])),
    }
    found = [(text, text.information(**facts)) for text in languages]
    return tuple(Told(text, text.words["say.info"], lines) for text, lines in found if lines)


def _reached(one: Address) -> str:
    return f"{one.name}, {one.address}, {one.contact}"
