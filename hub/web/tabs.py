"""The pages of a family, side by side. The purpose goes with each link, so that it is asked once (G8)."""

from dataclasses import dataclass

from flask import request, url_for

from hub.terms.answers import Disclosure
from hub.web.here import desk, principal

_TABS = (
    ("family.show_family", "family-title"),
    ("family.show_people", "people-title"),
    ("family.show_genogram", "genogram-title"),
    ("family.show_consents", "consents-title"),
    ("notes.show_note", "note-tab"),
)


@dataclass(frozen=True)
class Tab:
    """A page of a family: where it is, and the id of its name."""

    address: str
    text: str
    is_here: bool


def tabs(disclosure: Disclosure) -> tuple[Tab, ...]:
    """For whoever may see this disclosure; what each page shows is decided there."""
    return tuple(
        Tab(
            url_for(route, number=disclosure.family, zweck=disclosure.purpose.value),
            text,
            request.endpoint == route,
        )
        for route, text in _TABS
        if _is_offered(route, disclosure)
    )


def _is_offered(route: str, disclosure: Disclosure) -> bool:
    """Consents to whoever may look at any; the note to whoever may write one for this purpose."""
    if route == "family.show_consents":
        return bool(desk().consents.purposes(principal()))
    if route == "notes.show_note":
        return desk().notes.offers(principal(), disclosure.purpose)
    return True
